/** The page's end of the kernel worker: makes the worker and the sandbox, and sends messages with replies. */
import type { CompileProblem, FromKernel, ToKernel } from '../engine/messages.ts';
import type { Sandbox } from '../runtime/hosts/openSandbox.ts';
import type { SourceFile } from '../scenario/schema.ts';

type Listener = (message: Exclude<FromKernel, { type: 'reply' }>) => void;

let worker: Worker | null = null;
let sandbox: Promise<Sandbox> | null = null;
let calls = 0;
const pending = new Map<number, (value: unknown) => void>();
let listener: Listener = () => {};

export function listenToKernel(next: Listener): void {
  listener = next;
}

function kernel(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('../engine/kernelWorker.ts', import.meta.url), { type: 'module', name: 'kernel' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromKernel>) => {
    if (data.type === 'reply') {
      pending.get(data.callId)?.(data.value);
      pending.delete(data.callId);
      return;
    }
    if (data.type === 'sandbox-lost') closeSandbox();
    listener(data);
  });
  return worker;
}

export function post(message: ToKernel): void {
  kernel().postMessage(message);
}

/** Sees to it that there is a sandbox; called before code may run. */
export function ensureSandbox(): void {
  if (sandbox) return;
  sandbox = newSandbox();
}

/** What environments run is large and comes with the first run, not with the page. */
async function newSandbox(): Promise<Sandbox> {
  const { openSandbox } = await import('../runtime/hosts/openSandbox.ts');
  const opened = openSandbox(document);
  kernel().postMessage({ type: 'sandbox', port: opened.port } satisfies ToKernel, [opened.port]);
  return opened;
}

function closeSandbox(): void {
  void sandbox?.then(({ iframe }) => iframe.remove());
  sandbox = null;
}

type Call = Extract<ToKernel, { callId: number }>;
type CallOf<T extends Call['type']> = Omit<Extract<Call, { type: T }>, 'type' | 'callId'>;

/** `Value` is what kernelWorker.ts replies with to such a call. */
function call<Value, T extends Call['type']>(type: T, rest: CallOf<T>): Promise<Value> {
  calls += 1;
  const callId = calls;
  return new Promise((resolve) => {
    // Both ends are ours: the reply to this call is a Value.
    pending.set(callId, resolve as (value: unknown) => void);
    // The rest and the two added fields make up exactly one member of the union.
    post({ type, callId, ...rest } as unknown as ToKernel);
  });
}

export const callAct = (rest: CallOf<'act'>): Promise<number> => call('act', rest);
export const callDigest = (run: number): Promise<string> => call('digest', { run });
export const callCheck = (files: readonly SourceFile[]): Promise<readonly CompileProblem[]> => call('check', { files });
