import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../testing/run.ts';
import { exiting, sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { call, type StandIn, watchdog, work } from '../../testing/standIn.ts';
import { KINDS, type RecordKind } from '../records.ts';
import { Trace } from '../trace.ts';
import { ruleIds, ruleInfo } from './rules.ts';
import { caption, explain } from './why.ts';

const hostile: StandIn = () =>
  function* () {
    yield work(1);
    yield watchdog();
    return null;
  };

/** Makes what only calls of handlers make. */
const calling: StandIn = () =>
  function* () {
    yield call('s3', 'PutObject', { Bucket: 'files', Key: 'a', Body: 'x' });
    yield call('s3', 'DeleteObject', { Bucket: 'files', Key: 'a' });
    yield call('dynamodb', 'PutItem', { TableName: 'orders', Item: { id: { S: 'o-2' } } });
    yield call('dynamodb', 'DeleteItem', { TableName: 'orders', Key: { id: { S: 'o-2' } } });
    yield call('events', 'PutEvents', { Entries: [{ Source: 'shop', DetailType: 'order', Detail: '{}' }] });
    yield call('kinesis', 'PutRecord', { StreamName: 'clicks', PartitionKey: 'a', Data: 'x' });
    yield call('states', 'StartExecution', {
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:flow',
    });
    yield call('cloudwatch', 'PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Orders', Value: 1 }] });
    return null;
  };

const sample = sampleRun();
const others = [
  run(scenario().code('gone'), { gone: exiting }).invoke('gone', 1).until(5),
  run(scenario().code('hostile'), { hostile }).invoke('hostile', 1).until(5),
  run(
    scenario({ account: { concurrencyLimit: 1 } })
      .client('many', { traffic: { kind: 'burst', count: 2 } })
      .modelled('work', 100)
      .wire('async', 'many', 'work'),
  ).until(20),
  run(
    scenario()
      .client('one', { traffic: { kind: 'single' } })
      .modelled('stopped', 100, { reservedConcurrency: 0 })
      .wire('async', 'one', 'stopped'),
  ).until(20),
  run(
    scenario({ durationS: 100 })
      .queue('forgotten', { retentionS: 60, traffic: { kind: 'single' } })
      .client('alone', { traffic: { kind: 'single', atS: 1 } }),
  ).until(100),
  run(scenario().code('work').build(), { work: exiting }).deploy(1, scenario().modelled('work', 1).build()).until(2),
  run(
    scenario()
      .code('calling')
      .bucket('files')
      .table('orders', { items: '[{"id":"o-1"}]' })
      .eventBus('default')
      .stream('clicks')
      .stateMachine('flow'),
    { calling },
  )
    .invoke('calling', 1)
    .until(5),
];
const runs = [sample, ...others];

/** Records of a kind, from whichever run has one. */
function find(kind: RecordKind, r = sample, n = 0) {
  const record = r.records(kind)[n];
  if (!record) throw new Error(`There is no ${kind}.`);
  return { trace: r.kernel.trace, scenario: r.scenario, index: record.index };
}

const said = (kind: RecordKind, r = sample, n = 0) => {
  const f = find(kind, r, n);
  return explain(f.trace, f.index, f.scenario).sentence;
};

describe('why', () => {
  it('every kind of record can be explained', () => {
    const met = new Set(runs.flatMap((r) => r.records().map(({ kind }) => kind)));
    expect(KINDS.filter((kind) => !met.has(kind))).toEqual(['bound_reached']);
  });

  it('every record of every run has a whole sentence with its actor, and a caption of at most 80 characters', () => {
    for (const r of runs) {
      const { trace } = r.kernel;
      for (let i = 0; i < trace.length; i++) {
        const { sentence } = explain(trace, i, r.scenario);
        const short = caption(trace, i, r.scenario);
        expect(sentence, `${trace.at(i).kind} ${i}`).toMatch(/^\S.{8,}/);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}/);
        expect(short.length).toBeLessThanOrEqual(80);
        expect(short).not.toMatch(/undefined|null|NaN|\[object|\.$/);
      }
    }
  });

  it('every chain ends at its root, has at most five links, and never goes forward', () => {
    for (const r of runs) {
      const { trace } = r.kernel;
      for (let i = 0; i < trace.length; i++) {
        const { chain } = explain(trace, i, r.scenario);
        expect(chain[0]?.index).toBe(i);
        expect(chain.length).toBeLessThanOrEqual(5);
        const root = trace.at(chain.at(-1)?.index ?? -1);
        expect(root.cause).toBe(root.index);
        expect(['arrival', 'input', 'run_started']).toContain(root.kind);
        chain.forEach((link, k) => {
          if (k > 0) expect(link.index).toBeLessThan(chain[k - 1]?.index ?? 0);
        });
      }
    }
  });

  it('a chain that is too long keeps its ends and says how many links are left out', () => {
    const { trace, scenario: s, index } = find('dead_lettered');
    const { chain } = explain(trace, index, s);
    expect(chain).toHaveLength(5);
    expect(chain.map((link) => link.skipped).slice(0, 3)).toEqual([0, 0, 0]);
    expect(chain[3]?.skipped).toBeGreaterThan(0);
    expect(trace.at(chain[4]?.index ?? 0).kind).toBe('arrival');
  });

  it('names who did what, by which rule', () => {
    expect(said('invoke_sync')).toBe('shop invokes hello and waits for the answer.');
    expect(said('environment_created', sample, 1)).toBe(
      'No environment of hello is free (the other one is busy), so Lambda makes environment 2 for this request.',
    );
    expect(said('throttled')).toBe('Lambda refuses the request: hello already has its reserved 2 requests in flight.');
    expect(said('throttled', others[2])).toContain(
      'the 1 requests that functions without a reservation may have in flight',
    );
    expect(said('event_ended', others[3])).toContain('the reserved concurrency is 0');
    expect(said('invoke_batch')).toBe('A poller hands worker a batch of 2 messages from orders.');
    expect(said('retry_scheduled')).toBe('Lambda keeps the event for flaky and tries again in 1 min: attempt 2.');
    expect(said('environment_created')).toBe(
      'hello has had no environment yet, so the request waits until Lambda has made the first: environment 1.',
    );
    expect(said('environment_stopped')).toBe(
      'Environment 1 of hello had nothing to do for 10 min, so Lambda removes it.',
    );
    expect(said('message_redriven')).toContain('its queue moves it to poison');
    expect(said('call_ended')).toBe('The call GetObject of thumbs is answered with 200.');
    const { trace, scenario: s, index } = find('retry_scheduled');
    expect(explain(trace, index, s)).toMatchObject({
      rule: 'ASYNC-3',
      badge: 'doc',
      ruleText: 'The second attempt comes after 1 minute, the third after 2 more.',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
    });
  });

  it('an invocation that failed says whether its environment stays', () => {
    expect(said('invoke_ended', sample, 6)).toMatch(/^flaky failed .* Its environment stays as it is\.$/);
    const broken = sample.records('invoke_ended').find((r) => r.rule === 'INV-10');
    expect(explain(sample.kernel.trace, broken?.index ?? 0, sample.scenario).sentence).not.toContain('stays');
  });

  it('a batch names its other messages as further causes', () => {
    const { trace, scenario: s, index } = find('invoke_batch');
    expect(explain(trace, index, s).alsoCausedBy.map((i) => trace.at(i).kind)).toEqual(['message_received']);
  });

  it('a bound of the simulator is explained in its own words', () => {
    const trace = new Trace();
    trace.append({ timeUs: 0, kind: 'run_started', rule: 'D1' });
    trace.append({ timeUs: 0, kind: 'bound_reached', rule: 'D9', cause: 0, data: { message: 'Too much.' } });
    expect(explain(trace, 1).sentence).toBe('Too much.');
  });
});

describe('rules', () => {
  it('every rule that a run cites says what it means', () => {
    const cited = new Set(runs.flatMap((r) => r.records().map(({ rule }) => rule)));
    expect([...cited].filter((rule) => ruleInfo(rule).text === '')).toEqual([]);
  });

  it('every rule that the kernel can cite says what it means', () => {
    const ids = new Set(['lambda', 'lambda/rules', 'services'].flatMap((folder) => citedIn(join('src/sim', folder))));
    expect(ids.size).toBeGreaterThan(30);
    expect([...ids].filter((id) => ruleInfo(id).text === '')).toEqual([]);
  });

  it('rules are one sentence each and have a badge', () => {
    for (const id of ruleIds()) {
      const { text, badge, url } = ruleInfo(id);
      expect(text).toMatch(/^[A-Z“].{10,125}\.$/);
      expect(['doc', 'meas', 'class', 'assumed']).toContain(badge);
      if (badge === 'doc') expect(url).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
    }
  });

  it('an unknown rule is labelled as assumed', () => {
    expect(ruleInfo('XYZ-1')).toEqual({ id: 'XYZ-1', text: '', badge: 'assumed', url: null });
  });
});

/** Rule ids that stand as literals in the sources of a folder. */
function citedIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/'(?:[A-Z]{3,5}-\d+|D\d+)'/g) ?? [])
    .map((quoted) => quoted.slice(1, -1));
}
