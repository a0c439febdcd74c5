import { Activity } from 'lucide-react';
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { Handle, Position, useStore as useFlowStore } from 'reactflow';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { documentStore } from '../../../app/documentStore.ts';
import { connectionBetween } from '../../../app/graphActions.ts';
import { runStore } from '../../../app/runStore.ts';
import { uiStore } from '../../../app/uiStore.ts';
import type { NodeType, ScenarioNode } from '../../../scenario/schema.ts';
import { useNarrow } from '../../shell/appearance.ts';
import { NoticeCard } from '../../shell/Banners.tsx';
import { plainReason } from '../../side/event/plainReason.ts';
import { connectingStore } from '../connecting.ts';
import { NodeIcon } from '../nodeLooks.tsx';
import { isDimmed } from '../related.ts';
import { besideWidth } from './besideWidth.ts';
import { MyAnswer } from './MyAnswer.tsx';
import { NodeName } from './NodeName.tsx';
import { nodeSubtitle, trafficText } from './trafficText.ts';
import './nodes.css';

/** The document's node of that id and type; null for the moment in which it is being removed. */
export function useNode<T extends NodeType>(id: string, type: T): Extract<ScenarioNode, { type: T }> | null {
  return useStore(documentStore, ({ scenario }) => {
    const node = scenario.nodes.find((one) => one.id === id);
    // The type was just compared; the compiler does not narrow a union by a generic tag.
    return node?.type === type ? (node as Extract<ScenarioNode, { type: T }>) : null;
  });
}

export interface NodeFrameProps {
  readonly node: ScenarioNode;
  readonly selected: boolean;
  /** Stands at the right of the name. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** Nodes that something can be wired to. */
const TAKES_WIRES: ReadonlySet<NodeType> = new Set([
  'function',
  'queue',
  'topic',
  'bucket',
  'table',
  'eventBus',
  'stream',
  'stateMachine',
  'endpoint',
]);

/** What all nodes have: icon, name, a line about it, places for wires, and what must be said beside it. */
export function NodeFrame({ node, selected, action, children }: NodeFrameProps) {
  const { id, type } = node;
  const narrow = useNarrow();
  const fit = useFit(id);
  const dimmed = useDimmed(id);
  const connecting = fit !== 'none';
  return (
    <div
      className="node"
      data-type={type}
      data-selected={selected || undefined}
      data-fit={fit}
      // While a wire is drawn, only where it can end matters.
      data-dimmed={(dimmed && !connecting) || undefined}
    >
      {TAKES_WIRES.has(type) && (
        <>
          <Handle
            id="in"
            type="target"
            position={narrow ? Position.Top : Position.Left}
            className="node-in"
            isConnectable={false}
            aria-hidden="true"
          />
          <Handle
            id="any"
            type="target"
            position={Position.Left}
            className="node-target"
            data-open={connecting || undefined}
            aria-hidden="true"
          />
        </>
      )}
      <div className="node-head">
        <NodeIcon type={type} />
        <div className="node-titles">
          <NodeName id={id} name={node.name} />
          <div className="node-sub">{nodeSubtitle(node)}</div>
        </div>
        {action}
      </div>
      <TrafficLine node={node} />
      {children}
      <Handle
        id="out"
        type="source"
        position={narrow ? Position.Bottom : Position.Right}
        className="node-source"
        aria-hidden="true"
      />
      <Beside id={id} />
    </div>
  );
}

function TrafficLine({ node }: { readonly node: ScenarioNode }) {
  const text = 'traffic' in node ? trafficText(node.traffic) : '';
  if (text === '') return null;
  return (
    <div className="node-traffic">
      <Activity size={12} aria-hidden="true" />
      {text}
    </div>
  );
}

type Fit = 'none' | 'from' | 'possible' | 'impossible';

/** While a wire is drawn: whether it could end here. */
function useFit(id: string): Fit {
  const from = useStore(connectingStore, (state) => state.from);
  return useMemo(() => {
    if (from === null) return 'none';
    if (from === id) return 'from';
    return connectionBetween(from, id).ok ? 'possible' : 'impossible';
  }, [from, id]);
}

/** Selecting dims what has nothing to do with it; a boolean, so that few nodes render again. */
function useDimmed(id: string): boolean {
  const selection = useStore(uiStore, (ui) => ui.selectedNodes);
  return useStore(documentStore, ({ scenario }) => isDimmed(scenario.wires, selection, id));
}

/** Below the node: notices about it, what could not be delivered, and the answer of what the user started here. */
function Beside({ id }: { readonly id: string }) {
  const notices = useStore(
    runStore,
    useShallow((run) => run.notices.filter((notice) => notice.nodeId === id)),
  );
  const problem = useStore(runStore, (run) => run.view?.problems[id] ?? null);
  const isMine = useStore(runStore, (run) => run.mine?.nodeId === id);
  const isNeeded = notices.length > 0 || problem !== null || isMine;
  const width = useBesideWidth(id, isNeeded);
  if (!isNeeded) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps clicks on what stands here from selecting the node
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className="node-beside nodrag nopan nowheel"
      // The variable is read by the style sheet of narrow screens.
      style={width === null ? undefined : ({ width, '--beside': `${width}px` } as CSSProperties)}
      onClick={(event) => event.stopPropagation()}
    >
      {isMine && <MyAnswer />}
      {problem && (
        <div className="node-problem" role="status">
          <span className="mark" data-tone="failed" aria-hidden="true" />
          <span>{plainReason(problem.reason)}</span>
          {problem.count > 1 && <b className="numbers"> ×{problem.count}</b>}
        </div>
      )}
      {notices.map((notice) => (
        <NoticeCard key={notice.text} notice={notice} />
      ))}
    </div>
  );
}

/** A number that changes only when nodes move or grow; null while nothing stands there. */
function useBesideWidth(id: string, isNeeded: boolean): number | null {
  return useFlowStore(({ nodes }) => {
    if (!isNeeded) return null;
    const placed = nodes.map(({ id, position, measured }) => ({
      id,
      ...position,
      width: measured?.width ?? 0,
      height: measured?.height ?? 0,
    }));
    const own = placed.find((one) => one.id === id);
    return own ? besideWidth(own, placed) : null;
  });
}
