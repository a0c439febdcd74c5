import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minimalEdit } from './minimalEdit.ts';

it('replaces only what differs', () => {
  expect(minimalEdit('let a = 1;', 'let a = 12;')).toEqual({ start: 9, end: 9, text: '2' });
  expect(minimalEdit('same', 'same')).toBeNull();
});

it('turns any text into any other', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '\n') }),
      fc.string({ unit: fc.constantFrom('a', 'b') }),
      (a, b) => {
        const edit = minimalEdit(a, b);
        const result = edit ? a.slice(0, edit.start) + edit.text + a.slice(edit.end) : a;
        expect(result).toBe(b);
      },
    ),
  );
});
