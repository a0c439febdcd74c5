import { expect, test } from 'vitest';
import { commandScore } from './commandScore.ts';

const COMMANDS = [
  ['Connect to queue', 'On failure: the invocation record'],
  ['Add Function', 'Lambda'],
  ['Add Queue', 'SQS'],
  ['Play or pause', 'Space'],
  ['Reset the run', 'Home'],
  ['Invoke console', ''],
  ['Open example: Hello', ''],
  ['Open example: The poison message', ''],
  ['Lay out the canvas', ''],
  ['Share', ''],
] as const;

const best = (typed: string) =>
  COMMANDS.map(([label, hint]) => ({ label, score: commandScore(label, hint, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)[0]?.label;

test('the best hit comes first: beginnings before words, words before letters', () => {
  expect(best('play')).toBe('Play or pause');
  expect(best('hello')).toBe('Open example: Hello');
  expect(best('share')).toBe('Share');
  expect(best('lay')).toBe('Lay out the canvas');
  expect(best('add que')).toBe('Add Queue');
  expect(best('connect to queue failure')).toBe('Connect to queue');
  expect(best('sqs')).toBe('Add Queue');
  expect(best('reset')).toBe('Reset the run');
});

test('what does not fit is not shown', () => {
  expect(best('xyz')).toBeUndefined();
});
