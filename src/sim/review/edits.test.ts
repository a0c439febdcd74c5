/** What a user changes on the canvas while a run exists (D22). */
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../scenario/schema.ts';
import { type Run, run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { type StandIn, sleep } from '../testing/standIn.ts';

function without(from: Scenario, ...names: string[]): Scenario {
  const ids = from.nodes.filter(({ name }) => names.includes(name)).map(({ id }) => id);
  return {
    ...from,
    nodes: from.nodes.filter(({ id }) => !ids.includes(id)),
    wires: from.wires.filter((wire) => !ids.includes(wire.from) && !ids.includes(wire.to)),
  };
}

const inFlightMost = (r: Run): number => {
  let now = 0;
  let most = 0;
  for (const { kind } of r.records('environment_created', 'invoke_ended')) {
    now += kind === 'invoke_ended' ? -1 : 1;
    most = Math.max(most, now);
  }
  return most;
};

describe('nodes and wires', () => {
  const ticking = scenario({ durationS: 60 })
    .client('c', { traffic: { kind: 'every', everyMs: 5000, count: 10 } })
    .modelled('f', 10)
    .wire('sync', 'c', 'f')
    .build();

  test('a trigger that was deleted and restored fires again from then on', () => {
    const r = run(ticking).deploy(12, without(ticking, 'c')).deploy(22, ticking).until(60);
    expect(r.times('arrival')).toEqual([0, 5, 10, 25, 30, 35, 40, 45]);
  });

  test('an arrival at the very moment of an edit of the traffic comes once', () => {
    const more = scenario({ durationS: 60 })
      .client('c', { traffic: { kind: 'every', everyMs: 5000, count: 6 } })
      .modelled('f', 10)
      .wire('sync', 'c', 'f')
      .build();
    const r = run(ticking).deploy(10, more).until(60);
    expect(r.times('arrival')).toEqual([0, 5, 10, 15, 20, 25]);
  });

  // A new node takes the highest id plus one, so the id of a deleted node is soon that of another one.
  test('a queue may get the id that a deleted client had', () => {
    const queue = scenario({ durationS: 60 })
      .queue('q', { traffic: { kind: 'every', everyMs: 1000, count: 30 } })
      .modelled('f', 10)
      .wire('mapping', 'q', 'f')
      .build();
    const r = run(ticking).deploy(5.5, queue).until(60);
    expect(r.records('message_deleted').length).toBeGreaterThan(0);
  });

  test('a client may get the id that a deleted function had: its environments go', () => {
    const client = scenario({ durationS: 60 }).client('c').client('f').build();
    const r = run(ticking).deploy(5.5, client).until(60);
    expect(r.records('environment_stopped')).toHaveLength(1);
  });

  test('a wire may get the id that a deleted mapping had while its batch runs', () => {
    const nodes = () =>
      scenario({ durationS: 60 })
        .modelled('f', 3000, { timeoutS: 10 })
        .queue('q', { traffic: { kind: 'single', atS: 1 } })
        .client('c');
    const mapped = nodes().wire('mapping', 'q', 'f').build();
    const called = nodes().wire('sync', 'c', 'f').build();
    const r = run(mapped).deploy(2, called).until(60);
    expect(r.records('invoke_ended')).toHaveLength(1);
  });

  test('what a deleted function still does comes to its end, what waits for it does not run', () => {
    const all = scenario({ durationS: 100 })
      .code('f', { timeoutS: 20 })
      .client('c', { traffic: { kind: 'every', everyMs: 1000, count: 5 } })
      .api('a', { traffic: { kind: 'single', atS: 1 } })
      .bucket('b', { traffic: { kind: 'single', atS: 2 } })
      .wire('async', 'c', 'f')
      .wire('sync', 'a', 'f')
      .wire('async', 'b', 'f')
      .build();
    const slow: StandIn = () =>
      function* () {
        yield sleep(5000);
        return null;
      };
    const r = run(all, { f: slow }).deploy(2.1, without(all, 'f')).until(100);
    expect(r.records('invoke_ended')).toHaveLength(4);
    expect(r.records('http_responded').map(({ value }) => value)).toEqual([200]);
    expect(r.records('environment_stopped').map(({ rule }) => rule)).toEqual(Array(4).fill('ENV-28'));
    expect(Math.max(...r.times('environment_created'))).toBe(2);
  });

  test('an event that waits for its retry ends when its function is deleted', () => {
    const all = scenario({ durationS: 200 }).code('f').queue('dead').wire('onFailure', 'f', 'dead').build();
    const failing: StandIn = () =>
      function* () {
        yield sleep(1);
        throw new Error('no');
      };
    const r = run(all, { f: failing }).invoke('f', 1, { mode: 'async' }).deploy(10, without(all, 'f')).until(200);
    expect(r.records('event_ended').map(({ value, rule }) => [value, rule])).toEqual([[4, 'D22']]);
  });

  test('a mapping that is taken away lets its batches finish and receives no more', () => {
    const all = scenario({ durationS: 100 })
      .modelled('f', 3000, { timeoutS: 10 })
      .queue('q', { traffic: { kind: 'burst', atS: 0, count: 120 } })
      .wire('mapping', 'q', 'f')
      .build();
    const r = run(all)
      .deploy(0.5, { ...all, wires: [] })
      .deploy(60, all)
      .until(61);
    expect(r.times('message_received').filter((t) => t > 0.4 && t < 60)).toEqual([]);
    expect(r.times('message_deleted').filter((t) => t < 60)).toHaveLength(50);
    expect(r.times('message_received').filter((t) => t === 60)).toHaveLength(50);
  });
});

describe('settings', () => {
  test('requests in flight are counted with the reserved concurrency of now (CONC-23)', () => {
    const of = (reservedConcurrency: number | null) =>
      scenario({ account: { concurrencyLimit: 10 } })
        .modelled('f', 5000, { timeoutS: 10, reservedConcurrency })
        .modelled('g', 5000, { timeoutS: 10 })
        .build();
    const r = run(of(null));
    for (let i = 0; i < 4; i++) r.invoke('f', 0).invoke('g', 0);
    // f has 4 in flight, 2 more than it may have from here; the pool is 8, of which g uses 4.
    r.deploy(1, of(2)).invoke('f', 1.5);
    for (let i = 0; i < 6; i++) r.invoke('g', 1.6);
    // Back in the pool: 12 of 10.
    r.deploy(2, of(null)).invoke('f', 2.5);
    r.deploy(3, of(0)).invoke('f', 3.5).deploy(4, of(3));
    for (let i = 0; i < 4; i++) r.invoke('f', 20).invoke('g', 20);
    r.until(60);
    const refused = r.records('throttled').map(({ timeUs, rule }) => `${timeUs / 1e6} ${rule}`);
    expect(refused).toEqual(['1.5 CONC-7', '1.6 CONC-5', '1.6 CONC-5', '2.5 CONC-5', '3.5 CONC-7', '20 CONC-7']);
    expect(inFlightMost(r)).toBe(12);
  });

  test('with reservations above the account limit nothing is left for the others', () => {
    const r = run(
      scenario({ account: { concurrencyLimit: 3 } })
        .modelled('f', 1000, { reservedConcurrency: 5 })
        .modelled('g', 1000),
    );
    for (let i = 0; i < 7; i++) r.invoke('f', 0).invoke('g', 0);
    r.until(5);
    expect(r.records('throttled')).toHaveLength(9);
    expect(r.records('invoke_ended')).toHaveLength(5);
  });

  test('a shorter retention holds for messages that are in the queue already', () => {
    const of = (retentionS: number) =>
      scenario()
        .queue('q', { retentionS, traffic: { kind: 'single', atS: 1 } })
        .build();
    const r = run(of(600)).deploy(10, of(60)).until(700);
    expect(r.times('message_expired')).toEqual([61]);
  });

  test('a mapping that is switched off gets no more pollers', () => {
    const of = (enabled: boolean) =>
      scenario()
        .queue('q', { traffic: { kind: 'burst', atS: 1, count: 200 } })
        .modelled('f', 20_000, { timeoutS: 30 })
        .wire('mapping', 'q', 'f', { enabled, batchSize: 1 })
        .build();
    const r = run(of(true)).deploy(3, of(false)).until(50);
    expect(r.times('pollers_changed').filter((t) => t > 3)).toEqual([]);
  });
});
