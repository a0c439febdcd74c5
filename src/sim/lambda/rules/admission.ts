/**
 * CONC-1, CONC-3, CONC-5, CONC-6, CONC-7: a request is let in when its function, or the pool of all functions without reserved
 * concurrency, has fewer requests in flight than allowed.
 *
 * Reserved concurrency is a guarantee and a cap at once: what is reserved is taken out of the account's pool whether it is used
 * or not, and the function never passes it although the account may have room.
 * A changed limit holds for new requests; those in flight finish (CONC-23).
 *
 * @source AWS Lambda Developer Guide, "Understanding Lambda function scaling",
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html, and "Configuring reserved concurrency for a function",
 *   https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html, read 2026-11.
 */
import type { ThrottleReason } from '../../trace/records.ts';

export interface Admission {
  /** Requests of this function in flight. */
  readonly running: number;
  /** Reserved concurrency of this function; null when it has none. */
  readonly reserved: number | null;
  /** Requests in flight of all functions without reserved concurrency. */
  readonly unreservedRunning: number;
  /** Account limit less all reserved concurrency. */
  readonly unreservedLimit: number;
}

/** What the caller is told, and the rule that decided. */
export interface Refusal {
  readonly reason: ThrottleReason;
  readonly rule: 'CONC-5' | 'CONC-7' | 'CONC-8' | 'CONC-10';
}

/** Why the concurrency refuses the request, or null when it lets it in. */
export function concurrencyRefusal(admission: Admission): Refusal | null {
  if (admission.reserved !== null) {
    return admission.running < admission.reserved
      ? null
      : { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', rule: 'CONC-7' };
  }
  return admission.unreservedRunning < admission.unreservedLimit
    ? null
    : { reason: 'ConcurrentInvocationLimitExceeded', rule: 'CONC-5' };
}

/** What is left of the account's concurrency for functions without a reservation. */
export function unreservedLimit(accountLimit: number, reserved: readonly (number | null)[]): number {
  return Math.max(0, accountLimit - reserved.reduce<number>((sum, r) => sum + (r ?? 0), 0));
}

/**
 * Why the rate of requests (CONC-8) or of new environments (CONC-10) refuses one.
 * @assumed Which reason comes with which limit is documented for neither; both are rates of invocations.
 */
export function rateRefusal(rule: 'CONC-8' | 'CONC-10', reserved: number | null): Refusal {
  const isReserved = rule === 'CONC-8' && reserved !== null;
  const reason = isReserved ? 'ReservedFunctionInvocationRateLimitExceeded' : 'FunctionInvocationRateLimitExceeded';
  return { reason, rule };
}
