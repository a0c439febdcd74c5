import { expect, test } from 'vitest';
import type { Scenario } from '../scenario/schema.ts';
import { run } from './testing/run.ts';
import { scenario } from './testing/scenarioBuilder.ts';

test('an input before the present is refused', () => {
  const r = run(scenario().client('c')).invoke('c', 5).until(10);
  expect(() => r.invoke('c', 4)).toThrow(RangeError);
});

test('traffic ends with the run, what is under way may go on', () => {
  const r = run(
    scenario({ durationS: 10 })
      .client('c', { traffic: { kind: 'every', everyMs: 4000, count: 100 } })
      .modelled('f', 1000)
      .wire('sync', 'c', 'f'),
  ).until(100);
  expect(r.times('arrival')).toEqual([0, 4, 8]);
  expect(r.times('run_ended')).toEqual([10]);
});

test('something that triggers itself without any time passing is stopped with a message', () => {
  const r = run(
    scenario({ model: { coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 } } })
      .client('c', { traffic: { kind: 'single' } })
      .modelled('a', 0)
      .modelled('b', 0)
      .bucket('store')
      .wire('async', 'c', 'a')
      .wire('deadLetter', 'a', 'b')
      .wire('onSuccess', 'a', 'b')
      .wire('onSuccess', 'b', 'a'),
  );
  r.until(10);
  const [bound] = r.records('bound_reached');
  expect(bound?.data.message).toMatch(/The run stops here\.$/);
}, 60_000);

test('a deployment keeps the numbers of nodes it knows and numbers new ones on; removed ones fall silent', () => {
  const before = scenario()
    .client('c', { traffic: { kind: 'every', everyMs: 1000, count: 100 } })
    .modelled('f', 10)
    .wire('sync', 'c', 'f')
    .build();
  const [client, fn] = before.nodes;
  const [wire] = before.wires;
  if (!client || !fn || !wire) throw new Error('unexpected scenario');
  const added = { ...fn, id: 'n9', name: 'g' };
  const after: Scenario = { ...before, nodes: [added, client], wires: [{ ...wire, id: 'w9', to: 'n9' }] };
  const r = run(before).deploy(2.5, after).until(4);
  expect(r.records('invoke_sync').map(({ value }) => value)).toEqual([2, 2, 2, 3, 3]);
  expect(r.records('environment_stopped').map(({ rule, timeUs }) => [rule, timeUs])).toEqual([['ENV-28', 2_500_000]]);
  expect(r.records('input')[0]?.data.scenario).toBe(after);
});

test('steps that begin at the same moment are asked for together, with the result of one after the other (D4)', () => {
  const s = scenario()
    .client('c', { traffic: { kind: 'burst', count: 8 } })
    .code('f')
    .wire('sync', 'c', 'f');
  const f = () => {
    let n = 0;
    return function* () {
      yield { wish: 'work' as const, ms: ++n };
      return n;
    };
  };
  const together = run(s, { f }).until(10);
  const oneByOne = run(s, { f }).until(10, 1);
  expect([together.stepsAtOnceMax, oneByOne.stepsAtOnceMax]).toEqual([8, 1]);
  expect(oneByOne.timeline()).toBe(together.timeline());
});
