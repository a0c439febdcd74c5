/** Asynchronous events that fail at random, until each has ended: for the figures of retries. */
import { CONDITIONS, KIND } from '../../trace/records.ts';
import { run } from '../run.ts';
import { scenario } from '../scenarioBuilder.ts';

export interface AsyncLoad {
  readonly failure_prob: number;
  readonly retries: number;
  readonly service_s: number;
  readonly events: number;
  readonly seed: number;
}

/** By the beginnings of the ids of their cases; times in s. */
export function asyncFigures(load: AsyncLoad): Readonly<Record<string, number>> {
  const { trace } = settled(load);
  const acceptedUs = new Map<number, number>();
  const delays = { all: 0, succeeded: 0 };
  let [attempts, succeeded] = [0, 0];
  for (let i = 0; i < trace.length; i++) {
    const subject = trace.subject[i] ?? 0;
    const timeUs = trace.time[i] ?? 0;
    if (trace.kind[i] === KIND.invoke_async) acceptedUs.set(subject, timeUs);
    else if (trace.kind[i] === KIND.invoke_started) attempts++;
    else if (trace.kind[i] === KIND.event_ended) {
      const delayS = (timeUs - (acceptedUs.get(subject) ?? 0)) / 1e6;
      delays.all += delayS;
      if (CONDITIONS[trace.value[i] ?? 0] !== 'Success') continue;
      succeeded++;
      delays.succeeded += delayS;
    }
  }
  const { events } = load;
  return {
    'f-attempts': attempts / events,
    'f-drop': 1 - succeeded / events,
    'f-delay': delays.all / events,
    'f-delay-success': delays.succeeded / succeeded,
  };
}

/** Events come one after the other: a burst would meet the rate of new environments. */
function settled({ failure_prob, retries, service_s, events, seed }: AsyncLoad) {
  const handler = {
    kind: 'modelled',
    errorRate: failure_prob,
    duration: { kind: 'constant', ms: service_s * 1000 },
  } as const;
  const s = scenario({ seed, durationS: 604_800, account: { concurrencyLimit: 100_000 }, model: INSTANT })
    .client('c', { traffic: { kind: 'every', everyMs: 10, count: events } })
    .modelled('f', 0, { handler, asyncRetryAttempts: retries })
    .wire('async', 'c', 'f');
  return run(s).until(events * 0.01 + 200).kernel;
}

/** Nothing of a cold start takes time. */
export const INSTANT = { coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 } } as const;

/** How often an event is tried again while it is always refused. */
export function throttleRetries(): number {
  const s = scenario({ durationS: 30_000, account: { concurrencyLimit: 1 } })
    .client('c', { traffic: { kind: 'single' } })
    .modelled('f', 1)
    .modelled('other', 1, { reservedConcurrency: 1 })
    .wire('async', 'c', 'f');
  return run(s).until(30_000).records('retry_scheduled').length;
}
