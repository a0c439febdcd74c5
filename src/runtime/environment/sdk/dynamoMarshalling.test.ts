import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertToAttr, convertToNative, marshall, NumberValue, unmarshall } from './dynamoMarshalling.ts';

class Point {
  x = 1;
  y = { z: 2 };
}

describe('marshalling', () => {
  it('makes attribute values of what JavaScript has', () => {
    const bytes = Uint8Array.of(1, 2);
    expect(
      marshall({
        text: 'a',
        number: -1.5,
        big: 12345678901234567890n,
        exact: NumberValue.from('1.0000000000000000000001'),
        yes: true,
        nothing: null,
        bytes,
        list: [1, ['a']],
        map: new Map<string, unknown>([['k', { v: 1 }]]),
        strings: new Set(['a', 'b']),
        numbers: new Set([1, 2]),
        bigs: new Set([1n]),
        binaries: new Set([bytes]),
        method() {},
      }),
    ).toEqual({
      text: { S: 'a' },
      number: { N: '-1.5' },
      big: { N: '12345678901234567890' },
      exact: { N: '1.0000000000000000000001' },
      yes: { BOOL: true },
      nothing: { NULL: true },
      bytes: { B: bytes },
      list: { L: [{ N: '1' }, { L: [{ S: 'a' }] }] },
      map: { M: { k: { M: { v: { N: '1' } } } } },
      strings: { SS: ['a', 'b'] },
      numbers: { NS: ['1', '2'] },
      bigs: { NS: ['1'] },
      binaries: { BS: [bytes] },
    });
  });

  it('gives back what it was given', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((n) => (n === 0 ? 0 : n)),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 90n }),
        fc.uint8Array({ maxLength: 5 }),
        fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((members) => new Set(members)),
        fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 }).map((members) => new Set(members)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (item) => {
        expect(unmarshall(marshall(item))).toEqual(item);
      }),
    );
  });

  it('has its options', () => {
    expect(
      marshall({ a: undefined, l: [undefined, 1], s: new Set([undefined, 'x']) }, { removeUndefinedValues: true }),
    ).toEqual({
      l: { L: [{ N: '1' }] },
      s: { SS: ['x'] },
    });
    expect(marshall({ a: '', b: new Uint8Array(), s: new Set() }, { convertEmptyValues: true })).toEqual({
      a: { NULL: true },
      b: { NULL: true },
      s: { NULL: true },
    });
    expect(marshall(new Point(), { convertClassInstanceToMap: true })).toEqual({
      x: { N: '1' },
      y: { M: { z: { N: '2' } } },
    });
    expect(marshall(['a'])).toEqual([{ S: 'a' }]);
    expect(marshall(['a'], { convertTopLevelContainer: true })).toEqual({ L: [{ S: 'a' }] });
    expect(marshall({ n: 2 ** 60 }, { allowImpreciseNumbers: true })).toEqual({ n: { N: '1152921504606847000' } });
  });

  it.each<[unknown, string]>([
    [{ a: undefined }, 'Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.'],
    [new Set([undefined]), 'Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.'],
    [new Set(), 'Pass a non-empty set, or options.convertEmptyValues=true.'],
    [new Set([true]), 'Only Number Set (NS), Binary Set (BS) or String Set (SS) are allowed.'],
    [Number.NaN, 'Special numeric value NaN is not allowed'],
    [Number.NEGATIVE_INFINITY, 'Special numeric value -Infinity is not allowed'],
    [
      9007199254740992,
      'Number 9007199254740992 is greater than Number.MAX_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.',
    ],
    [
      -9007199254740992,
      'Number -9007199254740992 is lesser than Number.MIN_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.',
    ],
    [
      new Point(),
      'Unsupported type passed: [object Object]. Pass options.convertClassInstanceToMap=true to marshall typeof object as map attribute.',
    ],
  ])('refuses %s in the words of the SDK', (value, message) => {
    expect(() => convertToAttr(value)).toThrow(new Error(message));
  });
});

describe('unmarshalling', () => {
  it('makes BigInts of large whole numbers, or wraps all numbers', () => {
    expect(convertToNative({ N: '9007199254740993' })).toBe(9007199254740993n);
    expect(convertToNative({ N: '1.5' })).toBe(1.5);
    expect(convertToNative({ N: '1.5' }, { wrapNumbers: true })).toEqual(NumberValue.from('1.5'));
    expect(convertToNative({ NS: ['1', '2'] }, { wrapNumbers: (text) => `<${text}>` })).toEqual(
      new Set(['<1>', '<2>']),
    );
    expect(() => convertToNative({ N: '12345678901234567890.5' })).toThrow(
      "12345678901234567890.5 can't be converted to BigInt. Set options.wrapNumbers to get string value.",
    );
  });

  it('refuses what is no attribute value', () => {
    expect(() => convertToNative({})).toThrow('No value defined: {}');
    expect(() => convertToNative({ X: 1 })).toThrow('Unsupported type passed: X');
    expect(unmarshall({ S: 'a' }, { convertWithoutMapWrapper: true })).toBe('a');
  });

  it('keeps numbers exact only when they are texts', () => {
    expect(() => NumberValue.from(2 ** 60)).toThrow(
      'NumberValue should not be initialized with an imprecise number=1152921504606847000. Use a string instead.',
    );
    expect(NumberValue.from('123456789012345678901').toBigInt()).toBe(123456789012345678901n);
    expect(NumberValue.from({ N: '7' }).toAttributeValue()).toEqual({ N: '7' });
  });
});
