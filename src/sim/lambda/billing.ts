/** What an invocation is billed for, and what it costs. */
import { PRICES } from './prices.ts';

/**
 * Billed Duration in ms: duration and INIT together, rounded up to 1 ms (BILL-2, BILL-5). Both arguments in µs; pass
 * `initUs` only when REPORT shows an Init Duration: a suppressed init is part of the duration already (ENV-5).
 *
 * @source AWS Lambda Developer Guide, "Lambda execution environment lifecycle",
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, read 2026-11; INIT is billed since 2025-08-01.
 * @assumed An invocation that took no time at all, which a modelled handler can, is billed 1 ms.
 */
export function billedMs({ durationUs, initUs = 0 }: { durationUs: number; initUs?: number }): number {
  return Math.max(1, Math.ceil((durationUs + initUs) / 1000));
}

/** GB-seconds of one invocation: the memory that is configured, not the memory that was used (BILL-1). */
export function gbSeconds({ billedMs, memoryMb }: { billedMs: number; memoryMb: number }): number {
  return (memoryMb / 1024) * (billedMs / 1000);
}

/** US dollars of one invocation at the rate of the first tier, without any free allowance (BILL-1). */
export function costUsd(invocation: { billedMs: number; memoryMb: number }): number {
  return PRICES.perRequestUsd + gbSeconds(invocation) * PRICES.perGbSecondTiers[0].usd;
}

/** What one invocation is billed. Times in µs; `initUs` as for `billedMs`. */
export function billOf(invocation: { durationUs: number; initUs: number; memoryMb: number }): Bill {
  const billed = billedMs(invocation);
  return { billedMs: billed, costUsd: costUsd({ billedMs: billed, memoryMb: invocation.memoryMb }) };
}

export interface Bill {
  readonly billedMs: number;
  readonly costUsd: number;
}

/** What the playground itself stopped did not happen on AWS, so it costs nothing (D9). */
export const NO_BILL: Bill = { billedMs: 0, costUsd: 0 };

/** US dollars of a month of requests, with tiers and, if asked for, the free allowance (BILL-3, BILL-4, BILL-11). */
export function monthlyCostUsd(month: { requests: number; gbSeconds: number; freeTier: boolean }): number {
  const requests = Math.max(0, month.requests - (month.freeTier ? PRICES.freeRequestsPerMonth : 0));
  const gbS = Math.max(0, month.gbSeconds - (month.freeTier ? PRICES.freeGbSecondsPerMonth : 0));
  let usd = requests * PRICES.perRequestUsd;
  let from = 0;
  for (const tier of PRICES.perGbSecondTiers) {
    usd += Math.max(0, Math.min(gbS, tier.upToGbS) - from) * tier.usd;
    from = tier.upToGbS;
  }
  return usd;
}
