import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import { createRoot } from 'react-dom/client';
import '../../theme.css';
import '../../app.css';
import { loadDocument, documentStore } from '../../../app/documentStore.ts';
import { attachSource, clearPlayer, seekTo, startPlaying, stopPlaying, traceGrew } from '../../../app/player.ts';
import { runStore, trace } from '../../../app/runStore.ts';
import { setUi, uiStore } from '../../../app/uiStore.ts';
import { sampleRun } from '../../../sim/testing/sampleRun.ts';
import { run as startRun } from '../../../sim/testing/run.ts';
import { scenario as builder } from '../../../sim/testing/scenarioBuilder.ts';
import { sleep } from '../../../sim/testing/standIn.ts';
import { TooltipProvider } from '../../controls/Tooltip.tsx';
import { Dock } from '../../dock/Dock.tsx';
import { startAppearance } from '../../shell/appearance.ts';
import { SidePanel } from '../SidePanel.tsx';
import { examples } from '../../../lessons/examples.ts';

const params = new URLSearchParams(location.search);
const theme = params.get('theme');
setUi({ theme: theme === 'light' ? 'light' : 'dark' });
startAppearance();

function big() {
  return startRun(
    builder()
      .client('crowd', { traffic: { kind: 'burst', atS: 0, count: 1000 } })
      .code('fan', {})
      .wire('sync', 'crowd', 'fan'),
    { fan: () => function* () { yield sleep(120); return 1; } },
  ).until(30);
}

function load(which: string) {
  if (which.startsWith('example:')) {
    const found = examples.find((e) => e.id === which.slice(8));
    if (found) loadDocument(found.scenario, { kind: 'new' });
    return;
  }
  const made = which === 'big' ? big() : sampleRun();
  loadDocument(made.scenario, { kind: 'new' });
  const end = which === 'big' ? 30e6 : 1500e6;
  attachSource({ frontierUs: () => end, finished: () => true, wantMore: () => {} });
  runStore.setState({ exists: true, durationUs: end, finished: true, computedUs: end });
  clearPlayer(made.scenario);
  trace.current.appendChunk(made.kernel.trace.chunk(0));
  runStore.setState({ traceLength: trace.current.length });
  traceGrew();
  seekTo(Number(params.get('t') ?? 12) * 1e6);
}
load(params.get('run') ?? 'sample');
const select = params.get('select');
if (select) setUi({ selectedNodes: [documentStore.getState().scenario.nodes.find((n) => n.name === select)?.id ?? select] });
const wire = params.get('wire');
if (wire) setUi({ selectedWires: [wire] });
const tab = params.get('tab');
if (tab) setUi({ sideTab: tab as 'code' });
const dock = params.get('dock');
if (dock) setUi({ dockTab: dock as 'logs' });
Object.assign(window, { uiStore, runStore, documentStore, trace, seekTo, setUi, startPlaying, stopPlaying });

function Dev() {
  const narrow = innerWidth < 720;
  return (
    <TooltipProvider>
      <div style={{ display: 'grid', height: '100vh', gridTemplate: narrow ? '40vh 60vh / 1fr' : '1fr 272px / 1fr 420px' }}>
        {!narrow && <div />}
        <aside className="panel" style={{ gridRow: narrow ? undefined : '1 / 3', gridColumn: narrow ? undefined : 2, borderLeft: '1px solid var(--line)', minWidth: 0 }}>
          <SidePanel />
        </aside>
        <section className="panel" style={{ borderTop: '1px solid var(--line)', minWidth: 0 }}>
          <Dock />
        </section>
      </div>
    </TooltipProvider>
  );
}
createRoot(document.getElementById('root')!).render(<Dev />);
