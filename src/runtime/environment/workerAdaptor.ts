/**
 * The environment in a classic worker of the sandbox. This file holds the port to the kernel side, so it uses captured
 * built-ins only: whatever user code does to prototypes, the port never becomes a `this` or an argument of its code.
 */
import { begin, createAgent, forgetRejection, noteRejection, settle } from './agent.ts';
import { apply, construct } from './primordials.ts';

/** Turns of the worker's own event loop after which an unhandled rejection has been reported. */
const HOPS = 2;

/** Waits for the message that brings the port, then serves steps on it. */
export function startWorkerAgent(): void {
  const NativeBlob = Blob;
  const createObjectUrl = URL.createObjectURL;
  const revokeObjectUrl = URL.revokeObjectURL;
  const nativeImportScripts = importScripts;
  const nativeAddEventListener = EventTarget.prototype.addEventListener;
  const nativePostMessage = MessagePort.prototype.postMessage;
  const nativeStart = MessagePort.prototype.start;
  const preventDefault = Event.prototype.preventDefault;
  const scope = globalThis;

  function listen(target: object, type: string, listener: (event: never) => void): void {
    apply(nativeAddEventListener, target, [type, listener]);
  }

  function importText(text: string): void {
    const url: string = apply(createObjectUrl, undefined, [
      construct(NativeBlob, [[text], { type: 'text/javascript' }]),
    ]);
    try {
      apply(nativeImportScripts, scope, [url]);
    } finally {
      apply(revokeObjectUrl, undefined, [url]);
    }
  }

  let port: MessagePort | undefined;
  listen(scope, 'message', (event: MessageEvent) => {
    // Comes before any user code; a later message would find `ports` read by code that is not ours.
    if (port) return;
    const kernelPort = event.ports[0];
    if (kernelPort) serve(kernelPort);
  });
  // Reported to the simulated process; the browser's console is not for them.
  listen(scope, 'unhandledrejection', (event: PromiseRejectionEvent) => {
    apply(preventDefault, event, []);
    noteRejection(event.reason, event.promise);
  });
  listen(scope, 'rejectionhandled', (event: PromiseRejectionEvent) => forgetRejection(event.promise));
  listen(scope, 'error', (event: ErrorEvent) => apply(preventDefault, event, []));
  const hop = new MessageChannel();
  const near = hop.port1;
  const far = hop.port2;
  let hopsLeft = 0;

  function serve(kernelPort: MessagePort): void {
    port = kernelPort;
    listen(kernelPort, 'message', (event: MessageEvent) => begin(event.data));
    // The browser drains microtasks between two listeners of one event.
    listen(kernelPort, 'message', () => wait());
    apply(nativeStart, kernelPort, []);
    apply(nativePostMessage, kernelPort, ['ready']);
  }

  function wait(): void {
    hopsLeft = HOPS;
    apply(nativePostMessage, far, [0]);
  }

  listen(near, 'message', () => {
    hopsLeft -= 1;
    if (hopsLeft > 0) {
      apply(nativePostMessage, far, [0]);
      return;
    }
    const answer = settle();
    if (answer === null) wait();
    else if (port) apply(nativePostMessage, port, [answer]);
  });
  apply(nativeStart, near, []);

  createAgent({
    loadScript(code, _path, register) {
      Reflect.set(scope, '__$reg', register);
      try {
        importText(code);
      } finally {
        Reflect.deleteProperty(scope, '__$reg');
      }
    },
    checkSyntax(text) {
      try {
        importText(text);
      } catch (error) {
        // Chromium says first in which call it found the mistake.
        return error instanceof SyntaxError
          ? error.message.replace(/^Failed to execute 'importScripts'[^:]*: /, '')
          : undefined;
      }
      return undefined;
    },
  });
}
