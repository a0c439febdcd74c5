import { expect, it } from 'vitest';
import { tickText } from './tickText.ts';

it('writes times on the axis the way people read a clock', () => {
  expect([0, 150e3, 1.5e6, 64e6, 64.5e6, 7380e6].map((us) => tickText(us))).toEqual([
    '0',
    '150 ms',
    '1.5 s',
    '1:04',
    '1:04.5',
    '2:03:00',
  ]);
});
