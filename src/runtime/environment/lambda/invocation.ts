/** One invocation, from the event to the answer, as the Node.js runtimes run it (NODE-6, NODE-10, NODE-11). */
import type { InvokeStep } from '../../protocol.ts';
import { CHARGES } from '../charges.ts';
import { dateOf, nowMs } from '../clock.ts';
import { logRuntimeError, setLogRequestId } from '../console.ts';
import { charge } from '../counter.ts';
import { addHandle, enqueueImmediate, removeHandle } from '../eventLoop.ts';
import { jsonTicks } from '../jsonCost.ts';
import { processObject } from '../process.ts';
import { openInvocation, postError, postResponse, requestNext } from './client.ts';
import { JSONStringifyError, NodeJsExit } from './errors.ts';
import type { Handler, HandlerMetadata } from './loadHandler.ts';
import { responseStream } from './streaming.ts';

const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

/** What runs when the event loop is empty; the runtime keeps it in a global of this name. */
const BEFORE_EXIT = Symbol.for('aws.lambda.beforeExit');

export function setBeforeExit(listener: () => void): void {
  Reflect.set(globalThis, BEFORE_EXIT, listener);
}

export function runBeforeExit(): void {
  Reflect.get(globalThis, BEFORE_EXIT)();
}

const resetBeforeExit = () => setBeforeExit(() => {});

/** Asks for the next event in the next turn of the event loop. */
export function scheduleNext(): void {
  enqueueImmediate(requestNext);
}

/** `this` in a handler is the runtime's own object; here it is an empty one of the same class name. */
class Runtime {}
const runtime = new Runtime();

export interface LoadedHandler {
  readonly handler: Handler;
  readonly metadata: HandlerMetadata;
  /** Node.js 24 and later: no callbacks, no waiting for an empty event loop. */
  readonly isModern: boolean;
}

export function invoke(loaded: LoadedHandler, step: InvokeStep): void {
  openInvocation();
  setLogRequestId(step.requestId);
  charge(CHARGES.invoke + jsonTicks(step.event) + step.event.length * CHARGES.transferCharacter);
  if (loaded.metadata.isStreaming) invokeStreaming(loaded, step);
  else if (loaded.isModern) invokeModern(loaded, step);
  else invokeWithCallback(loaded, step);
}

/** Node.js 22 and older: promise, callback and `context.done` styles (NODE-7, NODE-8). */
function invokeWithCallback({ handler, metadata }: LoadedHandler, step: InvokeStep): void {
  let isComplete = false;
  const complete = (result: unknown) => {
    if (isComplete) {
      console.error(
        'Invocation has already been reported as done. Cannot call complete more than once per invocation.',
      );
      return;
    }
    isComplete = true;
    postResponse(serialise(result, () => new Error('Unable to stringify response body')));
    scheduleNext();
  };
  const fail = (error: unknown) => {
    logRuntimeError('Invoke Error', error);
    postError(error);
    scheduleNext();
  };
  let waitsForEmptyLoop = true;
  const once = firstOnly();
  const callback = once((error: unknown, result: unknown) => {
    resetBeforeExit();
    if (error !== undefined && error !== null) fail(error);
    else if (!waitsForEmptyLoop) complete(result);
    else setBeforeExit(() => enqueueImmediate(() => complete(result)));
  });
  const done = (error: unknown, result: unknown) => {
    resetBeforeExit();
    if (error !== undefined && error !== null) fail(error);
    else complete(result);
  };
  const succeed = once((result: unknown) => done(null, result));
  const failWith = once((error: unknown) => done(error ?? 'handled', null));
  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waitsForEmptyLoop;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waitsForEmptyLoop = value;
    },
    succeed,
    fail: failWith,
    done: once(done),
  };
  setBeforeExit(() => {
    isComplete = true;
    if (metadata.isAsync) {
      fail(new NodeJsExit(NEVER_SETTLED));
    } else {
      postResponse('null');
      scheduleNext();
    }
  });
  try {
    const result = call(handler, JSON.parse(step.event), withData(context, step), callback);
    if (isThenable(result)) {
      const chained: unknown = result.then(succeed, failWith);
      // Only a promise gives something to catch on; the runtime fails alike on other thenables without one.
      (chained as Promise<unknown>).catch(failWith);
    }
  } catch (error) {
    callback(error, undefined);
  }
}

/** Node.js 24 and later: what the handler returns, or what its promise gives, is the response. */
function invokeModern({ handler }: LoadedHandler, step: InvokeStep): void {
  const fail = (reason: unknown) => {
    const error = reason ?? 'handled';
    resetBeforeExit();
    logRuntimeError('Invoke Error', error);
    postError(error);
    scheduleNext();
  };
  const succeed = (result: unknown) => {
    resetBeforeExit();
    // One turn passes before the response is posted (NODE-10).
    enqueueImmediate(() => {
      try {
        postResponse(serialise(result, () => new JSONStringifyError('Unable to stringify response body')));
      } catch (error) {
        fail(error);
        return;
      }
      scheduleNext();
    });
  };
  setBeforeExit(() => fail(new NodeJsExit(NEVER_SETTLED)));
  try {
    const result = call(handler, JSON.parse(step.event), withData({}, step));
    if (isThenable(result)) Promise.resolve(result).then(succeed, fail);
    else succeed(result);
  } catch (error) {
    fail(error);
  }
}

function invokeStreaming({ handler, isModern }: LoadedHandler, step: InvokeStep): void {
  const stream = responseStream();
  let waitsForEmptyLoop = !isModern;
  const next = () => {
    resetBeforeExit();
    if (!waitsForEmptyLoop) scheduleNext();
    else setBeforeExit(() => enqueueImmediate(scheduleNext));
  };
  const fail = (error: unknown) => {
    logRuntimeError('Invoke Error', error);
    stream.fail(error, next);
  };
  const context = isModern
    ? {}
    : {
        get callbackWaitsForEmptyEventLoop() {
          return waitsForEmptyLoop;
        },
        set callbackWaitsForEmptyEventLoop(value) {
          waitsForEmptyLoop = value;
        },
      };
  setBeforeExit(scheduleNext);
  const finish = (result: unknown) => {
    if (result !== undefined) console.warn('Streaming handlers ignore return values.');
    if (stream.writableEnded) return next();
    // The runtime waits for the end of its request: without `end()` until the timeout (NODE-17).
    addHandle();
    stream.once('finish', () => {
      removeHandle();
      next();
    });
  };
  try {
    const result = call(handler, JSON.parse(step.event), stream, withData(context, step));
    if (isThenable(result)) Promise.resolve(result).then(finish).catch(fail);
    else fail('Streaming does not support non-async handlers.');
  } catch (error) {
    fail(error);
  }
}

function call(handler: Handler, ...args: unknown[]): unknown {
  return Reflect.apply(handler, runtime, args);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  // Anything but null and undefined can be asked for a property.
  return Boolean(value) && typeof (value as { then?: unknown }).then === 'function';
}

/** Of all functions wrapped together only the first call has an effect; one that throws does not count. */
function firstOnly() {
  let isFinished = false;
  return <A extends unknown[]>(run: (...args: A) => void) =>
    (...args: A): void => {
      if (isFinished) return;
      run(...args);
      isFinished = true;
    };
}

function serialise(result: unknown, failure: () => Error): string {
  try {
    // Functions and symbols have no JSON; the runtime posts an empty body for them, which counts as null (INV-6, NODE-14).
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw failure();
  }
}

/** The context object: what the style of handler needs, then the fields of NODE-15. */
function withData(context: object, { context: data, ...step }: InvokeStep): object {
  if (step.traceId === '') delete processObject.env._X_AMZN_TRACE_ID;
  else processObject.env._X_AMZN_TRACE_ID = step.traceId;
  const deadlineMs = dateOf(step.deadlineUs);
  return Object.assign(context, {
    functionVersion: data.functionVersion,
    functionName: data.functionName,
    memoryLimitInMB: data.memoryLimitInMB,
    logGroupName: data.logGroupName,
    logStreamName: data.logStreamName,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: data.invokedFunctionArn,
    awsRequestId: step.requestId,
    tenantId: undefined,
    getRemainingTimeInMillis: () => deadlineMs - nowMs(),
  });
}
