import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from 'reactflow';
import { useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { retryOwner, retrySentence, select } from '../../app/graphActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { connectingStore } from './connecting.ts';
import { isDimmed } from './related.ts';
import { coversWire, WIRE_LOOKS, wireLabel } from './wireLooks.ts';
import { wireSlot } from './wireSlots.ts';

/** A wire: its line says what it carries by colour, dash and word; looking closer, who retries. */
export const WireEdge = memo(function WireEdge({
  id,
  source,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  selected,
}: EdgeProps) {
  const wire = useStore(documentStore, ({ scenario }) => scenario.wires.find((one) => one.id === id));
  // Two numbers that change only when wires or places do.
  const sourceOffset = useStore(documentStore, ({ scenario }) => wireSlot(scenario, id).source);
  const targetOffset = useStore(documentStore, ({ scenario }) => wireSlot(scenario, id).target);
  const retry = useStore(documentStore, ({ scenario }) => (wire ? retryOwner(wire, scenario) : ''));
  const selection = useStore(uiStore, (ui) => ui.selectedNodes);
  const isUnrelated = useStore(documentStore, ({ scenario }) => isDimmed(scenario.wires, selection, source));
  const connecting = useStore(connectingStore, (state) => state.from !== null);
  const dimmed = isUnrelated && !connecting;
  const hovered = useStore(connectingStore, (state) => state.hovered === id);
  if (!wire) return null;
  const isDown = sourcePosition === Position.Bottom;
  const [path, labelX, labelY] = getBezierPath({
    // The handle is a circle on the node's edge; the wire starts at the edge itself.
    ...(isDown
      ? {
          sourceX: sourceX + sourceOffset,
          sourceY: sourceY - 12,
          targetX: targetX + targetOffset,
          targetY: targetY - 3,
        }
      : {
          sourceX: sourceX - 12,
          sourceY: sourceY + sourceOffset,
          targetX: targetX - 3,
          targetY: targetY + targetOffset,
        }),
    sourcePosition,
    targetPosition,
    curvature: isDown || targetX > sourceX ? 0.32 : 0.55,
  });
  const look = WIRE_LOOKS[wire.type];
  const label = wireLabel(wire);
  const isShort = !isDown && coversWire(label, targetX - sourceX);
  const tone = look.tone;
  return (
    <g
      className="wire"
      data-tone={tone}
      data-line={look.line}
      data-selected={selected || undefined}
      data-dimmed={dimmed || undefined}
    >
      <BaseEdge
        id={`path-${id}`}
        path={path}
        interactionWidth={24}
        markerEnd={`url(#arrow-${selected ? 'selected' : tone})`}
        className="wire-path"
      />
      <EdgeLabelRenderer>
        {/* The wire itself is the stop of the Tab key; the label is one more place to click. */}
        <button
          type="button"
          tabIndex={-1}
          className="wire-label nopan"
          data-wire={id}
          data-selected={selected || undefined}
          data-dimmed={dimmed || undefined}
          data-hovered={hovered || undefined}
          data-above={isShort || undefined}
          title={retrySentence(wire)}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          onClick={() => {
            select([], [id]);
            setUi({ sideOpen: true, sideTab: 'configure' });
          }}
        >
          {label}
          <span className="wire-retry">{retry}</span>
        </button>
      </EdgeLabelRenderer>
    </g>
  );
});

/** Arrow heads, one for each tone, since a marker does not take its line's colour everywhere. */
export function WireMarkers() {
  return (
    <svg className="wire-markers" aria-hidden="true">
      <title>Arrow heads</title>
      <defs>
        {(['plain', 'success', 'failure', 'selected'] as const).map((tone) => (
          <marker
            key={tone}
            id={`arrow-${tone}`}
            className="wire-arrow"
            data-tone={tone}
            viewBox="0 0 10 10"
            refX="8.4"
            refY="5"
            markerWidth="11"
            markerHeight="11"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M1 1.2 8.6 5 1 8.8z" />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
