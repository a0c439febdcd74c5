import { List, PanelBottomClose, Rows3 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { runStore } from '../../app/runStore.ts';
import { type DockTab, setUi, uiStore } from '../../app/uiStore.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../controls/Tabs.tsx';
import { useNarrow } from '../shell/appearance.ts';
import { countText } from '../shell/timeText.ts';
import { Fallback } from '../side/Fallback.tsx';
import { Empty } from './Empty.tsx';
import { Logs } from './Logs.tsx';
import { seenUntilUs } from './seen.ts';
import { Timeline } from './Timeline.tsx';
import { TraceTable } from './TraceTable.tsx';
import { TimelineZoom } from './timelineZoom.tsx';
import { Why } from './Why.tsx';
import './dock.css';

/** What happened: lanes over time, log lines, and every record; beside them why the chosen one happened. */
export function Dock() {
  const tab = useStore(uiStore, (ui) => ui.dockTab);
  const [asTable, setAsTable] = useState(false);
  const narrow = useNarrow();
  return (
    // The values are those of the tabs below.
    <Tabs className="dock" value={tab} onValueChange={(value) => setUi({ dockTab: value as DockTab })}>
      <div className="dock-bar">
        <TabList aria-label="What happened">
          <Tab value="timeline">Timeline</Tab>
          <Tab value="logs">Logs</Tab>
          <Tab value="trace">Trace</Tab>
        </TabList>
        <Sums />
        {tab === 'timeline' && !asTable && <TimelineZoom />}
        {tab === 'timeline' && (
          <IconButton
            label={asTable ? 'Show the timeline as lanes' : 'Show the timeline as a table'}
            size="s"
            side="top"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <Rows3 size={15} aria-hidden="true" /> : <List size={15} aria-hidden="true" />}
          </IconButton>
        )}
        {!narrow && (
          <IconButton label="Fold" size="s" side="top" onClick={() => setUi({ dockOpen: false })}>
            <PanelBottomClose size={15} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <div className="dock-body">
        <TabPanel value="timeline" className="dock-panel">
          <Fallback what="The timeline">
            <HasRun fallback={<Empty of="timeline" />}>
              <Timeline asTable={asTable} />
            </HasRun>
          </Fallback>
        </TabPanel>
        <TabPanel value="logs" className="dock-panel">
          <Fallback what="The log">
            <Logs />
          </Fallback>
        </TabPanel>
        <TabPanel value="trace" className="dock-panel">
          <Fallback what="The trace">
            <TraceTable />
          </Fallback>
        </TabPanel>
        <Fallback what="The explanation">
          <Why />
        </Fallback>
      </div>
    </Tabs>
  );
}

function HasRun({ fallback, children }: { readonly fallback: React.ReactNode; readonly children: React.ReactNode }) {
  const has = useStore(runStore, (run) => run.exists && (run.view?.recordIndex ?? -1) >= 0);
  // Stepping back before the first record keeps the lanes, which were already seen.
  const [wasShown, setWasShown] = useState(false);
  const exists = useStore(runStore, (run) => run.exists);
  if (has && !wasShown) setWasShown(true);
  if (!exists && wasShown) setWasShown(false);
  return exists && (has || wasShown) ? children : fallback;
}

/** How much there is, at the playhead. */
function Sums() {
  const sums = useStore(
    runStore,
    useShallow((run) => {
      if (!run.view) return null;
      const functions = Object.values(run.view.functions);
      return {
        environments: functions.reduce((sum, each) => sum + each.environments.length, 0),
        invocations: run.view.totals.invocations,
        computing: run.computing && !run.playing,
        // Lanes show all that was seen; these are counts of the moment.
        isBack: run.playheadUs < seenUntilUs(),
      };
    }),
  );
  if (!sums) return <span className="dock-sums" />;
  return (
    <span className="dock-sums numbers">
      {sums.computing && <span className="dock-computing">computing …</span>}
      <span>
        {sums.isBack && 'at the playhead: '}
        {countText(sums.environments)} {sums.environments === 1 ? 'environment' : 'environments'} ·{' '}
        {countText(sums.invocations)} {sums.invocations === 1 ? 'invocation' : 'invocations'}
      </span>
    </span>
  );
}
