import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, compareKeys, contentOf, fromBase64, toBase64, utf8Text } from './bytes.ts';

test('base64 is that of the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes]);
    }),
  );
});

test('bytes are text exactly when they are valid UTF-8', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const reference = (bytes: Uint8Array) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.string({ unit: 'binary' }).map((s) => new TextEncoder().encode(s)),
      ),
      (bytes) => {
        expect(utf8Text(bytes)).toBe(reference(bytes));
      },
    ),
    { numRuns: 500 },
  );
  for (const bytes of [
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
  ])
    expect(utf8Text(Uint8Array.from(bytes))).toBeUndefined();
});

test('content keeps its bytes on the way', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect([...bytesOf(contentOf(bytes))]).toEqual([...bytes]);
    }),
  );
});

test('keys are ordered by their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
