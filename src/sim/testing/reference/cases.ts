/** The reference figures of `closed-form.json`: exact or high-precision values for a simulator of Lambda. */

export interface ReferenceCase {
  readonly id: string;
  readonly group: string;
  readonly quantity: string;
  // biome-ignore lint/suspicious/noExplicitAny: each group of cases has inputs of its own
  readonly inputs: any;
  readonly expected: number;
  readonly tolerance: { readonly abs?: number; readonly rel?: number };
  readonly sample?: {
    readonly requests?: number;
    readonly events?: number;
    readonly runs?: number;
    readonly warmup_s?: number;
    readonly horizon_s?: number;
  };
}

/** Cases that this simulator cannot be held against, and why. */
const LEFT_OUT: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^b-spill-/, 'provisioned concurrency is not modelled'],
  [/^e-stream$/, 'nothing reads streams'],
  [/^e-sqs-n1000-/, 'until 1,000 pollers run, more messages wait than the simulator keeps'],
  [/^e-sqs-overhead$/, 'polling takes no time here'],
  [/^b-wait-8.0x1.0-c10$/, 'the case has 10 pollers at all times; here there are 5 again whenever nothing waits'],
  [/^e-sqs-drain$/, 'the case starts with 50 pollers; here they grow from 5, which a test of its own allows for'],
  [/^g-window-/, 'the other reading: here the rate is refilled continuously'],
];

/** Why a case is left out; null when it is not. */
export function leftOut({ id }: ReferenceCase): string | null {
  return LEFT_OUT.find(([pattern]) => pattern.test(id))?.[1] ?? null;
}

/** Requests, events or runs of the stated sample; null for cases without chance. */
export function fullSample({ sample, inputs }: ReferenceCase): number | null {
  if (sample?.horizon_s !== undefined) return sample.horizon_s * inputs.rate;
  return sample?.requests ?? sample?.events ?? sample?.runs ?? null;
}

/** How far a figure may be off: the stated tolerance, which goes with the sample (four standard errors). */
export function toleranceOf(c: ReferenceCase, sample: number | null): number {
  const full = fullSample(c);
  const scale = full === null || sample === null ? 1 : Math.sqrt(full / sample);
  return Math.max((c.tolerance.abs ?? 0) * scale, (c.tolerance.rel ?? 0) * scale * Math.abs(c.expected), 1e-9);
}
