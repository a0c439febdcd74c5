/**
 * Entry of the kernel worker: runs sessions for the page. The page's main thread only plays; nothing here waits for it.
 */
import { compileFiles } from '../compile/compileFiles.ts';
import { importHints } from '../compile/importHints.ts';
import type { EnvironmentHost } from '../runtime/hosts/host.ts';
import { createSandboxHost } from '../runtime/hosts/sandboxHost.ts';
import { traceDigest } from '../sim/trace/digest.ts';
import { DisabledCode } from './disabledCode.ts';
import type { FromKernel, ToKernel } from './messages.ts';
import { Session } from './session.ts';

/** The sandbox's host; pending before the first sandbox and while a lost one is being made anew. */
let host = awaitedHost();
/** What sessions see: steps wait while there is no sandbox. */
const currentHost: EnvironmentHost = {
  run: async (requests) => (await host.promise).run(requests),
  stop: (environment) => void host.promise.then((present) => present.stop(environment)),
  dispose: () => {},
};
const disabled = new DisabledCode((all) => send({ type: 'disabled', all }));
let session: Session | null = null;
let run = 0;
let sent = 0;

const send = (message: FromKernel, transfer: Transferable[] = []): void => postMessage(message, { transfer });

function awaitedHost() {
  let resolve: (host: EnvironmentHost) => void = () => {};
  const promise = new Promise<EnvironmentHost>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function sandboxLost(): void {
  host = awaitedHost();
  send({ type: 'sandbox-lost' });
}

/** Lets messages in: a task of its own, without the clamp that nested timers have. */
const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();
const yieldNow = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    turns.port2.postMessage(0);
  });

function sendProgress(computing: boolean): void {
  if (!session) return;
  if (session.trace.length > sent) {
    const chunk = session.trace.chunk(sent);
    sent = session.trace.length;
    send({ type: 'chunk', run, chunk });
  }
  send({
    type: 'progress',
    run,
    frontierUs: session.frontierUs,
    computing,
    finished: session.finished,
    reproducible: session.reproducible,
  });
}

function cutTo(length: number): void {
  if (length >= sent) return;
  sent = length;
  send({ type: 'cut', run, length });
}

async function open(message: Extract<ToKernel, { type: 'open' }>): Promise<void> {
  await session?.interrupt();
  session?.end();
  run = message.run;
  sent = 0;
  session = new Session(message.scenario, message.inputs, {
    host: currentHost,
    compile: (files) => compileFiles(files).files,
    yieldNow,
    onProgress: () => sendProgress(true),
    disabled,
  });
}

/** A run that is being opened; messages about it wait for that, while an `act` may still interrupt an `advance`. */
let opening: Promise<void> = Promise.resolve();

async function handle(message: ToKernel): Promise<void> {
  switch (message.type) {
    case 'sandbox':
      host.resolve(createSandboxHost(message.port, { onLost: sandboxLost }));
      return;
    case 'enable':
      disabled.enable(message.key);
      return;
    case 'open':
      opening = opening.then(() => open(message));
      return opening;
    case 'check':
      send({
        type: 'reply',
        callId: message.callId,
        value: [...compileFiles(message.files).problems, ...importHints(message.files)],
      });
      return;
    default:
  }
  await opening;
  if (!session || message.run !== run) return;
  switch (message.type) {
    case 'close':
      await session.interrupt();
      session.end();
      session = null;
      return;
    case 'advance':
      await session.advance(message.untilUs, message.maxRecords);
      sendProgress(false);
      return;
    case 'act': {
      if (message.durationS !== null) cutTo(await session.setDuration(message.durationS, message.timeUs));
      const { input, kept } = await session.act(message.timeUs, message.inputs);
      cutTo(kept);
      sendProgress(false);
      send({ type: 'reply', callId: message.callId, value: input });
      return;
    }
    case 'digest':
      send({ type: 'reply', callId: message.callId, value: traceDigest(session.trace) });
      return;
    default:
      message satisfies never;
  }
}

addEventListener('message', (event: MessageEvent<ToKernel>) => {
  handle(event.data).catch((error: unknown) => {
    send({ type: 'failed', run, message: error instanceof Error ? error.message : String(error) });
  });
});
