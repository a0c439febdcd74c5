import { expect, test } from 'vitest';
import { type FlightLook, TOKENS_MAX, TokenCrowd } from './tokenCrowd.ts';

const flight = (wireId = 'w1', count = 1): FlightLook => ({
  kind: 'request',
  from: 'n1',
  to: 'n2',
  wireId,
  backwards: false,
  count,
});
const px = () => 200;

test('up to three tokens fly apart, and a fourth becomes a stream with a count', () => {
  const crowd = new TokenCrowd();
  crowd.add([flight(), flight(), flight(), flight(), flight('w1', 6)], 0, px);
  expect(crowd.tokens).toHaveLength(TOKENS_MAX);
  expect([...crowd.streams.values()].map(({ count }) => count)).toEqual([7]);
});

test('a flight takes 350 to 600 ms, however long its way', () => {
  const crowd = new TokenCrowd();
  crowd.add([flight()], 0, () => 10);
  crowd.add([flight()], 0, () => 5000);
  expect(crowd.tokens.map(({ durationMs }) => durationMs)).toEqual([350, 600]);
});

test('tokens that arrived and streams that dried up are forgotten', () => {
  const crowd = new TokenCrowd();
  crowd.add([flight(), flight(), flight(), flight()], 0, px);
  expect(crowd.drop(700)).toBe(true);
  expect(crowd.tokens).toEqual([]);
  expect(crowd.drop(2000)).toBe(false);
});

test('while a stream runs, what follows on its way joins it', () => {
  const crowd = new TokenCrowd();
  crowd.add([flight(), flight(), flight(), flight()], 0, px);
  crowd.add([flight()], 700, px);
  expect(crowd.tokens).toEqual([]);
  expect([...crowd.streams.values()][0]?.count).toBe(2);
});

test('with reduced motion nothing flies and everything is counted', () => {
  const crowd = new TokenCrowd();
  crowd.add([flight(), flight('w2')], 0, px, true);
  expect(crowd.tokens).toEqual([]);
  expect(crowd.streams.size).toBe(2);
});
