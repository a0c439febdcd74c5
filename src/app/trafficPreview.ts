import type { Traffic } from '../scenario/schema.ts';
import { randomStream } from '../sim/kernel/random.ts';
import { type ArrivalState, firstArrival, nextArrival } from '../sim/services/traffic.ts';

/** More arrivals than these are not counted for a preview. */
const MOST = 20_000;

export interface TrafficPreview {
  /** Arrivals in each of equal parts of the run. */
  readonly bins: readonly number[];
  readonly total: number;
  /** There are more than could be counted. */
  readonly isCut: boolean;
}

/** How a trigger's traffic falls over the run: drawn from the run's own random stream, so it is what will happen. */
export function trafficPreview(asked: {
  readonly nodeId: string;
  readonly traffic: Traffic;
  readonly seed: number;
  readonly durationS: number;
  readonly bins: number;
}): TrafficPreview {
  const random = randomStream(asked.seed, asked.nodeId, 'traffic');
  const endUs = asked.durationS * 1e6;
  const bins = new Array<number>(asked.bins).fill(0);
  let total = 0;
  let next: ArrivalState | null = firstArrival(asked.traffic, random);
  while (next && next.timeUs <= endUs && total < MOST) {
    const bin = Math.min(asked.bins - 1, Math.floor((next.timeUs / endUs) * asked.bins));
    bins[bin] = (bins[bin] ?? 0) + 1;
    total += 1;
    next = nextArrival(asked.traffic, next, random);
  }
  return { bins, total, isCut: next !== null && next.timeUs <= endUs };
}
