import { memo } from 'react';
import type { NodeProps } from 'reactflow';
import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import type { ScenarioNode } from '../../../scenario/schema.ts';
import { countText } from '../../shell/timeText.ts';
import { Figure } from './FunctionNode.tsx';
import { NodeFrame } from './NodeFrame.tsx';
import { SendButton } from './SendButton.tsx';

/** Client, API, schedule, bucket, topic, bus, stream and state machine: what they hold and what they sent. */
export const SourceNode = memo(function SourceNode({ id, selected }: NodeProps) {
  const node = useStore(documentStore, ({ scenario }) => scenario.nodes.find((one) => one.id === id) ?? null);
  if (!node || node.type === 'function' || node.type === 'table' || node.type === 'endpoint') return null;
  return (
    <NodeFrame node={node} selected={selected} action={node.type === 'client' ? undefined : <SendButton node={node} />}>
      {node.type === 'client' && (
        <div className="node-part">
          <SendButton node={node} wide />
        </div>
      )}
      {node.type === 'bucket' && <BucketLine id={id} />}
      {node.type === 'topic' && <TopicLine id={id} />}
      {(node.type === 'eventBus' || node.type === 'stream' || node.type === 'stateMachine') && (
        <TakerLine id={id} word={TAKEN[node.type]} />
      )}
      <SentLine node={node} />
    </NodeFrame>
  );
});

function BucketLine({ id }: { readonly id: string }) {
  const view = useStore(runStore, (run) => run.view?.buckets[id] ?? null);
  if (!view) return null;
  const [last] = view.latest;
  return (
    <div className="node-part node-row">
      <span>
        objects <b className="numbers">{countText(view.objects)}</b>
      </span>
      {last && <span className="node-last mono">{last.key}</span>}
    </div>
  );
}

function TopicLine({ id }: { readonly id: string }) {
  const view = useStore(runStore, (run) => run.view?.topics[id] ?? null);
  if (!view) return null;
  return (
    <div className="node-part node-row">
      <span>
        published <b className="numbers">{countText(view.published)}</b>
      </span>
      {view.lastMessage !== null && <span className="node-last mono">{view.lastMessage}</span>}
    </div>
  );
}

const TAKEN = { eventBus: 'events', stream: 'records', stateMachine: 'executions' } as const;

export function TakerLine({ id, word }: { readonly id: string; readonly word: string }) {
  const view = useStore(runStore, (run) => run.view?.takers[id] ?? null);
  if (!view) return null;
  return (
    <div className="node-part node-row">
      <span>
        {word} <b className="numbers">{countText(view.taken)}</b>
        {view.unmatched > 0 && <> · {countText(view.unmatched)} without a rule</>}
      </span>
      {view.last && (
        <span className="node-last mono">
          {view.last.startsWith('arn:') ? view.last.slice(view.last.lastIndexOf(':') + 1) : view.last}
        </span>
      )}
    </div>
  );
}

function SentLine({ node }: { readonly node: ScenarioNode }) {
  const view = useStore(runStore, (run) => run.view?.triggers[node.id] ?? null);
  if (!view || view.sent === 0) return null;
  const { sent, ok, failed, throttled, waiting } = view;
  const waits = node.type === 'client' || node.type === 'api';
  // A bucket and a topic count for themselves; of what they sent only the bad is news.
  if (node.type !== 'schedule' && !waits && failed + throttled === 0) return null;
  return (
    <div className="node-part node-counts numbers">
      <span className="figure">
        sent <b>{countText(sent)}</b>
      </span>
      {waits && waiting > 0 && <Figure tone="waiting" word="waiting" count={waiting} />}
      {waits && ok > 0 && <Figure tone="busy" word="ok" count={ok} />}
      {failed > 0 && <Figure tone="failed" word="failed" count={failed} />}
      {throttled > 0 && <Figure tone="throttled" word="refused" count={throttled} />}
    </div>
  );
}
