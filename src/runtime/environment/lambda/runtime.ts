/** The Lambda runtime inside the environment: start, load the handler, take events. */
import type { InitStep, InvokeStep } from '../../protocol.ts';
import { logRuntimeError, patchConsole } from '../console.ts';
import { enqueueTick, runMicrotask, setWaitingForEvent } from '../eventLoop.ts';
import { enqueueMicrotask } from '../primordials.ts';
import { processObject, setUnsettledAtTop } from '../process.ts';
import { postFatal } from './client.ts';
import { CallbackHandlerDeprecated, unhandledRejection } from './errors.ts';
import { invoke, type LoadedHandler, runBeforeExit, scheduleNext, setBeforeExit } from './invocation.ts';
import { type HandlerMetadata, loadHandler, metadataOf } from './loadHandler.ts';
import { awslambda } from './streaming.ts';

const CALLBACKS_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

const CALLBACKS_END =
  'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.';

/** Exit codes of the runtime for the two kinds of errors that nobody caught (NODE-13, SIM-12). */
const EXIT_UNHANDLED_REJECTION = 128;
const EXIT_UNCAUGHT_EXCEPTION = 129;

let loaded: LoadedHandler | undefined;

/** Starts the runtime and loads the handler. What fails ends the process like any uncaught error. */
export function startRuntime(step: InitStep): void {
  // The runtime's main module awaits the loading of the handler, so user code begins in a microtask.
  enqueueMicrotask(() => runMicrotask(() => start(step)));
}

function start(step: InitStep): void {
  const isModern = Number(/^nodejs(\d+)/.exec(step.runtime)?.[1] ?? 24) >= 24;
  patchConsole();
  listen();
  if (!/^(1|true)$/.test(processObject.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '')) {
    Object.assign(globalThis, { awslambda });
  }
  setUnsettledAtTop(true);
  load(step.handler, isModern).then(
    () => {
      setUnsettledAtTop(false);
      scheduleNext();
    },
    // The failure of the main module comes to light after the ticks that it left behind.
    (error: unknown) =>
      enqueueTick(() => {
        setUnsettledAtTop(false);
        failInit(error, isModern);
      }),
  );
}

async function load(setting: string, isModern: boolean): Promise<void> {
  const handler = await loadHandler(setting);
  const metadata = metadataOf(handler);
  if (isModern && metadata.parameters >= 3 && !metadata.isStreaming)
    throw new CallbackHandlerDeprecated(CALLBACKS_REMOVED);
  if (!isModern) warnOfCallback(metadata);
  loaded = { handler, metadata, isModern };
}

function warnOfCallback({ parameters, isAsync, isStreaming }: HandlerMetadata): void {
  const isSilent = processObject.env.AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING !== undefined;
  if (parameters === 3 && !isAsync && !isStreaming && !isSilent) console.warn(CALLBACKS_END);
}

function failInit(error: unknown, isModern: boolean): void {
  if (!isModern) {
    processObject.emit('uncaughtException', error, 'uncaughtException');
    return;
  }
  logRuntimeError('Init Error', error);
  postFatal(error);
  processObject.exit(1);
}

/** What the runtime registers on `process`; user code can remove it, as on Lambda. */
function listen(): void {
  processObject.on('uncaughtException', (error) => {
    logRuntimeError('Uncaught Exception', error);
    postFatal(error);
    processObject.exit(EXIT_UNCAUGHT_EXCEPTION);
  });
  processObject.on('unhandledRejection', (reason, promise) => {
    const error = unhandledRejection(reason, promise);
    logRuntimeError('Unhandled Promise Rejection', error);
    postFatal(error);
    processObject.exit(EXIT_UNHANDLED_REJECTION);
  });
  setBeforeExit(() => {});
  processObject.on('beforeExit', runBeforeExit);
}

/** Gives the handler an event. */
export function takeEvent(step: InvokeStep): void {
  if (!loaded) throw new Error('An event comes only after the runtime has asked for one.');
  setWaitingForEvent(false);
  const handler = loaded;
  // The runtime has awaited the event: the handler begins in a microtask, before any tick.
  enqueueMicrotask(() => runMicrotask(() => invoke(handler, step)));
}
