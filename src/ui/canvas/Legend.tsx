import type { EnvironmentState } from '../../sim/trace/readouts/viewTypes.ts';
import './nodes/cells.css';

const STATES: readonly { readonly state: EnvironmentState; readonly sign: string; readonly text: string }[] = [
  { state: 'creating', sign: '', text: 'starting: the environment is made, the code fetched' },
  { state: 'init', sign: '', text: 'init: the runtime and your top-level code start' },
  { state: 'busy', sign: '7', text: 'running: the handler works on invocation 7' },
  { state: 'idle', sign: '❄', text: 'idle: frozen, kept for the next request' },
  { state: 'failed', sign: '✕', text: 'failed: its process is gone, the next request starts it anew' },
];

/** The codes of an environment's state: colour, shape and word. */
export function Legend() {
  return (
    <dl className="legend cells-legend" style={{ margin: 0 }}>
      {STATES.map(({ state, sign, text }) => (
        <Row key={state} state={state} sign={sign} text={text} />
      ))}
    </dl>
  );
}

function Row({ state, sign, text }: { readonly state: string; readonly sign: string; readonly text: string }) {
  return (
    <>
      <dt>
        <span className="cell" data-state={state}>
          {sign}
        </span>
      </dt>
      <dd style={{ margin: 0 }}>{text}</dd>
    </>
  );
}
