import { describe, expect, it } from 'vitest';
import { examples } from '../lessons/examples.ts';
import type { Input } from '../sim/kernel.ts';
import { causeProblems } from '../sim/testing/causes.ts';
import { traceDigest } from '../sim/trace/digest.ts';
import { causeChain } from '../sim/trace/readouts/causes.ts';
import { RunLog } from '../sim/trace/readouts/logs.ts';
import type { TraceRecord } from '../sim/trace/records.ts';
import type { Trace } from '../sim/trace/trace.ts';
import { runHeadless } from './headless.ts';

function exampleOf(id: string) {
  const example = examples.find((e) => e.id === id);
  if (!example) throw new Error(`There is no example ${id}.`);
  return example;
}

async function traceOf(id: string, inputs: readonly Input[] = []): Promise<Trace> {
  return (await runHeadless(exampleOf(id).scenario, { inputs })).trace;
}

const records = (trace: Trace): TraceRecord[] => Array.from({ length: trace.length }, (_, i) => trace.at(i));
const ofKind = (trace: Trace, ...kinds: string[]) => records(trace).filter(({ kind }) => kinds.includes(kind));
const payloads = (trace: Trace) =>
  ofKind(trace, 'invoke_ended').map(({ data }) => data.payload && JSON.parse(data.payload));

describe('the examples, with their handlers really run', () => {
  it('hello answers with the name in the event', async () => {
    const inputs: Input[] = [{ type: 'invoke', timeUs: 0, nodeId: 'n2', mode: 'sync', payload: '{"name":"Ada"}' }];
    const trace = await traceOf('hello', inputs);
    expect(payloads(trace)).toEqual([{ message: 'Hello Ada' }]);
    expect(ofKind(trace, 'environment_stopped')).toHaveLength(1);
  });

  it('counter counts on in one environment and from 1 in the next', async () => {
    const trace = await traceOf('counter');
    const served = payloads(trace).map(({ served }) => served);
    const second = served.indexOf(1, 1);
    expect(second).toBeGreaterThan(1);
    expect(served.slice(0, second)).toEqual(Array.from({ length: second }, (_, i) => i + 1));
  });

  it('burst makes 10 environments for 10 simultaneous requests and reuses them for the next 10', async () => {
    const trace = await traceOf('burst');
    expect(ofKind(trace, 'environment_created')).toHaveLength(10);
    expect(ofKind(trace, 'invoke_ended')).toHaveLength(20);
  });

  it('async-retries tries again 1 and 2 minutes after a failure, and records the failure in the queue', async () => {
    const trace = await traceOf('async-retries');
    const started = ofKind(trace, 'invoke_started').map(({ timeUs }) => timeUs);
    const ended = ofKind(trace, 'invoke_ended').map(({ timeUs }) => timeUs);
    expect(started).toHaveLength(3);
    expect(ofKind(trace, 'retry_scheduled').map(({ value }) => value)).toEqual([60_000, 120_000]);
    for (const [i, waitS] of [60, 120].entries()) {
      const gapS = ((started[i + 1] ?? 0) - (ended[i] ?? 0)) / 1e6;
      expect(gapS).toBeGreaterThanOrEqual(waitS);
      expect(gapS).toBeLessThan(waitS + 1);
    }
    const [sent] = ofKind(trace, 'message_sent');
    const record = JSON.parse(sent?.data.body);
    expect(record.requestContext).toMatchObject({ condition: 'RetriesExhausted', approximateInvokeCount: 3 });
    expect(record.responsePayload.errorType).toBe('Error');
  });

  it('photos goes from the bucket through a function and a queue to another function', async () => {
    const trace = await traceOf('photos');
    const puts = ofKind(trace, 'object_put').length;
    expect(puts).toBeGreaterThan(0);
    expect(ofKind(trace, 'invoke_async')).toHaveLength(puts);
    expect(ofKind(trace, 'message_deleted')).toHaveLength(puts);
    expect(ofKind(trace, 'call_ended').every(({ value }) => value === 200)).toBe(true);
  });

  it('poison brings the whole batch back, so that all ten messages end in the dead-letter queue after 3 receives', async () => {
    const trace = await traceOf('poison');
    expect(ofKind(trace, 'message_redriven')).toHaveLength(10);
    for (const { subject } of ofKind(trace, 'message_redriven')) {
      const receives = ofKind(trace, 'message_received').filter((record) => record.subject === subject);
      expect(receives.map(({ value }) => value)).toEqual([1, 2, 3]);
    }
  });

  it('poison loses only the bad message when the handler names it and the mapping reports batch item failures', async () => {
    const { scenario } = exampleOf('poison');
    const text = `export const handler = async ({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => JSON.parse(body).order === 4).map(({ messageId }) => ({ itemIdentifier: messageId })),
    });`;
    const { trace } = await runHeadless({
      ...scenario,
      nodes: scenario.nodes.map((n) =>
        n.type === 'function' ? { ...n, handler: { kind: 'code', files: [{ path: 'index.mjs', text }] } } : n,
      ),
      wires: scenario.wires.map((w) => (w.type === 'mapping' ? { ...w, reportBatchItemFailures: true } : w)),
    });
    expect(ofKind(trace, 'message_deleted')).toHaveLength(9);
    const redriven = ofKind(trace, 'message_redriven');
    expect(redriven).toHaveLength(1);
    const sent = ofKind(trace, 'message_sent').find(({ subject }) => subject === redriven[0]?.subject);
    expect(sent?.data.body).toBe('{"order":4}');
  });

  it.each(examples.map(({ id }) => id))(
    '%s gives the same digest again, and every record has an earlier cause and a rule',
    async (id) => {
      const inputs: Input[] = [{ type: 'invoke', timeUs: 1000, nodeId: 'n1', mode: 'sync' }];
      const [first, second] = [await traceOf(id, inputs), await traceOf(id, inputs)];
      expect(traceDigest(second)).toBe(traceDigest(first));
      for (const { index, cause, rule } of records(first)) {
        expect(cause).toBeLessThanOrEqual(index);
        expect(rule).toMatch(/^[A-Z]+-?\d+$/);
      }
    },
  );

  it('the log of hello is what CloudWatch would show', async () => {
    const inputs: Input[] = [{ type: 'invoke', timeUs: 0, nodeId: 'n2', mode: 'sync', payload: '{}' }];
    const trace = await traceOf('hello', inputs);
    const log = new RunLog(trace);
    log.extend();
    const lines = Array.from({ length: log.length }, (_, i) => log.at(i).text.split(/[\t ]/)[0]);
    expect(lines.slice(0, 2)).toEqual(['INIT_START', 'START']);
    expect(lines.slice(-2)).toEqual(['END', 'REPORT']);
  });

  it.each(examples.map(({ id }) => id))(
    'every record of %s has a cause that reads true, few steps from its root',
    async (id) => {
      const start: Input[] = id === 'hello' ? [{ type: 'invoke', timeUs: 0, nodeId: 'n2', mode: 'sync' }] : [];
      const trace = await traceOf(id, start);
      expect(trace.length).toBeGreaterThan(5);
      expect(causeProblems(trace)).toEqual([]);
      for (let i = 0; i < trace.length; i++) expect(causeChain(trace, i).length, `record ${i}`).toBeLessThanOrEqual(25);
    },
  );
});
