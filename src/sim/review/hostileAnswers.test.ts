/** Environments answer with anything that `parseStepAnswer` lets through; the kernel keeps its books all the same. */
import { describe, expect, test } from 'vitest';
import { parseStepAnswer } from '../../runtime/hosts/parseStepAnswer.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { createKernel } from '../createKernel.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import type { Simulation } from '../simulation.ts';
import type { StepAnswerData, StepRequest } from '../steps.ts';
import { checkInvariants } from '../testing/invariants.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { traceDigest } from '../trace/digest.ts';
import { ruleInfo } from '../trace/readouts/rules.ts';
import { OUTCOMES } from '../trace/records.ts';

const SEEDS = Array.from({ length: 120 }, (_, i) => i);
const UNTIL_US = 400_000_000;

type Pick = <const T>(list: readonly T[]) => T;

const picker =
  (random: RandomStream): Pick =>
  (list) =>
    list[random.int(list.length)] as (typeof list)[number];

/** Every way into two functions and out of them. */
function place(pick: Pick): Scenario {
  const every = (everyMs: number, count: number) => ({ traffic: { kind: 'every' as const, everyMs, count } });
  return scenario({
    durationS: 300,
    account: { concurrencyLimit: pick([2, 20]) },
    model: {
      idleLifetime: { kind: 'fixed', s: pick([5, 60]) },
      maximumAge: { kind: 'none' },
      coldStart: { kind: 'fixed', createMs: pick([0, 200]), runtimeInitMs: pick([0, 140]) },
    },
  })
    .client('c', every(pick([500, 7000]), pick([1, 10])))
    .client('d', every(pick([500, 7000]), pick([1, 10])))
    .api('api', every(9000, 5))
    .code('f', { timeoutS: pick([1, 5]), asyncRetryAttempts: pick([0, 2]), reservedConcurrency: pick([null, null, 1]) })
    .code('g', { timeoutS: pick([1, 30]), asyncEventAgeS: 60 })
    .queue('q', { visibilityTimeoutS: pick([1, 30]), ...every(4000, 4) })
    .queue('dead')
    .bucket('b')
    .topic('t')
    .wire('sync', 'c', 'f')
    .wire('async', 'd', pick(['f', 'g']))
    .wire('sync', 'api', 'g')
    .wire('mapping', 'q', pick(['f', 'g']), { reportBatchItemFailures: true })
    .wire('redrive', 'q', 'dead', { maxReceiveCount: 2 })
    .wire('onFailure', 'f', 'dead')
    .wire('onSuccess', 'f', 't')
    .wire('deadLetter', 'g', 'q')
    .wire('subscription', 't', 'q')
    .wire('async', 'b', 'g')
    .build();
}

const CALLS = [
  ['s3', 'PutObject', { Bucket: 'b', Key: 'a b/é', Body: { not: 'text' } }],
  ['s3', 'PutObject', { Bucket: 5, Key: '', Body: null }],
  ['s3', 'GetObject', { Bucket: 'b', Key: 'a b/é' }],
  ['s3', 'toString', []],
  ['sqs', 'SendMessage', { QueueUrl: 'https://x/q', MessageBody: [1] }],
  ['sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: 'm', MessageAttributes: { a: 5, b: {}, c: { DataType: 1 } } }],
  ['sns', 'Publish', { TopicArn: 't', Message: 'm\ud800' }],
  ['sns', 'Publish', null],
  ['lambda', 'Invoke', { FunctionName: 'g', Payload: '{}' }],
  ['lambda', 'Invoke', { FunctionName: 'arn:aws:lambda:us-east-1:1:function:f', InvocationType: 'Event' }],
  ['lambda', 'Invoke', { FunctionName: 'zz', InvocationType: 'DryRun', Payload: '{' }],
  ['evil', 'X', { __proto__: null, constructor: 'x' }],
] as const;
const BODIES = ['1', '', '{', '{"statusCode":"x"}', '{"batchItemFailures":[{"itemIdentifier":"zz"}]}', '[[null]]'];

function effect(random: RandomStream): Record<string, unknown> {
  const pick = picker(random);
  const tick = pick([
    0,
    1,
    10,
    1000,
    100_000,
    10_000_000,
    random.int(20) === 0 ? pick([-1, 1.5, Number.NaN, 2 ** 40]) : 1,
  ]);
  const timerId = random.int(4);
  const error = { errorType: 'E', errorMessage: 'm', trace: pick([[], ['t']]) };
  const [service, command, input] = pick(CALLS);
  return pick<Record<string, unknown>>([
    { type: 'log', tick, text: 'line', level: 'INFO' },
    { type: 'stdout', tick, text: 'out' },
    { type: 'setTimer', tick, timerId, delayMs: pick([0, 1, 100, 3000, 2 ** 31]), repeat: random.int(3) === 0 },
    { type: 'setTimer', tick, timerId, delayMs: pick([0, 1, 100]), repeat: false },
    { type: 'clearTimer', tick, timerId: random.int(9) },
    { type: 'call', tick, callId: timerId, service, command, input },
    { type: 'call', tick, callId: timerId, service, command, input },
    { type: 'initDone', tick, modules: [], ...pick([{}, {}, {}, { error }]) },
    { type: 'response', tick, body: pick(BODIES) },
    { type: 'error', tick, error },
    pick([
      { type: 'exit', tick, code: random.int(256) },
      { type: 'next', tick },
      { type: 'next', tick },
    ]),
    { type: 'next', tick },
    pick([{ type: 'next', tick }, { type: 'next', tick }, { type: 'nonsense' }]),
  ]);
}

function answerTo(step: StepRequest, random: RandomStream): StepAnswerData {
  const pick = picker(random);
  const effects = Array.from({ length: random.int(5) }, () => effect(random));
  // Most are in order, for others are refused as a whole.
  if (random.int(10) > 0) effects.sort((a, b) => Number(a.tick) - Number(b.tick));
  const tick = Math.max(0, ...effects.map((e) => (Number.isInteger(e.tick) ? Number(e.tick) : 0)));
  if (random.int(2) === 0) {
    if (step.type === 'init') effects.push({ type: 'initDone', tick, modules: [] });
    else effects.push({ type: 'response', tick, body: '1' });
    effects.push({ type: 'next', tick });
  }
  const answer = {
    stepId: step.stepId + (random.int(200) === 0 ? 1 : 0),
    status: random.int(60) === 0 ? pick(['endless', 'nonsense']) : 'quiescent',
    ticks: tick + random.int(100),
    effects,
    memoryMb: random.int(60) === 0 ? 1_000_000 : 64,
  };
  const parsed = parseStepAnswer(JSON.stringify(answer), step.stepId);
  return parsed.ok ? parsed.answer : { stepId: step.stepId, status: 'stopped', reason: 'invalid-answer' };
}

/** Counts kept beside the things they count are right. */
function checkBooks(sim: Simulation): void {
  let pool = 0;
  for (const fn of sim.functions) {
    if (!fn) continue;
    const busy = [...fn.live].filter(({ invocation }) => invocation !== null);
    expect(fn.running).toBe(busy.length);
    expect(fn.idle.every(({ phase, invocation }) => phase === 'frozen' && invocation === null)).toBe(true);
    if (fn.settings.reservedConcurrency === null) pool += fn.running;
  }
  expect(sim.unreservedRunning).toBe(pool);
  for (const queue of sim.world.queues) {
    if (!queue) continue;
    const here = sim.world.messages.filter((message) => message?.queue === queue);
    expect([queue.count, queue.visibleCount]).toEqual([
      here.length,
      here.filter((message) => message?.state === 'visible').length,
    ]);
  }
  for (const mapping of sim.world.mappings) {
    if (mapping) expect(mapping.running).toBe(sim.world.batches.filter((batch) => batch?.mapping === mapping).length);
  }
}

function answered(seed: number, maxEntries = Number.POSITIVE_INFINITY) {
  const from = place(picker(randomStream(seed, 'hostile', 'place')));
  const kernel = createKernel(from);
  // What the kernel keeps to itself.
  const { sim } = kernel as unknown as { sim: Simulation };
  for (let turn = 0; ; turn++) {
    const advance = kernel.advance(UNTIL_US, maxEntries);
    if (turn % 16 === 0 || advance.type === 'done') checkBooks(sim);
    if (advance.type === 'done') return { from, kernel };
    if (advance.type !== 'steps') continue;
    for (const step of advance.steps) {
      kernel.answer(answerTo(step, randomStream(seed, 'hostile', `answer ${step.stepId}`)));
    }
  }
}

describe('whatever environments answer', () => {
  test('nothing breaks, nothing is lost, every record has a known rule, and every run is billed', () => {
    for (const seed of SEEDS) {
      const { from, kernel } = answered(seed);
      const records = Array.from({ length: kernel.trace.length }, (_, i) => kernel.trace.at(i));
      checkInvariants(from, records, kernel.nowUs);
      for (const { kind, rule, value, data } of records) {
        expect(ruleInfo(rule).text !== '' || /^D\d+$/.test(rule), rule).toBe(true);
        if (kind !== 'invoke_ended') continue;
        if (OUTCOMES[value] === 'stopped_by_playground') expect([data.billedMs, data.costUsd]).toEqual([0, 0]);
        else expect(data.billedMs * 1000).toBeGreaterThanOrEqual(data.durationUs);
      }
    }
  }, 60_000);

  test('slices make no difference', () => {
    for (const seed of SEEDS.slice(0, 25)) {
      const whole = traceDigest(answered(seed).kernel.trace);
      for (const maxEntries of [1, 3, 17]) expect(traceDigest(answered(seed, maxEntries).kernel.trace)).toBe(whole);
    }
  }, 60_000);
});
