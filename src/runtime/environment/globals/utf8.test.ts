import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Texts with halves of pairs that stand alone, as no keyboard makes them. */
const anyText = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd700, max: 0xe000 })), {
  maxLength: 200,
});

describe('UTF-8', () => {
  it('has for any text the bytes that Node.js has for it', () => {
    fc.assert(
      fc.property(anyText, (units) => {
        const text = String.fromCharCode(...units);
        expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });

  it('gives for any bytes the text that Node.js gives, mistakes included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeUtf8(bytes)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
      }),
    );
  });
});
