import { expect, it } from 'vitest';
import { shownLogText } from './logText.ts';

it('cuts long ids in lines of the platform and nothing in what a handler wrote', () => {
  const text = 'START RequestId: 0af29a31-fd6f-447a-92ff-ec19f7bc8a13 Version: $LATEST';
  expect(shownLogText({ source: 'platform', text })).toBe('START RequestId: 0af29a31… Version: $LATEST');
  expect(shownLogText({ source: 'output', text })).toBe(text);
});
