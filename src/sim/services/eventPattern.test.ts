import { expect, it, test } from 'vitest';
import type { JsonValue } from '../steps.ts';
import { describeWithSharedData, sharedJson } from '../testing/sharedData.ts';
import { matchesPattern, parsePattern } from './eventPattern.ts';

function answer(pattern: string, event: JsonValue): string {
  const parsed = parsePattern(pattern);
  return parsed.ok ? (matchesPattern(parsed.pattern, event) ? 'match' : 'noMatch') : 'invalid';
}
interface PatternCase {
  readonly name: string;
  readonly pattern?: unknown;
  readonly patternText?: string;
  readonly event: JsonValue;
  readonly expected: string;
  readonly error?: { readonly message: string };
}
const takes = (pattern: unknown, event: JsonValue) => answer(JSON.stringify(pattern), event) === 'match';

describeWithSharedData('recorded answers of EventBridge to patterns', () => {
  const { cases } = sharedJson('corpus/aws-snapshots/event-patterns.json');
  it.each<[string, PatternCase]>(cases.map((one: PatternCase) => [one.name, one]))(
    '%s',
    (_, { pattern, patternText, event, expected, error }) => {
      const text = patternText ?? JSON.stringify(pattern);
      expect(answer(text, event)).toBe(expected);
      const parsed = parsePattern(text);
      // Where the text is not even JSON, the words are those of a parser of Java.
      if (!parsed.ok && pattern !== undefined) expect(parsed.reason).toBe(error?.message);
    },
  );
});

test('fields under one array are of one element', () => {
  const event = {
    list: [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ],
  };
  expect(takes({ list: { a: [1], b: [2] } }, event)).toBe(true);
  expect(takes({ list: { a: [1], b: [4] } }, event)).toBe(false);
});

test('alternatives and fields are combined', () => {
  const pattern = { source: ['shop'], $or: [{ detail: { n: [1] } }, { detail: { m: [{ exists: true }] } }] };
  expect(takes(pattern, { source: 'shop', detail: { n: 1 } })).toBe(true);
  expect(takes(pattern, { source: 'shop', detail: { m: null } })).toBe(true);
  expect(takes(pattern, { source: 'shop', detail: { n: 2 } })).toBe(false);
  expect(takes(pattern, { source: 'other', detail: { n: 1 } })).toBe(false);
});

test('wildcards take any characters and can be escaped', () => {
  for (const [pattern, text, fits] of [
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*', 'abc', true],
    ['a*b*c', 'axbxc', true],
    ['a*b*c', 'acb', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a*bc*bc', 'abc', false],
  ] as const)
    expect([pattern, text, takes({ f: [{ wildcard: pattern }] }, { f: text })]).toEqual([pattern, text, fits]);
  expect(answer('{"f":[{"wildcard":"a**b"}]}', {})).toBe('invalid');
  expect(answer('{"f":[{"wildcard":"a\\\\b"}]}', {})).toBe('invalid');
});

test('an address range ends at any bit', () => {
  const inRange = (cidr: string, address: string) => takes({ ip: [{ cidr }] }, { ip: address });
  expect(inRange('10.0.0.128/25', '10.0.0.200')).toBe(true);
  expect(inRange('10.0.0.128/25', '10.0.0.100')).toBe(false);
  expect(inRange('0.0.0.0/0', '255.1.2.3')).toBe(true);
  expect(inRange('2001:db8::/33', '2001:db8:7fff::1')).toBe(true);
  expect(inRange('2001:db8::/33', '2001:db8:8000::1')).toBe(false);
  expect(inRange('10.0.0.0/8', '::1')).toBe(false);
});
