import { expect, test } from 'vitest';
import type { RecordKind } from '../../sim/trace/records.ts';
import { type Candidate, captionMs, chooseCaption, SIGHTINGS_MAX } from './captions.ts';

const passed = (...kinds: RecordKind[]): Candidate[] =>
  kinds.map((kind, index) => ({ index, kind, endedBadly: false }));

test('the most notable record of those just passed is told', () => {
  expect(chooseCaption(passed('invoke_sync', 'environment_created', 'throttled', 'log'), new Map())).toEqual({
    index: 2,
    tone: 'throttled',
  });
});

test('of equals the earliest is told', () => {
  expect(chooseCaption(passed('environment_created', 'environment_created'), new Map())?.index).toBe(0);
});

test('the ordinary course of things is not told, and an end only when it is bad', () => {
  expect(chooseCaption(passed('invoke_started', 'log', 'invoke_ended', 'responded'), new Map())).toBe(null);
  expect(chooseCaption([{ index: 4, kind: 'invoke_ended', endedBadly: true }], new Map())).toEqual({
    index: 4,
    tone: 'failed',
  });
});

test('a kind that was told a few times is familiar', () => {
  const sightings = new Map<RecordKind, number>();
  for (let n = 0; n < SIGHTINGS_MAX; n++)
    expect(chooseCaption(passed('environment_created'), sightings)).not.toBe(null);
  expect(chooseCaption(passed('environment_created'), sightings)).toBe(null);
});

test('a caption stays long enough to be read, and no longer than seven seconds', () => {
  expect(captionMs('short')).toBe(1500);
  expect(captionMs('x'.repeat(80))).toBe(4800);
  expect(captionMs('x'.repeat(200))).toBe(7000);
});
