/**
 * How long a call of an AWS service takes, from the request to the answer.
 *
 * @assumed Typical figures of calls inside one Region, uniform between two bounds; AWS publishes none.
 */
import type { RandomStream } from '../kernel/random.ts';

const RANGES_MS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  's3 GetObject': [15, 40],
  's3 PutObject': [25, 70],
  'sqs SendMessage': [6, 18],
  'sns Publish': [10, 25],
  'lambda Invoke': [8, 20],
};
const OTHERS_MS = [5, 15] as const;

/** Whole µs; takes one random number. */
export function drawLatencyUs(service: string, command: string, random: RandomStream): number {
  const [least, most] = RANGES_MS[`${service} ${command}`] ?? OTHERS_MS;
  return Math.round((least + (most - least) * random.float()) * 1000);
}
