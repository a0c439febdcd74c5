import type { Scenario, ScenarioNode } from '../../scenario/schema.ts';

const WIDTH = 252;
const HEIGHT = 92;
const MARGIN = 16;

const sizeOf = (node: ScenarioNode) => (node.type === 'function' ? { w: 288, h: 180 } : { w: 184, h: 84 });

/** A scenario at a glance: its nodes in their colours, its wires as lines. */
export function ScenarioPicture({ scenario }: { readonly scenario: Scenario }) {
  const { nodes, wires } = scenario;
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const top = Math.min(...nodes.map(({ position }) => position.y));
  const right = Math.max(...nodes.map((node) => node.position.x + sizeOf(node).w));
  const bottom = Math.max(...nodes.map((node) => node.position.y + sizeOf(node).h));
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * MARGIN) / (bottom - top), 0.24);
  const x0 = (WIDTH - (right - left) * scale) / 2;
  const y0 = (HEIGHT - (bottom - top) * scale) / 2;
  const box = (node: ScenarioNode) => {
    const { w, h } = sizeOf(node);
    return {
      x: x0 + (node.position.x - left) * scale,
      y: y0 + (node.position.y - top) * scale,
      w: w * scale,
      h: h * scale,
    };
  };
  const byId = new Map(nodes.map((node) => [node.id, box(node)]));
  return (
    <svg
      className="gallery-picture"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
    >
      <title>{scenario.name}</title>
      {wires.map(({ id, from, to, type }) => {
        const a = byId.get(from);
        const b = byId.get(to);
        if (!a || !b) return null;
        const [x1, y1, x2, y2] = [a.x + a.w, a.y + a.h / 2, b.x, b.y + b.h / 2];
        const bend = Math.max(8, (x2 - x1) / 2);
        return (
          <path
            key={id}
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            fill="none"
            stroke={
              type === 'onFailure' || type === 'redrive' || type === 'deadLetter' ? 'var(--failed)' : 'var(--outline)'
            }
            strokeWidth="1.5"
            strokeDasharray={type === 'mapping' ? '3 2.5' : undefined}
          />
        );
      })}
      {nodes.map((node) => {
        const { x, y, w, h } = box(node);
        return (
          <g key={node.id}>
            <rect x={x} y={y} width={w} height={h} rx="4" fill="var(--panel)" stroke="var(--line-strong)" />
            <rect x={x + 4} y={y + 4} width="9" height="9" rx="2.5" fill={`var(--icon-${node.type})`} />
          </g>
        );
      })}
    </svg>
  );
}
