import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { onFrame } from '../../../app/runStore.ts';
import { setUi, uiStore } from '../../../app/uiStore.ts';
import type { EnvironmentState, EnvironmentView } from '../../../sim/trace/readouts/viewTypes.ts';
import { countText } from '../../shell/timeText.ts';
import { phaseEnd, phaseShare } from './phaseEnds.ts';
import './cells.css';

/** Up to here environments are boxes with a sign, then small cells, then a strip of shares (rule 10). */
const BOXES_MAX = 24;
const CELLS_MAX = 240;
/** So few boxes have room for their state's word below each of them. */
const WORDS_MAX = 4;

export const STATE_WORDS: Readonly<Record<EnvironmentState, string>> = {
  creating: 'starting',
  init: 'init',
  busy: 'running',
  idle: 'idle',
  failed: 'failed',
};

/** The environments of a function, each with its state by colour, shape and word. */
export function Cells({
  environments,
  free,
}: {
  readonly environments: readonly EnvironmentView[];
  readonly free: number;
}) {
  if (environments.length > CELLS_MAX) return <Strip environments={environments} />;
  const size = environments.length > BOXES_MAX ? 'small' : 'box';
  const ghosts = size === 'box' ? Math.max(0, Math.min(free, BOXES_MAX) - environments.length) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these boxes only open something
    <div
      className="cells nodrag"
      data-words={(size === 'box' && environments.length + ghosts <= WORDS_MAX) || undefined}
      data-size={size}
      role="group"
      aria-label={summary(environments)}
      onKeyDown={moveFocus}
    >
      {environments.map((environment, i) => (
        <Cell key={environment.number} environment={environment} size={size} first={i === 0} />
      ))}
      {Array.from({ length: ghosts }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={`free-${i}`} className="cell" data-state="none" aria-hidden="true" />
      ))}
    </div>
  );
}

const SIGNS: Readonly<Record<EnvironmentState, string>> = { creating: '', init: '', busy: '', idle: '❄', failed: '✕' };

interface CellProps {
  readonly environment: EnvironmentView;
  readonly size: 'box' | 'small';
  readonly first: boolean;
}

const Cell = memo(function Cell({ environment, size, first }: CellProps) {
  const box = useRef<HTMLButtonElement>(null);
  const { number, ordinal, nodeId, state, currentInvocation, suppressedInit, outdated } = environment;
  const selected = useStore(uiStore, (ui) => ui.selectedEnvironment === number);
  // In a small cell there is no room for the edge of a running one.
  useFill(box, environment, size === 'box' || environment.state === 'init');
  const word = `Environment ${ordinal}: ${stateText(environment)}`;
  const sign =
    state === 'busy' && currentInvocation !== null && currentInvocation < 1000
      ? String(currentInvocation)
      : SIGNS[state];
  return (
    <button
      type="button"
      ref={box}
      className="cell"
      data-state={state}
      data-outdated={outdated || undefined}
      data-again={suppressedInit || undefined}
      data-selected={selected || undefined}
      tabIndex={first ? 0 : -1}
      aria-label={word}
      title={word}
      onClick={(event) => {
        event.stopPropagation();
        setUi({ selectedEnvironment: number, selectedNodes: [nodeId], sideOpen: true, sideTab: 'environments' });
      }}
    >
      {size === 'box' && <span aria-hidden="true">{sign}</span>}
      {size === 'box' && (
        <span className="cell-word" aria-hidden="true">
          {STATE_WORDS[state]}
        </span>
      )}
    </button>
  );
});

/** Lets the box fill while its state lasts: every frame, without rendering. */
function useFill(box: React.RefObject<HTMLButtonElement | null>, environment: EnvironmentView, shown: boolean): void {
  useEffect(() => {
    if (!shown) return;
    const { state, sinceUs } = environment;
    if (state !== 'creating' && state !== 'init' && state !== 'busy') return;
    const endUs = phaseEnd(environment);
    return onFrame(({ timeUs }) => {
      const share = phaseShare(sinceUs, endUs(), timeUs);
      box.current?.style.setProperty('--fill', `${(share * 100).toFixed(1)}%`);
    });
  }, [box, environment, shown]);
}

function stateText({
  state,
  currentInvocation,
  invocationsServed,
  suppressedInit,
  outdated,
  presumedEndless,
}: EnvironmentView): string {
  const words = [STATE_WORDS[state]];
  if (state === 'busy' && currentInvocation !== null) words[0] = `running invocation ${currentInvocation}`;
  if (state === 'init' && suppressedInit) words[0] = 'init again';
  if (state === 'idle') words.push(`frozen, served ${invocationsServed}`);
  if (presumedEndless) words.push('presumed endless');
  if (outdated) words.push('old code');
  return words.join(', ');
}

function countStates(environments: readonly EnvironmentView[]): readonly (readonly [EnvironmentState, number])[] {
  const counts = new Map<EnvironmentState, number>();
  for (const { state } of environments) counts.set(state, (counts.get(state) ?? 0) + 1);
  const order: readonly EnvironmentState[] = ['busy', 'init', 'creating', 'idle', 'failed'];
  return order.flatMap((state) => (counts.has(state) ? [[state, counts.get(state) ?? 0] as const] : []));
}

function summary(environments: readonly EnvironmentView[]): string {
  if (environments.length === 0) return 'No environments';
  const parts = countStates(environments).map(([state, n]) => `${n} ${STATE_WORDS[state]}`);
  return `${environments.length} ${environments.length === 1 ? 'environment' : 'environments'}: ${parts.join(', ')}`;
}

/** So many environments that only shares can be seen; even the smallest share stays wide enough to find. */
function Strip({ environments }: { readonly environments: readonly EnvironmentView[] }) {
  const counts = countStates(environments);
  return (
    <div className="strip" role="img" aria-label={summary(environments)}>
      <div className="strip-bar">
        {counts.map(([state, n]) => (
          <span key={state} className="cell" data-state={state} style={{ flexGrow: n }} />
        ))}
      </div>
      <div className="strip-words numbers">
        {counts.map(([state, n]) => (
          <span key={state}>
            <b>{countText(n)}</b> {STATE_WORDS[state]}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Arrow keys walk through the boxes, which are one stop of the Tab key. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 8, ArrowLeft: -1, ArrowUp: -8 }[event.key];
  if (step === undefined) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>('button.cell')];
  // Nothing focused, or something else: not found, which is what is asked.
  const at = boxes.indexOf(document.activeElement as HTMLElement);
  const next = boxes[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}
