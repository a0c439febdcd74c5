import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonErrorMessage } from './jsonError.ts';

/** What Node.js says; releases before 22 leave out line and column. */
function native(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/ \(line \d+ column \d+\)$/, '') : String(error);
  }
}
const ours = (text: string) => jsonErrorMessage(text)?.replace(/ \(line \d+ column \d+\)$/, '');

const pieces = fc.constantFrom(
  ...'{}[],:"\\ \n-+.eE0179tfnaul#é\u0001',
  'true',
  'null',
  '"a"',
  '"a":',
  '1.5',
  '\\u00',
  '\\x',
);

it('words what is wrong with a text as V8 does', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (list) => {
      const text = list.join('');
      expect({ text, message: ours(text) }).toEqual({ text, message: native(text) });
    }),
    { numRuns: 10_000, seed: 7 },
  );
});

it('words a change in a well-formed text as V8 does', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), pieces, fc.boolean(), (json, where, piece, replaces) => {
      const at = where % (json.length + 1);
      const text = json.slice(0, at) + piece + json.slice(at + (replaces ? 1 : 0));
      expect({ text, message: ours(text) }).toEqual({ text, message: native(text) });
    }),
    { numRuns: 3000, seed: 7 },
  );
});

it('says line and column', () => {
  expect(jsonErrorMessage('{\n  "a": 1,\n  b: 2\n}')).toBe(
    'Expected double-quoted property name in JSON at position 14 (line 3 column 3)',
  );
});
