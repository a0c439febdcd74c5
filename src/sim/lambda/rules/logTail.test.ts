import { expect, test } from 'vitest';
import { logTail } from './logTail.ts';

const decoded = (text: string) => Buffer.from(text, 'base64');

test('LogType Tail gives the last 4 KB of the log in base64 (INV-5)', () => {
  for (const log of ['', 'a', 'ab', 'abc', 'START\nçà €\nEND\n']) expect(decoded(logTail(log)).toString()).toBe(log);
  const long = 'é'.repeat(5000);
  expect(decoded(logTail(long))).toEqual(Buffer.from(long).subarray(-4096));
  expect(logTail('ab')).toBe(Buffer.from('ab').toString('base64'));
});
