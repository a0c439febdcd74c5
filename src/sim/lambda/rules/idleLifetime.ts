/**
 * ENV-18: an environment that gets no request for a while is removed, and none lives for ever.
 *
 * @source AWS Lambda Developer Guide, "Lambda execution environment lifecycle" (ends environments "every few hours"),
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, read 2026-11.
 * @assumed AWS publishes no idle time. Drawn for each environment, uniform over 5–30 min by default, and a maximum age of 2–3 h;
 *   both are settings of the scenario (D25, SIM-1).
 */
import type { Model } from '../../../scenario/schema.ts';
import type { RandomStream } from '../../kernel/random.ts';

/** How long this environment may be idle, whole µs. */
export function drawIdleLifetimeUs(model: Model['idleLifetime'], random: RandomStream): number {
  return model.kind === 'fixed' ? microseconds(model.s) : uniformUs(model, random);
}

/** How old this environment may become, whole µs; Infinity when nothing ends it. */
export function drawMaximumAgeUs(model: Model['maximumAge'], random: RandomStream): number {
  return model.kind === 'none' ? Number.POSITIVE_INFINITY : uniformUs(model, random);
}

/** When an environment that becomes idle now is removed if no request comes, and why. */
export function idleEndUs(times: {
  idleSinceUs: number;
  idleLifetimeUs: number;
  createdUs: number;
  maximumAgeUs: number;
}): {
  readonly dueUs: number;
  readonly reason: 'idle' | 'maximum_age';
} {
  const idleEnd = times.idleSinceUs + times.idleLifetimeUs;
  const ageEnd = times.createdUs + times.maximumAgeUs;
  return ageEnd <= idleEnd
    ? { dueUs: Math.max(ageEnd, times.idleSinceUs), reason: 'maximum_age' }
    : { dueUs: idleEnd, reason: 'idle' };
}

function uniformUs({ minS, maxS }: { minS: number; maxS: number }, random: RandomStream): number {
  return microseconds(minS + (maxS - minS) * random.float());
}

function microseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000);
}
