import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DynamoDbFailure } from './failure.ts';
import { addNumbers, compareNumbers, normaliseNumber, parseNumber } from './numbers.ts';

const SCALE = 200;

/** The number as an integer at a fixed scale: a reference that shares no code with what it checks. */
function scaled(text: string): bigint {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const zeros = SCALE - fraction.length + Number(power);
  return BigInt(`${sign}${whole}${fraction}${'0'.repeat(zeros)}`);
}

const number = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.stringMatching(/^[0-9]{1,18}$/),
    fraction: fc.stringMatching(/^[0-9]{0,18}$/),
    power: fc.integer({ min: -60, max: 60 }),
  })
  .map(({ sign, whole, fraction, power }) => `${sign}${whole}${fraction && `.${fraction}`}e${power}`);

describe('numbers', () => {
  it('are stored as plain digits without needless zeros', () => {
    const texts = ['1', '007', '1.50', '-0', '+3', '.5', '5.', '1e3', '1E-3', '-12.340e1', '0.000', '1e100'];
    expect(texts.map(normaliseNumber)).toEqual([
      ...['1', '7', '1.5', '0', '3', '0.5', '5', '1000', '0.001', '-123.4', '0'],
      `1${'0'.repeat(100)}`,
    ]);
  });

  it('have 38 significant digits and magnitudes from 1E-130 to 9.99E+125', () => {
    const digits = '12345678901234567890123456789012345678';
    expect(normaliseNumber(digits)).toBe(digits);
    expect(normaliseNumber('9.9999999999999999999999999999999999999E+125')).toHaveLength(126);
    expect(normaliseNumber('1E-130')).toBe(`0.${'0'.repeat(129)}1`);
    expect(() => parseNumber(`${digits}9`)).toThrow('Attempting to store more than 38 significant digits in a Number');
    expect(() => parseNumber('1E+126')).toThrow(/^Number overflow/);
    expect(() => parseNumber('-1E-131')).toThrow(/^Number underflow/);
    expect(() => parseNumber('9'.repeat(1_000_000))).toThrow('more than 38 significant digits');
  });

  it('are refused with the text when they are none', () => {
    for (const text of ['abc', '1.2.3', '--1', '1e', 'NaN', 'Infinity', ' 1', '.', '0x10', '1e9999999'])
      expect(() => parseNumber(text)).toThrow(`The parameter cannot be converted to a numeric value: ${text}`);
    expect(() => parseNumber('')).toThrow(/^The parameter cannot be converted to a numeric value$/);
  });

  it('compare and add exactly, as big integers do', () => {
    fc.assert(
      fc.property(number, number, fc.constantFrom(1 as const, -1 as const), (a, b, sign) => {
        const [left, right] = [scaled(a), scaled(b)];
        expect(Math.sign(compareNumbers(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
        expect(scaled(normaliseNumber(a))).toBe(left);
        const exact = sign === 1 ? left + right : left - right;
        let sum: bigint;
        try {
          sum = scaled(addNumbers(a, b, sign));
        } catch (error) {
          expect(error).toBeInstanceOf(DynamoDbFailure);
          const digits = exact.toString().replace(/^-/, '').replace(/0+$/, '');
          expect(digits.length).toBeGreaterThan(38);
          return;
        }
        expect(sum).toBe(exact);
      }),
    );
  });

  it('add up to what floating point cannot', () => {
    expect(addNumbers('0.1', '0.2')).toBe('0.3');
    expect(addNumbers('9007199254740993', '1')).toBe('9007199254740994');
    expect(addNumbers('1', '1', -1)).toBe('0');
  });
});
