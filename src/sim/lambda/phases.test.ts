import { expect, test } from 'vitest';
import type { Run } from '../testing/run.ts';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { exit, initWith, later, log, type StandIn, sleep, spin, watchdog, work } from '../testing/standIn.ts';
import { OUTCOMES } from '../trace/records.ts';

const counter: StandIn = () => {
  let n = 0;
  return function* () {
    yield log('hello');
    yield work(10);
    return { n: ++n };
  };
};

/** One function `f` at a whole vCPU, called at these times. */
const called = (timesS: number[], settings = {}) =>
  scenario()
    .client('web', { traffic: { kind: 'times', timesS } })
    .code('f', { memoryMb: 1769, ...settings })
    .wire('sync', 'web', 'f');
const payloads = (r: Run) => r.records('responded').map(({ data }) => JSON.parse(data.payload));
const outcomes = (r: Run) => r.records('invoke_ended').map(({ value }) => OUTCOMES[value]);

test('a cold request waits for an environment and its init, a warm one does not', () => {
  const r = run(called([1, 2]), { f: counter }).until(10);
  expect(r.timeline()).toMatchInlineSnapshot(`
    "0.000 run_started 0 0 D1
    1.000 arrival 1 1 INV-1
    1.000 invoke_sync 1 2 INV-1
    1.000 environment_created 1 2 ENV-20
    1.200 init_started 1 0 ENV-2
    1.340 init_ended 1 0 ENV-2
    1.340 invoke_started 1 1 ENV-20
    1.340 log 1 1 LOG-9
    1.350 responded 1 200 INV-2
    1.350 invoke_ended 1 0 ENV-7
    2.000 arrival 1 2 INV-1
    2.000 invoke_sync 2 2 INV-1
    2.000 invoke_started 2 1 ENV-19
    2.000 log 1 2 LOG-9
    2.010 responded 2 200 INV-2
    2.010 invoke_ended 2 0 ENV-7"
  `);
});

test('module state lives as long as the environment', () => {
  const r = run(called([1, 2, 3]), { f: counter }).until(10);
  expect(payloads(r)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('two requests that overlap need two environments, two that do not need one (ENV-8, CONC-22)', () => {
  const created = (times: number[]) =>
    run(called(times), { f: counter }).until(10).records('environment_created').length;
  expect(created([1, 1.349])).toBe(2);
  expect(created([1, 1.351])).toBe(1);
});

test('a burst of N requests on an idle function gives N cold starts (COLD-3)', () => {
  const r = run(called(Array(20).fill(1)), { f: counter }).until(10);
  expect(r.records('environment_created')).toHaveLength(20);
  expect(r.stepsAtOnceMax).toBe(20);
});

test('only the first invocation after an init shows an Init Duration, and it is billed with it (BILL-5)', () => {
  const r = run(called([1, 2]), { f: counter }).until(10);
  const [cold, warm] = r.records('invoke_ended').map(({ data }) => data);
  expect(cold).toMatchObject({ initUs: 140_001, billedMs: 151 });
  expect(warm).toMatchObject({ billedMs: 11 });
  expect(warm).not.toHaveProperty('initUs');
});

test('a handler that returns nothing gives null (INV-6)', () => {
  const r = run(called([1]), { f: () => function* () {} }).until(10);
  expect(r.records('responded')[0]?.data.payload).toBe('null');
});

test('an error the handler throws is a 200 with FunctionError, and the environment stays warm (INV-3, ENV-11)', () => {
  let calls = 0;
  const failing: StandIn = () => {
    calls++;
    return function* () {
      yield work(1);
      throw new TypeError('no');
    };
  };
  const r = run(called([1, 2]), { f: failing }).until(10);
  expect(r.records('responded')[0]).toMatchObject({ value: 200, rule: 'INV-3', data: { functionError: 'Unhandled' } });
  expect(payloads(r)[0]).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
  expect(calls).toBe(1);
  expect(r.records('environment_reset')).toEqual([]);
});

test('a timeout answers with Sandbox.Timedout, resets the environment, and the next init is inside the next invocation', () => {
  const slow: StandIn = () => {
    let n = 0;
    return function* () {
      if (n++ === 0) yield sleep(60_000);
      return n;
    };
  };
  const r = run(called([1, 10], { timeoutS: 3 }), { f: slow }).until(20);
  const [error] = payloads(r);
  expect(error.errorType).toBe('Sandbox.Timedout');
  expect(error.errorMessage).toMatch(/^RequestId: \S{36} Error: Task timed out after 3\.00 seconds$/);
  expect(outcomes(r)).toEqual(['timeout', 'timeout']);
  expect(r.records('invoke_ended')[0]?.data.durationUs).toBe(3_000_000);
  expect(
    r.timeline('environment_created', 'init_started', 'environment_reset', 'invoke_started'),
  ).toMatchInlineSnapshot(`
    "1.000 environment_created 1 2 ENV-20
    1.200 init_started 1 0 ENV-2
    1.340 invoke_started 1 1 ENV-20
    4.340 environment_reset 1 2 ENV-12
    10.000 init_started 1 1 ENV-14
    10.140 invoke_started 2 1 ENV-5
    13.000 environment_reset 1 2 ENV-12"
  `);
  // The init that had to be done again counts against the timeout and has no Init Duration of its own.
  expect(r.records('invoke_ended')[1]?.data).toMatchObject({ durationUs: 3_000_000, billedMs: 3000 });
  expect(r.records('invoke_ended')[1]?.data).not.toHaveProperty('initUs');
});

test('process.exit gives Runtime.ExitError; the log stream stays, module state is lost (INV-9, ENV-12, ENV-13)', () => {
  const exiting: StandIn = () => {
    let n = 0;
    return function* (event: { code?: number }) {
      n++;
      if (event.code !== undefined) yield exit(event.code);
      return n;
    };
  };
  const r = run(scenario().code('f'), { f: exiting });
  r.invoke('f', 1, { payload: {} })
    .invoke('f', 2, { payload: { code: 1 } })
    .invoke('f', 3, { payload: { code: 0 } });
  r.invoke('f', 4, { payload: {} }).until(10);
  const [one, status1, status0, fresh] = payloads(r);
  expect([one, fresh]).toEqual([1, 1]);
  expect(status1).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/^RequestId: \S{36} Error: Runtime exited with error: exit status 1$/),
  });
  expect(status0.errorMessage).toMatch(/Runtime exited without providing a reason$/);
  expect(r.records('environment_created')).toHaveLength(1);
  expect(outcomes(r)).toEqual(['success', 'exit', 'exit', 'success']);
});

test('module code that throws runs twice, and the caller gets its error (ENV-4, INV-10)', () => {
  let loads = 0;
  const broken: StandIn = () => {
    loads++;
    throw new SyntaxError('Unexpected token');
  };
  const r = run(called([1, 5]), { f: broken }).until(10);
  expect(loads).toBe(3);
  expect(payloads(r)[0]).toMatchObject({ errorType: 'SyntaxError', errorMessage: 'Unexpected token' });
  expect(r.timeline('init_started', 'init_ended', 'invoke_started', 'invoke_ended')).toMatchInlineSnapshot(`
    "1.200 init_started 1 0 ENV-2
    1.340 init_ended 1 1 ENV-4
    1.340 init_started 1 1 ENV-4
    1.480 init_ended 1 1 ENV-5
    1.480 invoke_ended 1 1 INV-10
    5.000 init_started 1 1 ENV-14
    5.140 init_ended 1 1 ENV-5
    5.140 invoke_ended 2 1 INV-10"
  `);
});

test('an init that fails once and then succeeds serves its request; both inits are billed (ENV-4, BILL-6)', () => {
  let loads = 0;
  const flaky: StandIn = () => {
    if (loads++ === 0) throw new Error('first');
    return counter();
  };
  const r = run(called([1]), { f: flaky }).until(10);
  expect(payloads(r)).toEqual([{ n: 1 }]);
  expect(r.records('invoke_ended')[0]?.data).toMatchObject({ billedMs: 291 });
  expect(r.records('invoke_ended')[0]?.data).not.toHaveProperty('initUs');
});

test('an init of 12 s is cut at 10 s and, with a timeout of 3 s, times out again inside the invocation (ENV-3, ENV-5)', () => {
  const r = run(
    scenario()
      .client('c', { traffic: { kind: 'single', atS: 0 } })
      .modelled('f', 10, {
        timeoutS: 3,
        handler: { kind: 'modelled', functionInitMs: 12_000 },
      })
      .wire('sync', 'c', 'f'),
  ).until(60);
  expect(r.timeline('init_started', 'init_ended', 'invoke_ended')).toMatchInlineSnapshot(`
    "0.200 init_started 1 0 ENV-2
    10.200 init_ended 1 2 ENV-3
    10.200 init_started 1 1 ENV-4
    13.200 init_ended 1 2 ENV-5
    13.200 invoke_ended 1 2 INV-8"
  `);
  expect(payloads(r)[0].errorType).toBe('Sandbox.Timedout');
});

test('an init of 12 s with a timeout of 30 s succeeds inside the invocation, without Init Duration (ENV-5)', () => {
  const slow: StandIn = () => {
    let done = 0;
    done++;
    return function* () {
      yield work(5);
      return done;
    };
  };
  const r = run(
    scenario()
      .client('c', { traffic: { kind: 'single', atS: 0 } })
      .modelled('f', 10, {
        timeoutS: 30,
        handler: { kind: 'modelled', functionInitMs: 12_000, duration: { kind: 'constant', ms: 10 } },
      })
      .wire('sync', 'c', 'f'),
    { slow },
  ).until(60);
  const [ended] = r.records('invoke_ended');
  expect(ended?.data.durationUs).toBe(12_150_000);
  expect(ended?.data).not.toHaveProperty('initUs');
  expect(outcomes(r)).toEqual(['success']);
});

test('code at low memory runs slower, but init does not (ENV-23, ENV-24)', () => {
  const r = run(called([1], { memoryMb: 128, timeoutS: 30 }), {
    f: () =>
      function* () {
        yield work(1769); // at the pace of 128 MB
      },
  }).until(60);
  expect(r.records('init_ended')[0]?.data.initUs).toBe(140_001);
  expect(r.records('invoke_ended')[0]?.data.durationUs).toBeCloseTo(1_769_000, -2);
});

test('what was started and not awaited freezes with the environment and goes on inside the next invocation (ENV-9, D6)', () => {
  const background: StandIn = () => {
    return function* () {
      yield later(500, function* () {
        yield log('background');
      });
      yield work(1);
      return 'done';
    };
  };
  const r = run(called([1, 60]), { f: background }).until(100);
  const logs = r.records('log');
  // The first run's timer was due at 1.84 s; it fires at the thaw, after the handler of the second invocation was called.
  expect(logs.map(({ timeUs, value }) => [Math.floor(timeUs / 1e6), value])).toEqual([[60, 2]]);
  const [first] = r.records('invoke_started');
  expect(logs[0]?.cause).toBe(first?.index);
});

test('timers of an environment wait for the end of its running step (D3)', () => {
  const busy: StandIn = () => {
    return function* () {
      yield later(1, function* () {
        yield log('timer');
      });
      yield work(100);
      yield sleep(10);
      return 1;
    };
  };
  const r = run(called([1]), { f: busy }).until(10);
  expect(r.times('log')[0]).toBeCloseTo(1.44, 3);
});

test('an endless handler runs into its timeout; so does an endless init, twice (D9)', () => {
  const endless: StandIn = () =>
    function* () {
      yield spin();
    };
  const r = run(called([1]), { f: endless }).until(20);
  expect(outcomes(r)).toEqual(['timeout']);
  expect(r.records('presumed_endless')).toHaveLength(1);
  const r2 = run(called([1]), { f: () => initWith(spin()) }).until(60);
  expect(r2.timeline('init_ended', 'invoke_ended')).toMatchInlineSnapshot(`
    "11.200 init_ended 1 2 ENV-3
    14.200 init_ended 1 2 ENV-5
    14.200 invoke_ended 1 2 INV-8"
  `);
});

test('effects after the timeout are dropped (D3)', () => {
  const late: StandIn = () =>
    function* () {
      yield log('before');
      yield work(4000);
      yield log('after');
    };
  const r = run(called([1]), { f: late }).until(20);
  expect(r.records('log').map(({ data }) => data.text)).toEqual(['before']);
  expect(outcomes(r)).toEqual(['timeout']);
});

test('an environment the playground stops is not a Lambda outcome, and the next request gets a new one (D9)', () => {
  let stopped = false;
  const stuck: StandIn = () =>
    function* () {
      if (stopped) return 'fine';
      stopped = true;
      yield watchdog();
    };
  const r = run(called([1, 5]), { f: stuck }).until(20);
  expect(outcomes(r)).toEqual(['stopped_by_playground', 'success']);
  expect(r.records('responded').map(({ value, rule }) => [value, rule])).toEqual([
    [0, 'D9'],
    [200, 'INV-2'],
  ]);
  expect(r.records('environment_stopped').map(({ rule }) => rule)).toEqual(['D9']);
  expect(r.records('environment_created')).toHaveLength(2);
});

test('an idle environment is removed after its idle lifetime, counted from its last work (ENV-18)', () => {
  const r = run(called([1, 300]), { f: counter }).until(2000);
  expect(r.records('environment_created')).toHaveLength(1);
  expect(r.times('environment_stopped')[0]).toBeCloseTo(900.01, 3);
});

test('an environment older than its maximum age is removed when its work is done (ENV-18)', () => {
  const model = {
    idleLifetime: { kind: 'fixed', s: 600 },
    maximumAge: { kind: 'uniform', minS: 60, maxS: 60 },
    coldStart: { kind: 'fixed' },
  } as const;
  const r = run(
    scenario({ model })
      .client('c', { traffic: { kind: 'times', timesS: [0, 59.9] } })
      .modelled('f', 500)
      .wire('sync', 'c', 'f'),
  ).until(100);
  expect(r.times('environment_stopped')[0]).toBeCloseTo(60.4, 6);
});

test('new code or settings: idle environments go at once, busy ones after their work (ENV-28)', () => {
  const before = called([1, 2, 2]).build();
  const [client, fn] = before.nodes;
  if (fn?.type !== 'function' || !client) throw new Error('unexpected scenario');
  const after = { ...before, nodes: [client, { ...fn, memoryMb: 3000 }] };
  const r = run(before, {
    f: () =>
      function* () {
        yield sleep(1000);
      },
  })
    .deploy(2.5, after)
    .until(5);
  expect(r.records('deployed').map(({ subject, value }) => [subject, value])).toEqual([[2, 2]]);
  // The one of the first request was idle; the two of the later requests were at work.
  expect(r.times('environment_stopped').map((t) => Math.round(t * 10) / 10)).toEqual([2.5, 3.3, 3.3]);
  r.invoke('f', 6).until(10);
  expect(r.records('environment_created')).toHaveLength(4);
});

test('a change of reserved concurrency keeps the environments and holds for new requests (CONC-23)', () => {
  const before = called([1]).build();
  const [client, fn] = before.nodes;
  if (fn?.type !== 'function' || !client) throw new Error('unexpected scenario');
  const after = { ...before, nodes: [client, { ...fn, reservedConcurrency: 0 }] };
  const r = run(before, { f: counter }).deploy(2, after).invoke('f', 3).until(5);
  expect(r.records('deployed', 'environment_stopped')).toEqual([]);
  expect(r.records('responded').map(({ value }) => value)).toEqual([200, 429]);
});

test('D9: what the playground itself stopped is not billed, in INIT or in the handler', () => {
  const hostile: StandIn = () =>
    function* () {
      yield work(50);
      yield watchdog();
      return null;
    };
  const r = run(scenario().code('hostile').code('worse'), { hostile, worse: () => initWith(watchdog()) });
  r.invoke('hostile', 1).invoke('worse', 1).until(30);
  const ended = r.records('invoke_ended');
  expect(ended.map(({ value }) => OUTCOMES[value])).toEqual(['stopped_by_playground', 'stopped_by_playground']);
  expect(ended.map(({ data }) => [data.billedMs, data.costUsd])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
