import { describe, expect, test } from 'vitest';
import { concurrencyRefusal, rateRefusal, unreservedLimit } from './admission.ts';

const refusal = (admission: Parameters<typeof concurrencyRefusal>[0]) => concurrencyRefusal(admission)?.reason ?? null;
const room = { running: 0, reserved: null, unreservedRunning: 0, unreservedLimit: 10 };

describe('admission', () => {
  test('functions without reserved concurrency share what is not reserved; one busy function starves the others (CONC-5)', () => {
    expect(refusal({ ...room, unreservedRunning: 9 })).toBeNull();
    expect(refusal({ ...room, unreservedRunning: 10 })).toBe('ConcurrentInvocationLimitExceeded');
  });

  test('a function at its reserved concurrency is throttled although the account has room (CONC-7)', () => {
    expect(refusal({ ...room, reserved: 2, running: 1 })).toBeNull();
    expect(refusal({ ...room, reserved: 2, running: 2 })).toBe('ReservedFunctionConcurrentInvocationLimitExceeded');
  });

  test('reserved concurrency is a guarantee: the full pool of the others does not matter (CONC-6)', () => {
    expect(refusal({ ...room, reserved: 2, running: 1, unreservedRunning: 10 })).toBeNull();
  });

  test('reserved concurrency 0 stops the function', () => {
    expect(refusal({ ...room, reserved: 0 })).not.toBeNull();
  });

  test('what is reserved is taken out of the account limit (CONC-3, CONC-6)', () => {
    expect(unreservedLimit(1000, [100, null, 50])).toBe(850);
    expect(unreservedLimit(10, [20])).toBe(0);
  });

  test('each refusal names its rule (CONC-24, SIM-9)', () => {
    expect(concurrencyRefusal({ ...room, unreservedRunning: 10 })?.rule).toBe('CONC-5');
    expect(concurrencyRefusal({ ...room, reserved: 0 })?.rule).toBe('CONC-7');
    expect(rateRefusal('CONC-8', null)).toEqual({ rule: 'CONC-8', reason: 'FunctionInvocationRateLimitExceeded' });
    expect(rateRefusal('CONC-8', 2).reason).toBe('ReservedFunctionInvocationRateLimitExceeded');
    expect(rateRefusal('CONC-10', 2).reason).toBe('FunctionInvocationRateLimitExceeded');
  });
});
