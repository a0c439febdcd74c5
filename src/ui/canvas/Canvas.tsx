import { type DragEvent, useEffect, useRef, useState } from 'react';
import {
  Background,
  BackgroundVariant,
  type FitViewOptions,
  MiniMap,
  type Node,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from 'reactflow';
import 'reactflow/dist/base.css';
import { useStore } from 'zustand';
import { bailGesture, documentStore, markGesture, squashGesture } from '../../app/documentStore.ts';
import { moveNodes } from '../../app/graphActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import type { NodeType } from '../../scenario/schema.ts';
import { useNarrow, useReducedMotion } from '../shell/appearance.ts';
import { addNodeAt, NODE_DRAG_TYPE } from './adding.ts';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { CaptionLayer } from './CaptionLayer.tsx';
import { ConnectChoice } from './ConnectChoice.tsx';
import { ConnectRefusal } from './ConnectRefusal.tsx';
import { connectingStore, finishConnecting, startConnecting, stopConnecting } from './connecting.ts';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { ExampleHint } from './ExampleHint.tsx';
import {
  bringIntoSight,
  FIT_OPTIONS,
  forgetViewport,
  MANY_NODES,
  showAll,
  showReadable,
  viewportIsUsers,
} from './fit.ts';
import { EndpointNode } from './nodes/EndpointNode.tsx';
import { FunctionNode } from './nodes/FunctionNode.tsx';
import { QueueNode } from './nodes/QueueNode.tsx';
import { SourceNode } from './nodes/SourceNode.tsx';
import { TableNode } from './nodes/TableNode.tsx';
import { TokenLayer } from './TokenLayer.tsx';
import { useCanvasKeys } from './useCanvasKeys.ts';
import { dragNow, selectChanged, setDrag, useFlowEdges, useFlowNodes } from './useFlowParts.ts';
import { useFollow } from './useFollow.ts';
import { useInSight, useNewInSight } from './useInSight.ts';
import { WireEdge, WireMarkers } from './WireEdge.tsx';
import './canvas.css';

const NODE_TYPES: NodeTypes = {
  function: FunctionNode,
  queue: QueueNode,
  table: TableNode,
  client: SourceNode,
  api: SourceNode,
  schedule: SourceNode,
  bucket: SourceNode,
  topic: SourceNode,
  eventBus: SourceNode,
  stream: SourceNode,
  stateMachine: SourceNode,
  endpoint: EndpointNode,
} satisfies Record<NodeType, unknown>;
const EDGE_TYPES = { wire: WireEdge };

/** The graph: nodes, wires, what travels on them, and the caption of what just happened. */
export function Canvas({ quiet }: { readonly quiet: boolean }) {
  const narrow = useNarrow();
  const { nodes, onNodesChange, bail } = useFlowNodes(narrow);
  const edges = useFlowEdges();
  const flow = useReactFlow();
  // With nothing to fit yet, the first node would be moved away from where it is dropped; turning it on later fits as well.
  const [fitsAtFirst] = useState(nodes.length > 0);
  useFitOnLoad(quiet, narrow);
  useInSight(narrow);
  useNewInSight();
  useFollow(narrow);
  useCanvasKeys(() => {
    if (dragNow() !== 'under way') return false;
    setDrag('given up');
    bailGesture();
    bail();
    return true;
  });

  const startDrag = () => {
    setDrag('under way');
    markGesture();
  };
  const stopDrag = (moved: readonly Node[]) => {
    if (dragNow() === 'under way') moveNodes(moved.map(({ id, position }) => ({ id, position })));
    squashGesture();
    setDrag('none');
  };

  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(NODE_DRAG_TYPE);
    if (!(type in NODE_TYPES)) return;
    event.preventDefault();
    // The keys of NODE_TYPES are exactly the node types.
    addNodeAt(type as NodeType, { x: event.clientX, y: event.clientY }, flow);
  };

  return (
    <CanvasMenu>
      <div className="canvas" data-connecting={useStore(connectingStore, (state) => state.from !== null) || undefined}>
        <ReactFlow
          nodes={[...nodes]}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={(changes) => selectChanged(changes, 'selectedWires')}
          onNodeDragStart={startDrag}
          onNodeDragStop={(_, __, moved) => stopDrag(moved)}
          onSelectionDragStart={startDrag}
          onSelectionDragStop={(_, moved) => stopDrag(moved)}
          onNodeClick={(event, { id }) => {
            // A plain click opens the panel; with a modifier the user is still selecting.
            if (!event.shiftKey && !event.ctrlKey && !event.metaKey) setUi({ sideOpen: true, selectedWires: [] });
            if (narrow) bringIntoSight(flow, [id]);
          }}
          onPaneClick={() => narrow && showAll(flow, { narrow })}
          onMoveEnd={(event) => event && viewportIsUsers()}
          onEdgeMouseEnter={(_, { id }) => connectingStore.setState({ hovered: id })}
          onEdgeMouseLeave={() => connectingStore.setState({ hovered: null })}
          onEdgeClick={() => setUi({ sideOpen: true, sideTab: 'configure', selectedNodes: [] })}
          onConnectStart={(_, { nodeId }) => nodeId !== null && startConnecting(nodeId)}
          onConnectEnd={(event, state) => {
            const from = state.fromNode?.id;
            const point = pointOf(event);
            stopConnecting();
            const to = nodeAt(point);
            if (from !== undefined && to !== null && from !== to) finishConnecting(from, to, point);
          }}
          // Refusing happens with a reason when the wire is let go; see onConnectEnd.
          isValidConnection={() => true}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes(NODE_DRAG_TYPE)) return;
            event.preventDefault();
            event.dataTransfer.dropEffect = 'copy';
          }}
          onDrop={onDrop}
          nodesConnectable={!narrow}
          nodesDraggable={!narrow}
          connectOnClick={false}
          deleteKeyCode={null}
          multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
          selectionKeyCode="Shift"
          selectionMode={SelectionMode.Partial}
          zoomOnDoubleClick={false}
          minZoom={0.15}
          maxZoom={2}
          attributionPosition="bottom-left"
          fitView={fitsAtFirst && !narrow}
          fitViewOptions={firstFit(quiet)}
          ariaLabelConfig={{
            'node.a11yDescription.default': 'Press Enter to select this node, Delete to remove it, C to connect it.',
            'node.a11yDescription.keyboardDisabled': 'Press Enter to select this node. Use the arrow keys to move it.',
            'edge.a11yDescription.default': 'Press Enter to select this wire, Delete to remove it.',
          }}
        >
          <Background variant={BackgroundVariant.Dots} gap={22} size={1.5} color="var(--dots)" />
          <WireMarkers />
          <TokenLayer />
          <CaptionLayer />
          {nodes.length >= MANY_NODES && !narrow && (
            <MiniMap pannable zoomable position="top-right" nodeColor="var(--line-strong)" maskColor="var(--scrim)" />
          )}
        </ReactFlow>
        {!quiet && !narrow && <CanvasTools />}
        {quiet ? <p className="quiet-line">Nothing runs until something happens.</p> : <ExampleHint />}
        {nodes.length === 0 && <EmptyCanvas />}
        <p className="unofficial">Unofficial, not affiliated with AWS</p>
      </div>
      <ConnectChoice />
      <ConnectRefusal />
    </CanvasMenu>
  );
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}

/** The node under a point of the window; also one that takes no wires, which then says why. */
function nodeAt({ x, y }: { readonly x: number; readonly y: number }): string | null {
  const node = document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node');
  return node?.dataset.id ?? null;
}

/** The quiet start leaves room below, where the answer and the timeline will appear: nothing then has to move. */
function firstFit(quiet: boolean): FitViewOptions {
  if (quiet) return { padding: { top: '130px', bottom: '56%', left: '8%', right: '8%' }, minZoom: 0.9, maxZoom: 1.1 };
  return FIT_OPTIONS;
}

/** Another document is seen whole; also when panels opened with it. */
function useFitOnLoad(quiet: boolean, narrow: boolean): void {
  const flow = useReactFlow();
  const loads = useStore(documentStore, (state) => state.loadedTimes);
  const reduced = useReducedMotion();
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a load asks for it; the user's own viewport is left alone
  useEffect(() => {
    // The quiet start is fitted by React Flow itself.
    if (first.current && !narrow && quiet) {
      first.current = false;
      return;
    }
    const isFirst = first.current;
    first.current = false;
    forgetViewport();
    // Two frames: the first lays the panels out, the second has measured the nodes.
    let request = requestAnimationFrame(() => {
      request = requestAnimationFrame(() => {
        // An empty canvas is not fitted: that would be made up for when the first node is dropped.
        if (flow.getNodes().length === 0) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
        else if (quiet && !narrow) void flow.fitView({ ...firstFit(quiet), duration: reduced ? 0 : 250 });
        else {
          const selected = uiStore.getState().selectedNodes;
          showReadable(flow, { narrow, selected, duration: isFirst ? 0 : 250 });
        }
      });
    });
    return () => cancelAnimationFrame(request);
  }, [loads, narrow]);
}
