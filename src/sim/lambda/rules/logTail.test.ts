import { expect, test } from 'vitest';
import { LOG_TAIL_BYTES, logTail } from './logTail.ts';

const decoded = (text: string) => Buffer.from(text, 'base64');

test('LogType Tail gives the last 4 KB of the log in base64 (INV-5)', () => {
  for (const log of ['', 'a', 'ab', 'abc', 'START\nçà €\nEND\n']) expect(decoded(logTail(log)).toString()).toBe(log);
  const long = 'é'.repeat(5000);
  expect(decoded(logTail(long))).toEqual(Buffer.from(long).subarray(-LOG_TAIL_BYTES));
  expect(logTail('ab')).toBe(Buffer.from('ab').toString('base64'));
});
