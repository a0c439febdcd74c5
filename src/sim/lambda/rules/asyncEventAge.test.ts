import { expect, test } from 'vitest';
import { isTooOld } from './asyncEventAge.ts';

test('an attempt that would come at or after the maximum age of its event does not come (ASYNC-6)', () => {
  const old = (attemptS: number, maximumAgeS: number) =>
    isTooOld({ acceptedUs: 5_000_000, attemptUs: (5 + attemptS) * 1_000_000, maximumAgeS });
  expect(old(61, 60)).toBe(true);
  expect(old(60, 60)).toBe(true);
  expect(old(61, 90)).toBe(false);
});
