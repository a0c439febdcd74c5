/** Environments answer with anything at all; the reader refuses or lets through, and the run goes on and keeps its books. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EnvironmentHost } from '../runtime/hosts/host.ts';
import { parseStepAnswer } from '../runtime/hosts/parseStepAnswer.ts';
import { LIMITS } from '../runtime/protocol.ts';
import { type HostileMessage, hostileMessage } from '../runtime/testing/hostileMessages.ts';
import { checkInvariants } from '../sim/testing/invariants.ts';
import { scenario } from '../sim/testing/scenarioBuilder.ts';
import { traceDigest } from '../sim/trace/digest.ts';
import { Session } from './session.ts';

const SEED = 20261125;
const RUNS = 150;
const MESSAGES_A_RUN = 80;
const DURATION_S = 60;
/** A step can be followed by as many records as it has effects, and a few for each message on the canvas. */
const RECORDS_EACH_STEP = 10 * LIMITS.effectsPerStep;
const RECORDS_WITHOUT = 10_000;

const every = (everyMs: number, count: number) => ({ traffic: { kind: 'every' as const, everyMs, count } });
const canvas = scenario({ durationS: DURATION_S })
  .client('c', every(300, 60))
  .client('d', every(700, 30))
  .code('f', { timeoutS: 1 })
  .code('g', { timeoutS: 3 })
  .queue('q', { visibilityTimeoutS: 5, ...every(4000, 4) })
  .bucket('b')
  .topic('t')
  .wire('sync', 'c', 'f')
  .wire('async', 'd', 'g')
  .wire('mapping', 'q', 'g', { reportBatchItemFailures: true })
  .wire('onFailure', 'g', 'q')
  .wire('subscription', 't', 'q')
  .wire('async', 'b', 'g')
  .build();

/** Answers steps with the messages in turn, as the sandbox's host does: what cannot be read stops the environment. */
function lyingHost(messages: readonly HostileMessage[]) {
  const told = { given: 0, refused: 0 };
  const host: EnvironmentHost = {
    run: (requests) =>
      Promise.resolve(
        requests.map(({ step: { stepId } }) => {
          const message = messages[told.given % messages.length];
          told.given += 1;
          const parsed = parseStepAnswer(message?.(stepId), stepId);
          if (parsed.ok) return parsed.answer;
          told.refused += 1;
          return { stepId, status: 'stopped', reason: 'invalid-answer' };
        }),
      ),
    stop: () => {},
    dispose: () => {},
  };
  return { host, told };
}

function open(messages: readonly HostileMessage[]) {
  const lying = lyingHost(messages);
  const session = new Session(canvas, [], { host: lying.host, compile: () => [], yieldNow: () => Promise.resolve() });
  return { ...lying, session };
}

describe('hostile environments', () => {
  it(`cannot make a run throw, hang, lose a request or grow without bound (${RUNS * MESSAGES_A_RUN} messages, seed ${SEED})`, async () => {
    const totals = { messages: 0, steps: 0, refused: 0, records: 0 };
    const property = fc.asyncProperty(
      fc.array(hostileMessage, { minLength: MESSAGES_A_RUN, maxLength: MESSAGES_A_RUN }),
      async (messages) => {
        const { session, told } = open(messages);
        await session.advance(DURATION_S * 1e6);
        expect(session.finished).toBe(true);
        const { trace } = session;
        const records = Array.from({ length: trace.length }, (_, i) => trace.at(i));
        checkInvariants(canvas, records, DURATION_S * 1e6);
        expect(records.length).toBeLessThan(RECORDS_EACH_STEP * told.given + RECORDS_WITHOUT);
        totals.messages += messages.length;
        totals.steps += told.given;
        totals.refused += told.refused;
        totals.records += records.length;
      },
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    console.log(
      `${totals.messages} hostile messages; ${totals.steps} steps answered with them, ${totals.refused} refused; ${totals.records} records`,
    );
    expect(totals.messages).toBeGreaterThanOrEqual(10_000);
    expect(totals.steps - totals.refused).toBeGreaterThan(1000);
    expect(totals.refused).toBeGreaterThan(1000);
  }, 300_000);

  it('give the same run when they say the same again', async () => {
    const messages = fc.sample(hostileMessage, { numRuns: 60, seed: SEED });
    const digests = [];
    for (let i = 0; i < 2; i++) {
      const { session } = open(messages);
      await session.advance(DURATION_S * 1e6);
      digests.push(traceDigest(session.trace));
    }
    expect(digests[0]).toBe(digests[1]);
  });

  it('are held to what one answer may bring', () => {
    const longest = { type: 'log', tick: 0, text: 'x'.repeat(LIMITS.logLineBytes), level: 'INFO' };
    const refused = (effects: readonly object[]) =>
      parseStepAnswer(JSON.stringify({ stepId: 1, status: 'quiescent', ticks: 0, memoryMb: 1, effects }), 1);
    expect(refused(Array(30).fill(longest))).toMatchObject({ ok: true });
    expect(refused(Array(40).fill(longest))).toMatchObject({ ok: false });
    // Where a line came from counts as part of it.
    const place = { ...longest, text: 'x', line: { file: 'f'.repeat(4096), line: 1 } };
    expect(refused(Array(2000).fill(place))).toMatchObject({ ok: false });
    const call = { type: 'call', tick: 0, callId: 1, service: 's3', command: 'PutObject' };
    const body = (characters: number) => ({ ...call, input: { Body: 'x'.repeat(characters) } });
    expect(refused([body(LIMITS.callInputBytes / 2)])).toMatchObject({ ok: true });
    expect(refused([body(2 * LIMITS.callInputBytes)])).toMatchObject({ ok: false });
    const modules = Array(5000).fill({ path: 'p'.repeat(4000), ticks: 1, selfTicks: 1, depth: 0 });
    expect(refused([{ type: 'initDone', tick: 0, modules }])).toMatchObject({ ok: false });
  });
});
