import { Play } from 'lucide-react';
import { memo } from 'react';
import type { NodeProps } from 'reactflow';
import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { invoke } from '../../../app/runActions.ts';
import { runStore } from '../../../app/runStore.ts';
import type { FunctionView } from '../../../sim/trace/readouts/viewTypes.ts';
import { Button } from '../../controls/Button.tsx';
import { useQuietStart } from '../../shell/quietStart.ts';
import { costText, countText } from '../../shell/timeText.ts';
import { AsyncQueue } from './AsyncQueue.tsx';
import { Cells } from './Cells.tsx';
import { NodeFrame, useNode } from './NodeFrame.tsx';
import { useIsStarter } from './useIsStarter.ts';

/** A function: its environments, how near it is to its limit, what waits for it, and how its invocations went. */
export const FunctionNode = memo(function FunctionNode({ id, selected }: NodeProps) {
  const node = useNode(id, 'function');
  const view = useStore(runStore, (run) => run.view?.functions[id] ?? null);
  const quiet = useQuietStart();
  const starter = useIsStarter(id);
  if (!node) return null;
  const free = node.reservedConcurrency ?? 0;
  return (
    <NodeFrame
      node={node}
      selected={selected}
      action={
        (!quiet || starter) && (
          <Button
            size="s"
            variant={starter ? 'primary' : 'default'}
            className="nodrag"
            onClick={(event) => {
              // The button is not the node: pressing it selects nothing.
              event.stopPropagation();
              invoke(id);
            }}
          >
            <Play size={11} fill="currentColor" aria-hidden="true" />
            Invoke
          </Button>
        )
      }
    >
      <div className="node-cells">
        {view && view.environments.length > 0 ? (
          <Cells environments={view.environments} free={free} />
        ) : (
          <div className="cells" data-size="box">
            <span className="cell" data-state="none" aria-hidden="true" />
            <span className="cells-empty">
              {view && view.created > 0 ? 'no environment left' : 'no environment yet'}
            </span>
          </div>
        )}
      </div>
      {view && <Figures view={view} />}
    </NodeFrame>
  );
});

function Figures({ view }: { readonly view: FunctionView }) {
  const { asyncQueue, nodeId } = view;
  const asyncWired = useStore(documentStore, ({ scenario }) =>
    scenario.wires.some((wire) => wire.to === nodeId && wire.type === 'async'),
  );
  return (
    <>
      <Concurrency view={view} />
      {(asyncWired || asyncQueue.length > 0 || view.counts.retries > 0) && <AsyncQueue queue={asyncQueue} />}
      <Counts view={view} />
    </>
  );
}

function Concurrency({ view }: { readonly view: FunctionView }) {
  const { inUse, limit, limitKind, counts } = view;
  const share = limit === null || limit === 0 ? (inUse > 0 ? 1 : 0) : Math.min(1, inUse / limit);
  return (
    <div className="node-part">
      <div className="node-row">
        <span>
          Concurrency <b className="numbers">{countText(inUse)}</b>
          {limit !== null && (
            <span className="numbers">
              {' '}
              of {countText(limit)} {limitKind === 'reserved' ? 'reserved' : ''}
            </span>
          )}
        </span>
        {counts.throttles > 0 && (
          <span className="figure">
            <span className="mark" data-tone="throttled" aria-hidden="true" />
            <b className="numbers">{countText(counts.throttles)}</b> refused
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn to the design in every browser */}
      <div
        className="meter"
        role="meter"
        aria-label="Concurrency"
        aria-valuenow={inUse}
        aria-valuemin={0}
        aria-valuemax={limit ?? inUse}
        data-full={share >= 1 || undefined}
      >
        <span style={{ width: inUse > 0 ? `max(4px, ${share * 100}%)` : 0 }} />
      </div>
    </div>
  );
}

function Counts({ view }: { readonly view: FunctionView }) {
  const { cold, warm, errors, costUsd } = view.counts;
  return (
    <div className="node-part node-counts numbers">
      <Figure tone="cold" word="cold" count={cold} />
      <Figure tone="busy" word="warm" count={warm} />
      <Figure tone="failed" word={errors === 1 ? 'error' : 'errors'} count={errors} />
      <span className="node-cost" title="Duration and requests, us-east-1 list prices, no free tier">
        {costText(Number(costUsd.toPrecision(2)))}
      </span>
    </div>
  );
}

export function Figure({
  tone,
  word,
  count,
}: {
  readonly tone: string;
  readonly word: string;
  readonly count: number;
}) {
  return (
    <span className="figure" data-zero={count === 0 || undefined}>
      <span className="mark" data-tone={tone} aria-hidden="true" />
      {word} <b>{countText(count)}</b>
    </span>
  );
}
