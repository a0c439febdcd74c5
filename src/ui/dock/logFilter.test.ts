import { expect, it } from 'vitest';
import { matchesText } from './logFilter.ts';

it('finds lines by words in any order, and by request id', () => {
  const line = { text: 'served 3 of 7', requestId: 'ab12-cd', logStream: '2026/01/05/[$LATEST]ff' };
  expect(matchesText(line, 'SERVED 7')).toBe(true);
  expect(matchesText(line, 'ab12')).toBe(true);
  expect(matchesText(line, 'served 8')).toBe(false);
});
