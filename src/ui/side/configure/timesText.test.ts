import { expect, it } from 'vitest';
import { readTimes, timesText } from './timesText.ts';

it('reads times separated by commas, spaces or lines', () => {
  expect(readTimes('0, 0.5\n60;  61')).toEqual({ ok: true, timesS: [0, 0.5, 60, 61] });
  expect(readTimes('  ')).toEqual({ ok: true, timesS: [] });
});

it('names the time that cannot be taken', () => {
  expect(readTimes('0, soon')).toEqual({ ok: false, problem: '“soon” is not a number of seconds.' });
  expect(readTimes('1, -2')).toEqual({ ok: false, problem: '-2 is outside 0–604,800 s.' });
});

it('writes what it reads', () => {
  expect(readTimes(timesText([0, 1.25]))).toEqual({ ok: true, timesS: [0, 1.25] });
});
