import { CircleHelp, LayoutGrid, Link2, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { setUi } from '../../app/uiStore.ts';
import { Canvas } from '../canvas/Canvas.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../controls/Tabs.tsx';
import { Dock } from '../dock/Dock.tsx';
import { SidePanel } from '../side/SidePanel.tsx';
import { ConsentBanner, Notices } from './Banners.tsx';
import { FileMenu } from './FileMenu.tsx';
import { Logo, ThemeButton } from './TopBar.tsx';
import { NarrowTransport } from './Transport.tsx';
import './narrow.css';

/** A phone: read, run, scrub and step. The canvas on top, the run's controls below it, then what happened and the code. */
export function NarrowLayout({ quiet }: { readonly quiet: boolean }) {
  const [tab, setTab] = useState('happened');
  return (
    <div className="app narrow" data-quiet={quiet || undefined}>
      <header className="narrow-bar">
        <Logo />
        <span style={{ flex: 1 }} />
        <IconButton label="Examples" onClick={() => setUi({ dialog: 'gallery' })}>
          <LayoutGrid size={18} />
        </IconButton>
        {!quiet && (
          <>
            <IconButton label="Share" onClick={() => setUi({ dialog: 'share' })}>
              <Link2 size={18} />
            </IconButton>
            <ThemeButton />
            <FileMenu />
          </>
        )}
        <IconButton label="Help and shortcuts" onClick={() => setUi({ dialog: 'shortcuts' })}>
          <CircleHelp size={18} />
        </IconButton>
      </header>
      <ConsentBanner />
      <main id="canvas" className="canvas-panel" aria-label="Canvas">
        <Canvas quiet={quiet} />
        <Notices />
      </main>
      <NarrowTransport quiet={quiet} />
      {!quiet && <Below tab={tab} onTab={setTab} />}
    </div>
  );
}

function Below({ tab, onTab }: { readonly tab: string; readonly onTab: (tab: string) => void }) {
  return (
    <Tabs className="narrow-tabs" value={tab} onValueChange={onTab}>
      <TabList aria-label="Below the canvas">
        <Tab value="happened">What happened</Tab>
        <Tab value="node">Selected node</Tab>
      </TabList>
      <TabPanel value="happened" className="panel">
        <Dock />
      </TabPanel>
      <TabPanel value="node" className="panel">
        <p className="narrow-note">
          <MonitorSmartphone size={15} aria-hidden="true" />
          Drawing nodes and wires needs a wide screen. Settings, code and running work here too.
        </p>
        <SidePanel />
      </TabPanel>
    </Tabs>
  );
}
