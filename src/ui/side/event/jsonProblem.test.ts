import { expect, it } from 'vitest';
import { jsonProblem, prettyJson } from './jsonProblem.ts';

it('finds the line of a mistake in JSON', () => {
  expect(jsonProblem('{\n  "a": 1,\n  b: 2\n}')).toEqual({
    message: 'This is not JSON: expected double-quoted property name',
    line: 3,
  });
  expect(jsonProblem('{\n  "a": 1')?.line).toBe(2);
});

it('takes JSON, and nothing at all as an empty event', () => {
  expect(jsonProblem('{"a":1}')).toBeNull();
  expect(jsonProblem('  ')).toBeNull();
});

it('lays JSON out for reading and leaves other texts alone', () => {
  expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson('no json')).toBe('no json');
});

it('does not lay out what would become more than a page holds', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(prettyJson(deep(20)).split('\n')).toHaveLength(39);
  expect(prettyJson(deep(5000))).toBe(deep(5000));
  const long = JSON.stringify(Array(1_000_000).fill(1));
  expect(prettyJson(long)).toBe(long);
  // Brackets in a text nest nothing.
  expect(prettyJson(`{"a":"${'['.repeat(500)}\\""}`)).toBe(`{\n  "a": "${'['.repeat(500)}\\""\n}`);
});
