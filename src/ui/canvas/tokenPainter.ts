import type { FlightLook, TokenCrowd } from './tokenCrowd.ts';

/** The way of a flight in the canvas's own coordinates. */
export interface Way {
  /** As a path. */
  readonly d: string;
  readonly lengthPx: number;
  /** The point at a share of the way, 0 to 1. */
  at(share: number): { readonly x: number; readonly y: number };
}

const SVG = 'http://www.w3.org/2000/svg';

/** Shape of each kind of token, around 0,0: what it is must be seen without colour. */
const SHAPES: Readonly<Record<FlightLook['kind'], string>> = {
  request: 'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z',
  response: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z',
  error: 'M-2.6 -6.2h5.2l3.6 3.6v5.2l-3.6 3.6h-5.2l-3.6 -3.6v-5.2z',
  throttle: 'M0 -7.5l7.5 7.5l-7.5 7.5l-7.5 -7.5z',
  message:
    'M-6 -4.5h12a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1 -1.5 1.5h-12a1.5 1.5 0 0 1 -1.5 -1.5v-6a1.5 1.5 0 0 1 1.5 -1.5z',
  record: 'M-4.5 -6h6l3 3v9h-9z',
};

/** Draws tokens and streams into one SVG, reusing its elements. */
export class TokenPainter {
  private readonly tokens = new Map<number, SVGGElement>();
  private readonly streams = new Map<
    string,
    { readonly group: SVGGElement; readonly line: SVGPathElement; readonly pill: SVGGElement }
  >();

  constructor(private readonly svg: SVGSVGElement) {}

  paint(crowd: TokenCrowd, nowMs: number, wayOf: (flight: FlightLook) => Way | null): void {
    const alive = new Set<number>();
    for (const { id, flight, startMs, durationMs } of crowd.tokens) {
      const way = wayOf(flight);
      if (!way) continue;
      alive.add(id);
      const share = Math.min(1, Math.max(0, (nowMs - startMs) / durationMs));
      const { x, y } = way.at(eased(share));
      const token = this.tokens.get(id) ?? this.makeToken(id, flight);
      // A refusal bounces off: it hops on its way back.
      const hop = flight.kind === 'throttle' ? -Math.abs(Math.sin(share * Math.PI * 2)) * 9 : 0;
      token.setAttribute('transform', `translate(${x.toFixed(1)} ${(y + hop).toFixed(1)})`);
    }
    for (const [id, element] of this.tokens) {
      if (alive.has(id)) continue;
      element.remove();
      this.tokens.delete(id);
    }
    this.paintStreams(crowd, nowMs, wayOf);
  }

  clear(): void {
    this.svg.replaceChildren();
    this.tokens.clear();
    this.streams.clear();
  }

  private paintStreams(crowd: TokenCrowd, nowMs: number, wayOf: (flight: FlightLook) => Way | null): void {
    for (const [key, { flight, count }] of crowd.streams) {
      const way = wayOf(flight);
      if (!way) continue;
      const parts = this.streams.get(key) ?? this.makeStream(key, flight);
      if (parts.line.getAttribute('d') !== way.d) parts.line.setAttribute('d', way.d);
      parts.line.style.strokeDashoffset = String(((flight.backwards ? 1 : -1) * nowMs * 0.16) % 16);
      // Answers and requests share a wire; their counts stand apart.
      const { x, y } = way.at(flight.backwards ? 0.68 : 0.34);
      parts.pill.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      setPill(parts.pill, count);
    }
    for (const [key, { group }] of this.streams) {
      if (crowd.streams.has(key)) continue;
      group.remove();
      this.streams.delete(key);
    }
  }

  private makeToken(id: number, flight: FlightLook): SVGGElement {
    const group = make('g', { class: 'token', 'data-kind': flight.kind });
    if (flight.count > 1)
      group.append(make('path', { d: SHAPES[flight.kind], transform: 'translate(3 -4)', class: 'token-shape' }));
    group.append(make('path', { d: SHAPES[flight.kind], class: 'token-shape' }));
    const word = flight.kind === 'throttle' ? '429' : flight.count > 1 ? `×${flight.count}` : '';
    if (word !== '') {
      const text = make('text', { x: '13', y: '4', class: 'token-word' });
      text.textContent = word;
      group.append(text);
    }
    this.svg.append(group);
    this.tokens.set(id, group);
    return group;
  }

  private makeStream(key: string, flight: FlightLook) {
    const group = make('g', { class: 'token stream', 'data-kind': flight.kind });
    const line = make('path', { class: 'stream-line' });
    const pill = make('g', { class: 'stream-pill' });
    pill.append(make('rect', { rx: '9', height: '18', y: '-9' }), make('text', { y: '4', 'text-anchor': 'middle' }));
    group.append(line, pill);
    this.svg.append(group);
    const parts = { group, line, pill };
    this.streams.set(key, parts);
    return parts;
  }
}

function setPill(pill: SVGGElement, count: number): void {
  const [rect, text] = pill.children;
  const word = count.toLocaleString('en-US');
  if (!rect || !text || text.textContent === word) return;
  text.textContent = word;
  const width = 14 + word.length * 7;
  rect.setAttribute('width', String(width));
  rect.setAttribute('x', String(-width / 2));
}

function make<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Leaves briskly and arrives softly. */
function eased(share: number): number {
  return share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
}
