import type { Flight } from '../../app/readouts.ts';

/** Which flights fly as tokens of their own and which join a stream (rule 10). Pure bookkeeping; drawing is elsewhere. */

export type FlightLook = Pick<Flight, 'kind' | 'from' | 'to' | 'wireId' | 'backwards' | 'count'>;

export interface FlyingToken {
  readonly id: number;
  readonly flight: FlightLook;
  readonly startMs: number;
  readonly durationMs: number;
}

export interface Stream {
  /** Wire and direction. */
  readonly key: string;
  readonly flight: FlightLook;
  /** How many went this way since the stream began. */
  readonly count: number;
  /** Wall ms at which it dries up unless more comes. */
  readonly untilMs: number;
}

export const TOKENS_MAX = 3;
/** Wall ms of a flight: the distance decides, within 350–600. */
const FLIGHT_MS_MIN = 350;
const FLIGHT_MS_MAX = 600;
const STREAM_MS = 900;

export class TokenCrowd {
  tokens: readonly FlyingToken[] = [];
  streams: ReadonlyMap<string, Stream> = new Map();
  private ids = 0;

  /** Adds flights that leave now; `lengthOf` gives the px of a flight's way. With `still` nothing moves: all are counted. */
  add(flights: readonly FlightLook[], nowMs: number, lengthOf: (flight: FlightLook) => number, still = false): void {
    this.drop(nowMs);
    for (const flight of flights) {
      if (still || this.tokens.length >= TOKENS_MAX || this.streams.has(keyOf(flight))) this.join(flight, nowMs);
      else this.launch(flight, nowMs, lengthOf(flight));
    }
  }

  /** Forgets what has arrived and streams that dried up; true while anything is left. */
  drop(nowMs: number): boolean {
    if (this.tokens.some((token) => nowMs >= token.startMs + token.durationMs)) {
      this.tokens = this.tokens.filter((token) => nowMs < token.startMs + token.durationMs);
    }
    if ([...this.streams.values()].some(({ untilMs }) => nowMs >= untilMs)) {
      this.streams = new Map([...this.streams].filter(([, { untilMs }]) => nowMs < untilMs));
    }
    return this.tokens.length > 0 || this.streams.size > 0;
  }

  clear(): void {
    this.tokens = [];
    this.streams = new Map();
  }

  private launch(flight: FlightLook, startMs: number, lengthPx: number): void {
    const durationMs = Math.min(FLIGHT_MS_MAX, Math.max(FLIGHT_MS_MIN, 300 + lengthPx * 0.8));
    this.ids += 1;
    this.tokens = [...this.tokens, { id: this.ids, flight, startMs, durationMs }];
  }

  private join(flight: FlightLook, nowMs: number): void {
    const key = keyOf(flight);
    const count = (this.streams.get(key)?.count ?? 0) + flight.count;
    this.streams = new Map(this.streams).set(key, { key, flight, count, untilMs: nowMs + STREAM_MS });
  }
}

function keyOf({ wireId, from, to, backwards, kind }: FlightLook): string {
  const way = wireId ?? `${from}>${to}`;
  return `${way} ${backwards ? `back ${kind}` : 'forth'}`;
}
