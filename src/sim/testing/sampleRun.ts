/** One run in which nearly every kind of record occurs: for tests of read-outs. */

import { type Run, run } from './run.ts';
import { scenario } from './scenarioBuilder.ts';
import { call, exit, log, type StandIn, sleep, spin, work } from './standIn.ts';

export function sampleScenario() {
  return scenario({ account: { concurrencyLimit: 60 } })
    .client('shop', { traffic: { kind: 'burst', atS: 1, count: 3 }, payload: '{"order":1}' })
    .api('web', { traffic: { kind: 'every', everyMs: 400, startS: 2, count: 4 }, body: '{"n":1}' })
    .schedule('nightly', { rate: { value: 5, unit: 'minute' } })
    .bucket('photos', { traffic: { kind: 'single', atS: 3 }, content: 'pixels' })
    .topic('news', { traffic: { kind: 'single', atS: 4 } })
    .queue('orders', { traffic: { kind: 'burst', atS: 5, count: 3 }, visibilityTimeoutS: 30 })
    .queue('poison')
    .queue('dead')
    .code('hello', { reservedConcurrency: 2, timeoutS: 3 })
    .code('flaky', { timeoutS: 2 })
    .code('thumbs', { memoryMb: 1769 })
    .code('worker', { timeoutS: 10 })
    .modelled('audit', 20)
    .code('broken')
    .client('breaker', { traffic: { kind: 'times', timesS: [6, 8] } })
    .code('loop', { timeoutS: 1 })
    .client('tester', { traffic: { kind: 'single', atS: 7 } })
    .wire('sync', 'shop', 'hello')
    .wire('sync', 'web', 'hello')
    .wire('async', 'nightly', 'flaky')
    .wire('async', 'photos', 'thumbs')
    .wire('async', 'news', 'flaky')
    .wire('mapping', 'orders', 'worker', { batchSize: 2 })
    .wire('redrive', 'orders', 'poison', { maxReceiveCount: 2 })
    .wire('onFailure', 'flaky', 'dead')
    .wire('deadLetter', 'flaky', 'dead')
    .wire('onSuccess', 'thumbs', 'audit')
    .wire('uses', 'thumbs', 'photos')
    .wire('sync', 'breaker', 'broken')
    .wire('sync', 'tester', 'loop')
    .wire('uses', 'thumbs', 'hello');
}

export const sampleStandIns: Readonly<Record<string, StandIn>> = {
  hello: () => {
    let n = 0;
    return function* () {
      yield log(`hello ${++n}`);
      yield sleep(40);
      return { n };
    };
  },
  flaky: () =>
    function* () {
      yield work(5);
      throw new Error('boom');
    },
  thumbs: () =>
    function* () {
      yield call('s3', 'GetObject', { Bucket: 'photos', Key: 'photos/1.jpg' });
      yield call('sqs', 'SendMessage', { QueueUrl: 'https://sqs/1/dead', MessageBody: 'a thumb' });
      yield call('lambda', 'Invoke', { FunctionName: 'hello', Payload: '{}' });
      return 'made';
    },
  worker: () =>
    function* (event: never) {
      // The event of a queue: the stand-in knows its shape.
      const bodies = (event as { Records: { body: string }[] }).Records.map(({ body }) => body);
      yield log(`bodies ${bodies.join(' ')}`);
      if (bodies.some((body) => body.includes('"n":3'))) throw new Error('cannot digest 3');
      return null;
    },
  broken: () => {
    throw new Error('no module');
  },
  loop: () =>
    function* () {
      yield spin();
      return null;
    },
};

export function sampleRun(untilS = 1500): Run {
  const sample = run(sampleScenario(), sampleStandIns);
  sample.invoke('hello', 9, { payload: { mine: true } });
  sample.invoke('flaky', 10, { payload: { mine: true }, mode: 'async' });
  return sample.until(untilS);
}

/** A stand-in whose process ends. */
export const exiting: StandIn = () =>
  function* () {
    yield exit(1);
    return null;
  };
