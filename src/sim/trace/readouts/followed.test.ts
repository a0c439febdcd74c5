import { describe, expect, it } from 'vitest';
import { type Run, run } from '../../testing/run.ts';
import { type ScenarioBuilder, scenario } from '../../testing/scenarioBuilder.ts';
import { type StandIn, sleep } from '../../testing/standIn.ts';
import { Follower } from './followed.ts';

const fine: StandIn = () =>
  function* () {
    yield sleep(1000);
    return 'ok';
  };
const failing: StandIn = () =>
  function* () {
    yield sleep(1000);
    throw new Error('no');
  };

/** The nth input of a run as of a time in seconds. */
function follow(r: Run, input = 1) {
  const { trace } = r.kernel;
  const follower = new Follower(trace, input, r.scenario);
  return (timeS: number) => follower.at(trace.indexAt(timeS * 1e6));
}

const queued = (worker: ScenarioBuilder, batchSize = 10) =>
  worker.queue('orders', { visibilityTimeoutS: 30 }).wire('mapping', 'orders', 'save', { batchSize });

describe('a message that was sent by hand', () => {
  it('is in the queue, with a function, and deleted', () => {
    const r = run(queued(scenario().code('save')), { save: fine })
      .invoke('orders', 5)
      .until(60);
    const at = follow(r);
    expect(at(4)).toBeNull();
    const [invocation] = r.records('invoke_batch');
    const received = r.times('message_received')[0] ?? 0;
    expect(at(received + 0.1)?.ends).toMatchObject([
      {
        kind: 'message',
        queueName: 'orders',
        isPolled: true,
        state: 'in flight',
        receives: 1,
        invocation: invocation?.subject,
      },
    ]);
    expect(at(60)?.ends).toMatchObject([{ state: 'deleted', receives: 1, invocation: invocation?.subject }]);
  });

  it('comes back after a failure and moves to the dead-letter queue', () => {
    const building = queued(scenario().code('save'))
      .queue('dlq')
      .wire('redrive', 'orders', 'dlq', { maxReceiveCount: 2 });
    const r = run(building, { save: failing }).invoke('orders', 0).until(120);
    const at = follow(r);
    const [back] = r.times('message_visible');
    const batches = r.records('invoke_batch').map(({ subject }) => subject);
    expect(at((back ?? 0) - 1)?.ends).toMatchObject([{ state: 'in flight', receives: 1, invocation: batches[0] }]);
    expect(at(31.5)?.ends).toMatchObject([{ receives: 2, invocation: batches[1] }]);
    expect(at(120)?.ends).toMatchObject([
      {
        state: 'visible',
        queueName: 'dlq',
        isPolled: false,
        movedFrom: { name: 'orders', receives: 2 },
        invocation: batches[1],
      },
    ]);
  });

  it('is found in a batch of which it is not the first', () => {
    const other = { kind: 'single', atS: 5 } as const;
    const building = scenario().code('save').queue('orders', { traffic: other });
    const r = run(building.wire('mapping', 'orders', 'save', { batchSize: 10, batchingWindowS: 5 }), { save: fine });
    r.invoke('orders', 6).until(60);
    const [batch] = r.records('invoke_batch');
    const end = follow(r)(60)?.ends[0];
    expect(r.records('message_received')).toHaveLength(2);
    expect(r.records('invoke_batch')).toHaveLength(1);
    expect(end).toMatchObject({ kind: 'message', message: 2, invocation: batch?.subject, state: 'deleted' });
  });

  it('of others is not followed', () => {
    const building = queued(
      scenario()
        .code('save')
        .queue('other', { traffic: { kind: 'single', atS: 1 } }),
    );
    const r = run(building, { save: fine }).invoke('orders', 0).until(60);
    expect(follow(r)(60)?.ends).toHaveLength(1);
  });
});

it('a playhead that goes back sees what was known then', () => {
  const r = run(queued(scenario().code('save')), { save: fine })
    .invoke('orders', 5)
    .until(60);
  const at = follow(r);
  const late = at(60);
  expect(at(5.5)?.ends).not.toEqual(late?.ends);
  expect(at(60)).toEqual(late);
});

it('a topic hands on to each of its subscribers: functions and queues', () => {
  const building = scenario().topic('news').code('save').queue('box');
  building.wire('async', 'news', 'save').wire('subscription', 'news', 'box');
  const r = run(building, { save: fine }).invoke('news', 0).until(60);
  expect(follow(r)(60)).toMatchObject({
    kept: { what: 'publication', takers: 2 },
    ends: [{ kind: 'invocation' }, { kind: 'message', queueName: 'box', isPolled: false, state: 'visible' }],
  });
});

it('an upload is stored at once and its notification arrives later', () => {
  const r = run(scenario().bucket('photos').code('save').wire('async', 'photos', 'save'), { save: fine });
  r.invoke('photos', 0).until(60);
  const at = follow(r);
  expect(at(0.1)).toMatchObject({ kept: { what: 'object', takers: 1 }, ends: [] });
  expect(at(60)).toMatchObject({ ends: [{ kind: 'invocation' }] });
});

it.each([
  ['eventBus', 'event'],
  ['stream', 'record'],
  ['stateMachine', 'execution'],
  ['topic', 'publication'],
  ['bucket', 'object'],
] as const)('what nobody takes from a %s is kept there, and that is all', (type, what) => {
  const building = scenario();
  building[type]('place');
  const r = run(building).invoke('place', 0).until(60);
  expect(follow(r)(60)).toMatchObject({ kept: { what, takers: 0, nodeId: 'n1' }, ends: [] });
});

it('a request is an invocation from the start, also through an API', () => {
  const building = scenario()
    .client('you')
    .api('web')
    .code('save')
    .wire('sync', 'you', 'save')
    .wire('sync', 'web', 'save');
  const r = run(building, { save: fine }).invoke('you', 0).invoke('web', 10).until(60);
  expect(follow(r, 1)(0)).toMatchObject({ kept: null, ends: [{ kind: 'invocation', invocation: 1 }] });
  expect(follow(r, 2)(10)).toMatchObject({ kept: null, ends: [{ kind: 'invocation', invocation: 2 }] });
});

it('a refusal ends the way', () => {
  const r = run(scenario().schedule('daily')).invoke('daily', 0).until(60);
  expect(follow(r)(60)?.ends).toMatchObject([
    { kind: 'refused', nodeId: 'n1', reason: expect.stringContaining('not connected') },
  ]);
});
