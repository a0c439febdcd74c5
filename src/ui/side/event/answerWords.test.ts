import { expect, it } from 'vitest';
import { firstPlace } from './answerWords.ts';

it('finds the line in the own files that a stack trace names first', () => {
  const trace = ['Error: corrupt', '    at node:internal/x:1:1', '    at handler (file:///var/task/lib/a.mjs:12:9)'];
  expect(firstPlace(trace)).toEqual({ file: 'lib/a.mjs', line: 12 });
  expect(firstPlace(['Error: x', '    at Runtime.handler (/var/task/index.js:3:1)'])).toEqual({
    file: 'index.js',
    line: 3,
  });
  expect(firstPlace(['Error: x'])).toBeNull();
});
