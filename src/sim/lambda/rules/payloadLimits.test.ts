import { expect, test } from 'vitest';
import { run } from '../../testing/run.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { fitsTarget } from './payloadLimits.ts';

test('a function takes 1 MB asynchronously, a queue 1 MB, a topic 256 KB, a bucket anything (INV-11, SQS-19)', () => {
  const mb = 1024 * 1024;
  expect([fitsTarget('function', mb), fitsTarget('function', mb + 1)]).toEqual([true, false]);
  expect([fitsTarget('queue', mb), fitsTarget('queue', mb + 1)]).toEqual([true, false]);
  expect([fitsTarget('topic', mb / 4), fitsTarget('topic', mb / 4 + 1)]).toEqual([true, false]);
  expect(fitsTarget('bucket', 100 * mb)).toBe(true);
});

test('a record that is too large for its destination is lost (ASYNC-18)', () => {
  const r = run(
    scenario()
      .client('c', { traffic: { kind: 'single' }, payload: JSON.stringify('x'.repeat(300_000)) })
      .modelled('f', 1)
      .topic('done')
      .wire('async', 'c', 'f')
      .wire('onSuccess', 'f', 'done'),
  ).until(10);
  expect(r.records('delivery_failed').map(({ rule }) => rule)).toEqual(['ASYNC-18']);
  expect(r.records('published')).toEqual([]);
});
