/**
 * Entry of the script of a classic worker in the sandbox. It holds the port to the kernel side, so it uses captured
 * built-ins only: whatever user code does to prototypes, the port never becomes a `this` or an argument of its code.
 */
import { apply, construct, NativePromise } from '../primordials.ts';
import { openResidents, type Residents } from './residents.ts';
import { scriptLoader } from './scripts.ts';

/** What a worker posts for a step that it cannot run, because what was done to its realm cannot be undone. */
const REFUSED = 'refused';
/** What a worker posts now and then while a step counts. */
const COUNTING = 'counting';
/** What the frame posts first: where the script of the environment is, and its parts by name. */
interface Scripts {
  readonly core: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** Rejecting a promise with this asks the browser to report it: after every rejection before it. */
const DRAINED: object = Object.freeze(Object.create(null));

const NativeBlob = Blob;
const createObjectUrl = URL.createObjectURL;
const revokeObjectUrl = URL.revokeObjectURL;
const nativeImportScripts = importScripts;
const nativeAddEventListener = EventTarget.prototype.addEventListener;
const nativePostMessage = MessagePort.prototype.postMessage;
const nativeStart = MessagePort.prototype.start;
const preventDefault = Event.prototype.preventDefault;
const rejectPromise = Promise.reject;
const scope = globalThis;

function listen(target: object, type: string, listener: (event: never) => void): void {
  apply(nativeAddEventListener, target, [type, listener]);
}

function importText(text: string): void {
  const url: string = apply(createObjectUrl, undefined, [construct(NativeBlob, [[text], { type: 'text/javascript' }])]);
  try {
    apply(nativeImportScripts, scope, [url]);
  } finally {
    apply(revokeObjectUrl, undefined, [url]);
  }
}

let port: MessagePort | undefined;
let residents: Residents | undefined;
/** What the port is to be told when microtasks are drained: nothing, that a step was refused, or the answer to it. */
let pending: 'none' | 'refusal' | 'answer' = 'none';

// The frame's message comes before any user code; a later one would find `ports` read by code that is not ours.
listen(scope, 'message', (event: MessageEvent<Scripts>) => {
  const kernelPort = event.ports[0];
  if (!port && kernelPort) start(kernelPort, event.data);
});
// Reported to the simulated process; the browser's console is not for them.
listen(scope, 'unhandledrejection', (event: PromiseRejectionEvent) => {
  apply(preventDefault, event, []);
  const { reason, promise } = event;
  if (reason === DRAINED) goOn();
  else residents?.current().noteRejection(reason, promise);
});
listen(scope, 'rejectionhandled', (event: PromiseRejectionEvent) =>
  residents?.current().forgetRejection(event.promise),
);
listen(scope, 'error', (event: ErrorEvent) => apply(preventDefault, event, []));

const importUrl = (url: string) => apply(nativeImportScripts, scope, [url]);

function start(kernelPort: MessagePort, { core, parts }: Scripts): void {
  port = kernelPort;
  // The script hands over a function that evaluates it.
  const evaluate = scriptLoader.functionAt(core, importUrl) as () => void;
  const services = scriptLoader.services(importText, () => apply(nativePostMessage, kernelPort, [COUNTING]));
  residents = openResidents(evaluate, { services, loadPart: scriptLoader.partLoader(parts, importUrl) });
  listen(kernelPort, 'message', (event: MessageEvent<readonly [number, string | undefined]>) => take(event.data));
  // The browser drains microtasks between two listeners of one event.
  listen(kernelPort, 'message', () => {
    if (pending === 'answer') drain();
    else if (pending === 'refusal') apply(nativePostMessage, kernelPort, [REFUSED]);
  });
  apply(nativeStart, kernelPort, []);
  apply(nativePostMessage, kernelPort, ['ready']);
}

/** A step of an environment, or without one its end. */
function take(message: readonly [environment: number, text: string | undefined]): void {
  const environment = message[0];
  const text = message[1];
  pending = 'none';
  if (text === undefined) residents?.drop(environment);
  else pending = residents?.begin(environment, text) ? 'answer' : 'refusal';
}

/**
 * Lets the browser report unhandled rejections. It does so in a task that it queues when microtasks are drained, and
 * for each promise in the order in which they were rejected: when it reports ours there are no others.
 */
function drain(): void {
  apply(rejectPromise, NativePromise, [DRAINED]);
}

function goOn(): void {
  const answer = residents?.current().settle();
  if (typeof answer === 'string' && port) apply(nativePostMessage, port, [answer]);
  else drain();
}
