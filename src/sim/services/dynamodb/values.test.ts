import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeValue, item } from '../../testing/dynamodb/arbitraries.ts';
import { decodeBase64, utf8Length } from './bytes.ts';
import { compareScalars } from './order.ts';
import { itemBytes, valueBytes } from './sizes.ts';
import { equal, itemToJson, parseItem, parseValue, valueToJson } from './values.ts';

describe('attribute values', () => {
  it('are the same after reading and writing', () => {
    fc.assert(
      fc.property(item, (json) => {
        expect(itemToJson(parseItem(json))).toEqual(json);
      }),
    );
  });

  it('are equal to themselves whatever the order of their sets and maps', () => {
    const one = parseValue({ M: { a: { SS: ['x', 'y'] }, b: { NS: ['1.0', '2'] } } });
    const two = parseValue({ M: { b: { NS: ['2.00', '1'] }, a: { SS: ['y', 'x'] } } });
    expect(equal(one, two)).toBe(true);
    expect(equal(one, parseValue({ M: { a: { SS: ['x', 'y'] } } }))).toBe(false);
    fc.assert(
      fc.property(attributeValue, (json) => {
        expect(equal(parseValue(json), parseValue(json))).toBe(true);
      }),
    );
  });

  it('keep names that mean something to JavaScript', () => {
    const json = JSON.parse('{"__proto__":{"S":"a"},"constructor":{"M":{"toString":{"N":"1"}}}}');
    expect(JSON.stringify(itemToJson(parseItem(json)))).toBe(JSON.stringify(json));
    expect(parseItem({}).get('constructor')).toBeUndefined();
  });

  it.each([
    [{}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [{ S: 'a', N: '1' }, 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the'],
    [{ NULL: false }, 'Null attribute value types must have the value of true'],
    [{ SS: [] }, 'One or more parameter values were invalid: An string set  may not be empty'],
    [{ SS: ['a', 'a'] }, 'Input collection [a, a] contains duplicates.'],
    [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
    [{ N: 5 }, 'NUMBER_VALUE cannot be converted to String'],
    [{ B: 'AQI' }, 'Base64 encoded length is expected a multiple of 4 bytes but found: 3'],
    [{ BOOL: 'true' }, 'Unexpected token received from parser'],
  ])('are refused when they are wrong: %j', (json, message) => {
    expect(() => parseValue(json)).toThrow(message);
  });

  it('may be nested 32 levels deep', () => {
    const nested = (levels: number): ReturnType<typeof valueToJson> =>
      levels === 0 ? { S: 'x' } : { L: [nested(levels - 1)] };
    expect(valueToJson(parseValue(nested(32)))).toEqual(nested(32));
    expect(() => parseValue(nested(33))).toThrow('Nesting Levels have exceeded supported limits');
  });
});

describe('sizes and order', () => {
  it('counts names and values: UTF-8 bytes, half a byte a digit, three bytes for a list or map', () => {
    expect(itemBytes(parseItem({ id: { S: 'ä' }, n: { N: '12345' }, x: { BOOL: true } }))).toBe(2 + 2 + 1 + 4 + 1 + 1);
    expect(valueBytes(parseValue({ L: [{ S: 'a' }, { NULL: true }] }))).toBe(3 + 2 + 2);
    expect(valueBytes(parseValue({ M: { key: { B: 'AQID' } } }))).toBe(3 + 1 + 3 + 3);
    expect(valueBytes(parseValue({ N: '-1' }))).toBe(3);
  });

  it('orders strings by their UTF-8 bytes, as an encoder gives them', () => {
    const encoder = new TextEncoder();
    const text = fc.string({ unit: fc.constantFrom('a', 'z', 'é', '\uffff', '\ue000', '😀', '𝒳') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareScalars({ type: 'S', value: a }, { type: 'S', value: b }) ?? Number.NaN)).toBe(
          Math.sign(Buffer.compare(encoder.encode(a), encoder.encode(b))),
        );
        expect(utf8Length(a)).toBe(encoder.encode(a).length);
      }),
    );
  });

  it('orders numbers by size and binaries by unsigned bytes', () => {
    const order = (a: object, b: object) => compareScalars(parseValue({ ...a }), parseValue({ ...b })) ?? Number.NaN;
    expect(order({ N: '10' }, { N: '9' })).toBeGreaterThan(0);
    expect(order({ B: '/w==' }, { B: 'AQ==' })).toBeGreaterThan(0);
    expect(order({ S: '10' }, { N: '9' })).toBeNaN();
  });

  it('decodes base64 as Node.js does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
      }),
    );
  });
});
