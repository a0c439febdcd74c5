import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonDepth, jsonErrorPosition, utf8Bytes } from './text.ts';

describe('measures of text', () => {
  it('bytes are those of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
      }),
      { seed: 1 },
    );
  });

  it('depth counts brackets outside of texts', () => {
    expect(jsonDepth('{"a":[1,{"b":[]}]}')).toBe(4);
    expect(jsonDepth('"[[[[\\"[["')).toBe(0);
  });

  it('the place where JSON breaks is the first character that cannot be', () => {
    expect(jsonErrorPosition('{"a":1,}')).toBe(7);
    expect(jsonErrorPosition('[1 2]')).toBe(3);
    expect(jsonErrorPosition('{"a": tru}')).toBe(6);
    expect(jsonErrorPosition('[1,2')).toBe(4);
    expect(jsonErrorPosition('')).toBe(0);
    expect(jsonErrorPosition('[01]')).toBe(2);
  });

  it('and there is none exactly in what JSON.parse accepts', () => {
    const accepted = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const nearlyJson = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', '', ',', '"', '}', ' ', '0', '\\', '\n', '\u00a0', '-', 'e'),
      )
      .map(([json, place, put]) => {
        const at = place % (json.length + 1);
        return json.slice(0, at) + put + json.slice(at + (place % 2));
      });
    fc.assert(
      fc.property(nearlyJson, (text) => {
        expect(jsonErrorPosition(text) === null).toBe(accepted(text));
      }),
      { seed: 5, numRuns: 3000 },
    );
  });
});
