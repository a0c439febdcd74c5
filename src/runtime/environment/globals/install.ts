/** Makes the global scope that of a Node.js process on virtual time. Order matters: what is captured first is native. */

import { bindContext } from '../asyncContext.ts';
import { CHARGES } from '../charges.ts';
import { originMs, processMs } from '../clock.ts';
import { consoleObject } from '../console.ts';
import { charge, onSized } from '../counter.ts';
import { runMicrotask } from '../eventLoop.ts';
import { noteSized } from '../memory.ts';
import { nodeError } from '../nodeError.ts';
import { enqueueMicrotask } from '../primordials.ts';
import { processObject } from '../process.ts';
import { fillRandom, fraction, randomStream, randomUuid } from '../random.ts';
import { installStackFilter } from '../stack.ts';
import * as timers from '../timers.ts';
import { installMending } from '../wording.ts';
import { installAbort } from './abort.ts';
import { completeBuffer } from './buffer.ts';
import { installBulk } from './bulk.ts';
import { installCharges } from './charged.ts';
import { installDate } from './date.ts';
import { installDepth } from './depth.ts';
import { refuseCodeFromText } from './evaluation.ts';
import { fetch } from './fetch.ts';
import { installFunctionText } from './functionText.ts';
import { installMath } from './math/install.ts';
import { installNumberText } from './numberText.ts';
import { installSort } from './sort.ts';
import { defineGlobal, stripGlobals } from './strip.ts';
import { offerSurface } from './surface/surface.ts';
import { installText } from './text.ts';
import { installWeak } from './weak.ts';

/** Once, before anything of a user runs; `seed` decides all that is random. */
export function installGlobals(): void {
  installMending();
  stripGlobals();
  offerSurface();
  refuseCodeFromText();
  installText();
  installStackFilter();
  installDate();
  installSort();
  installMath();
  installNumberText();
  installWeak();
  installFunctionText();
  installAbort();
  Object.defineProperty(globalThis, Symbol.toStringTag, { value: 'global', configurable: true });
  const completedBuffer = completeBuffer();
  const globals = {
    global: globalThis,
    process: processObject,
    console: consoleObject,
    Buffer: completedBuffer,
    fetch,
    performance,
    queueMicrotask,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    setImmediate: timers.setImmediate,
    clearTimeout: timers.clearTimeout,
    clearInterval: timers.clearInterval,
    clearImmediate: timers.clearImmediate,
  };
  for (const [name, value] of Object.entries(globals)) defineGlobal(name, value);
  installCharges();
  installBulk(completedBuffer);
  installDepth();
  onSized(noteSized);
}

export const performance = {
  now: () => processMs(),
  get timeOrigin() {
    return originMs();
  },
  mark: (name: string) => ({ name, entryType: 'mark', startTime: processMs(), duration: 0 }),
  measure: (name: string) => ({ name, entryType: 'measure', startTime: 0, duration: processMs() }),
  getEntries: () => [],
  getEntriesByName: () => [],
  getEntriesByType: () => [],
  clearMarks: () => {},
  clearMeasures: () => {},
  toJSON: () => ({ timeOrigin: originMs() }),
};

function queueMicrotask(callback: unknown): void {
  if (typeof callback !== 'function') {
    throw nodeError(new TypeError('The "callback" argument must be of type function.'), 'ERR_INVALID_ARG_TYPE');
  }
  charge(CHARGES.reaction);
  enqueueMicrotask(bindContext(() => runMicrotask(() => callback())));
}

/** What `node:crypto` and the global `crypto` draw from. */
export const randomness = { stream: randomStream('', 'crypto') };

/** Sets the seed of `Math.random` and of everything in `crypto`. */
export function seedGlobals(seed: string): void {
  const math = randomStream(seed, 'Math.random');
  randomness.stream = randomStream(seed, 'crypto');
  Object.defineProperty(Math, 'random', {
    value: { random: () => fraction(math) }.random,
    writable: true,
    configurable: true,
  });
  defineGlobal('crypto', {
    randomUUID: () => randomUuid(randomness.stream),
    getRandomValues(array: ArrayBufferView) {
      fillRandom(randomness.stream, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      return array;
    },
  });
}
