import { expect, test } from 'vitest';
import { randomStream } from './random.ts';
import { visibleHex, visibleUuid } from './visibleIds.ts';

const draws = (seed: number, node: string, purpose: string) => {
  const stream = randomStream(seed, node, purpose);
  return Array.from({ length: 5 }, () => stream.float());
};

test('a stream depends on seed, node and purpose, and on nothing else (D16)', () => {
  const all = [
    draws(1, 'n1', 'duration'),
    draws(2, 'n1', 'duration'),
    draws(1, 'n2', 'duration'),
    draws(1, 'n1', 'error'),
  ];
  expect(new Set(all.map(String)).size).toBe(4);
  expect(draws(1, 'n1', 'duration')).toEqual(draws(1, 'n1', 'duration'));
});

test('numbers are spread evenly over [0, 1), whatever the seed', () => {
  for (const seed of [0, 1, 0xffff_ffff]) {
    const stream = randomStream(seed, 'n1', 'x');
    const buckets = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++) buckets[stream.int(10)]++;
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  }
});

test('the first numbers are the same for ever: links rely on them', () => {
  expect(draws(1, 'n1', 'duration').slice(0, 2)).toMatchInlineSnapshot(`
    [
      0.8563251116846755,
      0.8800636553351628,
    ]
  `);
});

test('visible ids are unique within their sort and have the form of real ones', () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => visibleUuid(1, 'request', n));
  expect(new Set(ids).size).toBe(10_000);
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(visibleHex(1, 'log stream', 1)).toMatch(/^[0-9a-f]{32}$/);
});
