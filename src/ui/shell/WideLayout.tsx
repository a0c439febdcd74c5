import {
  Code2,
  ListTree,
  PanelBottomOpen,
  Server,
  Settings2,
  TerminalSquare,
  TestTube2,
  Waypoints,
} from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { type DockTab, type SideTab, setUi, uiStore } from '../../app/uiStore.ts';
import { Canvas } from '../canvas/Canvas.tsx';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Dock } from '../dock/Dock.tsx';
import { SidePanel } from '../side/SidePanel.tsx';
import { ConsentBanner, Notices } from './Banners.tsx';
import { Rail } from './Rail.tsx';
import { remembered } from './remembered.ts';
import { TopBar } from './TopBar.tsx';

/** Palette at the left, canvas above the dock in the middle, the side panel at the right; sizes are remembered. */
export function WideLayout({ quiet }: { readonly quiet: boolean }) {
  const sideOpen = useStore(uiStore, (ui) => ui.sideOpen);
  return (
    <div className="app">
      {/* biome-ignore lint/a11y/useValidAnchor: it does lead to a place of this page */}
      <a className="skip-link" href="#canvas" onClick={skipToCanvas}>
        Skip to the canvas
      </a>
      <TopBar quiet={quiet} />
      <ConsentBanner />
      <main className="workspace">
        <Rail quiet={quiet} />
        <SideSplit open={sideOpen}>
          <Middle quiet={quiet} />
        </SideSplit>
        {!sideOpen && !quiet && <FoldedSide />}
      </main>
    </div>
  );
}

/** The address's hash names scenarios, so the jump happens without it. */
function skipToCanvas(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('canvas')?.focus();
}

function SideSplit({ open, children }: { readonly open: boolean; readonly children: ReactNode }) {
  const layout = useDefaultLayout({
    id: 'side',
    panelIds: open ? ['middle', 'side'] : ['middle'],
    storage: remembered,
  });
  return (
    <Group className="workspace-panels" orientation="horizontal" {...layout}>
      <Panel id="middle" minSize="360px">
        {children}
      </Panel>
      {open && (
        <>
          <Separator className="divider" aria-label="Width of the side panel" />
          <Panel id="side" defaultSize="420px" minSize="300px" maxSize="70%" groupResizeBehavior="preserve-pixel-size">
            <section className="panel" aria-label="Selected node">
              <SidePanel />
            </section>
          </Panel>
        </>
      )}
    </Group>
  );
}

function Middle({ quiet }: { readonly quiet: boolean }) {
  const open = useStore(uiStore, (ui) => ui.dockOpen);
  const layout = useDefaultLayout({
    id: 'dock',
    panelIds: open ? ['drawing', 'dock'] : ['drawing'],
    storage: remembered,
  });
  return (
    <div className="column">
      <Group orientation="vertical" {...layout}>
        <Panel id="drawing" minSize="180px">
          <section id="canvas" className="canvas-panel" aria-label="Canvas" tabIndex={-1}>
            <Canvas quiet={quiet} />
            <Notices />
          </section>
        </Panel>
        {open && (
          <>
            <Separator className="divider" aria-label="Height of the timeline" />
            <Panel
              id="dock"
              defaultSize="272px"
              minSize="120px"
              maxSize="70%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <section className="panel" aria-label="What happened">
                <Dock />
              </section>
            </Panel>
          </>
        )}
      </Group>
      {!open && !quiet && <FoldedDock />}
    </div>
  );
}

const SIDE_TABS: readonly { readonly tab: SideTab; readonly label: string; readonly Icon: typeof Code2 }[] = [
  { tab: 'code', label: 'Code', Icon: Code2 },
  { tab: 'configure', label: 'Configure', Icon: Settings2 },
  { tab: 'event', label: 'Event', Icon: TestTube2 },
  { tab: 'environments', label: 'Environments', Icon: Server },
];

function FoldedSide() {
  return (
    <nav className="folded-side" aria-label="Side panel, folded">
      {SIDE_TABS.map(({ tab, label, Icon }) => (
        <IconButton key={tab} label={label} side="left" onClick={() => setUi({ sideOpen: true, sideTab: tab })}>
          <Icon size={17} />
        </IconButton>
      ))}
    </nav>
  );
}

const DOCK_TABS: readonly { readonly tab: DockTab; readonly label: string; readonly Icon: typeof Code2 }[] = [
  { tab: 'timeline', label: 'Timeline', Icon: Waypoints },
  { tab: 'logs', label: 'Logs', Icon: TerminalSquare },
  { tab: 'trace', label: 'Trace', Icon: ListTree },
];

function FoldedDock() {
  return (
    <nav className="folded-dock" aria-label="What happened, folded">
      {DOCK_TABS.map(({ tab, label, Icon }) => (
        <Button key={tab} variant="ghost" size="s" onClick={() => setUi({ dockOpen: true, dockTab: tab })}>
          <Icon size={14} aria-hidden="true" />
          {label}
        </Button>
      ))}
      <span style={{ flex: 1 }} />
      <IconButton label="Open the timeline" side="top" size="s" onClick={() => setUi({ dockOpen: true })}>
        <PanelBottomOpen size={15} />
      </IconButton>
    </nav>
  );
}
