/**
 * Execution environments of Node.js in the calling thread, for headless runs of code that one trusts: many times faster
 * than `createNodeHost`, whose thread keeps what handlers do to memory and process away from the caller. Only text
 * crosses, and nothing waits between two steps.
 */
import vm from 'node:vm';
import type { EnvironmentScript } from './environmentScript.ts';
import type { EnvironmentHost, HostResult, StepOfEnvironment } from './host.ts';
import { createEnvironment, type EnvironmentScripts, type NodeEnvironment, prepareScripts } from './nodeContext.js';
import { parseStepAnswer } from './parseStepAnswer.ts';

/** Real time after which a step is ended, ms. Long, because the clock goes on while a busy machine does something else. */
const WATCHDOG_MS = 30_000;
/** The watchdog is a thread that Node.js starts, dear for a single step: it watches over so many ms of steps. */
const SLICE_MS = 500;

/** Hosts of a thread take turns: what is reported of promises during a slice is of the environments of one of them. */
let lastTurn: Promise<unknown> = Promise.resolve();

export interface InlineOptions {
  readonly watchdogMs?: number;
  /** Where an environment comes from: a context of its own, unless a test has several share one. */
  readonly create?: (scripts: EnvironmentScripts) => NodeEnvironment;
}

/** `environmentScript` is that of `virtual:environment-script`. */
export function createInlineHost(
  environmentScript: EnvironmentScript,
  { watchdogMs = WATCHDOG_MS, create = createEnvironment }: InlineOptions = {},
): EnvironmentHost {
  const scripts = prepareScripts(environmentScript);
  const environments = new Map<number, NodeEnvironment>();

  function runOne({ environment, step }: StepOfEnvironment): HostResult {
    const { stepId } = step;
    let present = environments.get(environment);
    if (!present) {
      if (step.type !== 'init') return { stepId, status: 'stopped', reason: 'evicted' };
      present = create(scripts);
      environments.set(environment, present);
    }
    const parsed = parseStepAnswer(answerOf(present, JSON.stringify(step)), stepId);
    if (parsed.ok) return parsed.answer;
    environments.delete(environment);
    return { stepId, status: 'stopped', reason: 'invalid-answer' };
  }

  function runThrough(
    first: readonly StepOfEnvironment[],
    next: (results: readonly HostResult[]) => readonly StepOfEnvironment[] | undefined,
  ): void {
    const untilMs = performance.now() + SLICE_MS;
    let requests: readonly StepOfEnvironment[] | undefined = first;
    let results: HostResult[] = [];
    const runSlice = () => {
      while (requests) {
        for (let request = requests[results.length]; request; request = requests[results.length])
          results.push(runOne(request));
        const done = results;
        results = [];
        requests = next(done);
        if (performance.now() > untilMs) return;
      }
    };
    while (!runWatched(runSlice, SLICE_MS + watchdogMs)) {
      // Between steps nothing takes that long: it is the step under way that does not end.
      const late = requests?.[results.length];
      if (!late) throw new Error('The watchdog struck outside of a step.');
      environments.delete(late.environment);
      results.push({ stepId: late.step.stepId, status: 'stopped', reason: 'watchdog' });
    }
  }

  return {
    run: (requests) =>
      inTurn(() => {
        let results: readonly HostResult[] = [];
        runThrough(requests, (given) => {
          results = given;
          return undefined;
        });
        return results;
      }),
    runThrough: (first, next) => inTurn(() => runThrough(first, next)),
    stop: (environment) => environments.delete(environment),
    dispose: () => environments.clear(),
  };
}

function inTurn<T>(work: () => T): Promise<T> {
  const done = lastTurn.then(work);
  // Whatever else the thread has to do gets its turn too.
  lastTurn = done.then(nextTurn, nextTurn);
  return done;
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** The environment whose step is under way. */
let current: NodeEnvironment['agent'] | undefined;

function answerOf({ agent, drain }: NodeEnvironment, text: string): string {
  current = agent;
  agent.begin(text);
  for (;;) {
    drain();
    reportRejections();
    const answer = agent.settle();
    if (answer !== null) return answer;
  }
}

/** What Node.js runs after each callback: it reports rejections that nobody handled. It has no public name. */
const reportRejections: () => void = Reflect.get(process, '_tickCallback');

const WORK = Symbol.for('lambdarium.work');
const doWork = new vm.Script(`globalThis[Symbol.for('lambdarium.work')]()`, { filename: 'work' });

/**
 * Does `work`; false when the time is up before it is done. Rejections in contexts go to the environment under way and
 * nobody else; what is reported of the calling program takes its usual way.
 */
function runWatched(work: () => void, timeoutMs: number): boolean {
  const { emit } = process;
  Reflect.set(process, 'emit', (name: string, ...args: unknown[]) => {
    const isUnhandled = name === 'unhandledRejection';
    const promise = isUnhandled ? args[1] : args[0];
    // A promise of a context is no instance of the Promise of this one.
    if ((!isUnhandled && name !== 'rejectionHandled') || promise instanceof Promise)
      return Reflect.apply(emit, process, [name, ...args]);
    if (isUnhandled) current?.noteRejection(args[0], promise);
    else current?.forgetRejection(promise);
    return true;
  });
  Reflect.set(globalThis, WORK, work);
  try {
    doWork.runInThisContext({ timeout: timeoutMs });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    Reflect.deleteProperty(globalThis, WORK);
    process.emit = emit;
  }
}
