import { useEffect, useRef } from 'react';
import { useReactFlow, ViewportPortal } from 'reactflow';
import { flightsLeaving } from '../../app/readouts.ts';
import { onFrame, trace } from '../../app/runStore.ts';
import { motionIsReduced } from '../shell/appearance.ts';
import { type FlightLook, TokenCrowd } from './tokenCrowd.ts';
import { TokenPainter, type Way } from './tokenPainter.ts';
import './tokens.css';

/** A jump of the playhead this far, not in play, is a seek: nothing flies. */
const STEP_RECORDS_MAX = 60;

/** What travels along the wires, drawn every frame into one overlay without rendering React. */
export function TokenLayer() {
  const svg = useRef<SVGSVGElement>(null);
  const flow = useReactFlow();
  useEffect(() => {
    if (!svg.current) return;
    const crowd = new TokenCrowd();
    const ways = new Ways((id) => flow.getNode(id));
    const painter = new TokenPainter(svg.current);
    let request = 0;
    let last = -1;
    let of = trace.current;

    const draw = (nowMs: number) => {
      const more = crowd.drop(nowMs);
      painter.paint(crowd, nowMs, (flight) => ways.of(flight));
      request = more ? requestAnimationFrame(draw) : 0;
    };
    const stop = onFrame(({ recordIndex, playing }) => {
      const before = last;
      const isOther = trace.current !== of;
      last = recordIndex;
      of = trace.current;
      if (recordIndex === before) return;
      const isSeek = isOther || recordIndex < before || (!playing && recordIndex - before > STEP_RECORDS_MAX);
      if (isSeek) crowd.clear();
      else
        crowd.add(
          flightsLeaving(before, recordIndex),
          performance.now(),
          (flight) => ways.of(flight)?.lengthPx ?? 0,
          motionIsReduced(),
        );
      if (request === 0) request = requestAnimationFrame(draw);
    });
    return () => {
      stop();
      cancelAnimationFrame(request);
      painter.clear();
    };
  }, [flow]);
  return (
    <ViewportPortal>
      <svg ref={svg} className="tokens" aria-hidden="true">
        <title>Events on their way</title>
      </svg>
    </ViewportPortal>
  );
}

interface Placed {
  readonly position: { readonly x: number; readonly y: number };
  readonly measured?: { readonly width?: number | undefined; readonly height?: number | undefined } | undefined;
}

/** The ways that flights take: the line of their wire, or straight from node to node where nothing is drawn. */
class Ways {
  private readonly known = new Map<string, { readonly d: string; readonly way: Way }>();

  constructor(private readonly nodeOf: (id: string) => Placed | undefined) {}

  of(flight: FlightLook): Way | null {
    const line = flight.wireId === null ? null : document.getElementById(`path-${flight.wireId}`);
    return line instanceof SVGPathElement ? this.along(flight, line) : this.straight(flight);
  }

  private along({ wireId, backwards }: FlightLook, line: SVGPathElement): Way {
    const d = line.getAttribute('d') ?? '';
    const key = `${wireId} ${backwards}`;
    const known = this.known.get(key);
    if (known?.d === d) return known.way;
    const lengthPx = line.getTotalLength();
    const way: Way = { d, lengthPx, at: (share) => line.getPointAtLength((backwards ? 1 - share : share) * lengthPx) };
    this.known.set(key, { d, way });
    return way;
  }

  private straight({ from, to }: FlightLook): Way | null {
    const a = middle(this.nodeOf(from));
    const b = middle(this.nodeOf(to));
    if (!a || !b) return null;
    return {
      d: `M${a.x} ${a.y}L${b.x} ${b.y}`,
      lengthPx: Math.hypot(b.x - a.x, b.y - a.y),
      at: (share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }),
    };
  }
}

function middle(node: Placed | undefined): { x: number; y: number } | null {
  if (!node) return null;
  return {
    x: node.position.x + (node.measured?.width ?? 184) / 2,
    y: node.position.y + (node.measured?.height ?? 84) / 2,
  };
}
