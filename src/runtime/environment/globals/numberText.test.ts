import fc from 'fast-check';
import { expect, it } from 'vitest';
import { radixText } from './numberText.ts';

/** Above, V8 has a way of its own with the digits that are beyond a number's precision. */
const EXACT_MAX = 2 ** 53;

const values = fc.oneof(
  fc.double({ min: -EXACT_MAX, max: EXACT_MAX, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
  fc.constantFrom(0.1 + 0.2, 5e-324, 1.5e-300, 0.999999999999999),
);

it('writes numbers in any base as V8 does', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 36 }), (value, radix) => {
      if (radix === 10) return;
      expect(radixText(value, radix)).toBe(value.toString(radix));
    }),
    { numRuns: 10_000, seed: 11 },
  );
});
