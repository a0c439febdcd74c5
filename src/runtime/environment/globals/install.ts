/** Makes the global scope that of a Node.js process on virtual time. Order matters: what is captured first is native. */

import { bindContext } from '../asyncContext.ts';
import { CHARGES } from '../charges.ts';
import { consoleObject } from '../console.ts';
import { charge, onSized } from '../counter.ts';
import { runMicrotask } from '../eventLoop.ts';
import { noteSized } from '../memory.ts';
import { installProxyMark } from '../node/utilTypes.ts';
import { invalidArgType } from '../node/validate.ts';
import { enqueueMicrotask } from '../primordials.ts';
import { processObject } from '../process.ts';
import { fraction, randomStream } from '../random.ts';
import { installStackFilter } from '../stack.ts';
import * as timers from '../timers.ts';
import { installMending } from '../wording.ts';
import { installAbort } from './abort.ts';
import { installBlob } from './blob.ts';
import { completeBuffer } from './buffer.ts';
import { installBulk } from './bulk.ts';
import { installCharges } from './charged.ts';
import { structuredClone } from './clone.ts';
import { installDate } from './date.ts';
import { installDepth } from './depth.ts';
import { installDomException } from './domException.ts';
import { refuseCodeFromText } from './evaluation.ts';
import { installEventTarget } from './eventTarget.ts';
import { installFunctionText } from './functionText.ts';
import { installLate } from './late.ts';
import { installMath } from './math/install.ts';
import { installNumberText } from './numberText.ts';
import { performance } from './performance.ts';
import { randomness } from './randomness.ts';
import { installSort } from './sort.ts';
import { defineGlobal, stripGlobals } from './strip.ts';
import { offerSurface } from './surface/surface.ts';
import { installText } from './text.ts';
import { installUrl } from './url.ts';
import { installWeak } from './weak.ts';

/** What a loop over the global object of Node.js finds. */
const ENUMERABLE =
  'global clearImmediate setImmediate clearInterval clearTimeout setInterval setTimeout queueMicrotask structuredClone atob btoa performance navigator crypto'.split(
    ' ',
  );

/** Once, before anything of a user runs; `seed` decides all that is random. */
export function installGlobals(): void {
  installMending();
  stripGlobals();
  offerSurface();
  refuseCodeFromText();
  installDomException();
  installText();
  installUrl();
  installStackFilter();
  installDate();
  installSort();
  installMath();
  installNumberText();
  installWeak();
  installFunctionText();
  installEventTarget();
  installAbort();
  installBlob();
  installProxyMark();
  installLate();
  Object.defineProperty(globalThis, Symbol.toStringTag, { value: 'global', configurable: true });
  const completedBuffer = completeBuffer();
  const globals = {
    global: globalThis,
    process: processObject,
    console: consoleObject,
    Buffer: completedBuffer,
    performance,
    structuredClone,
    queueMicrotask,
    setTimeout: timers.setTimeout,
    setInterval: timers.setInterval,
    setImmediate: timers.setImmediate,
    clearTimeout: timers.clearTimeout,
    clearInterval: timers.clearInterval,
    clearImmediate: timers.clearImmediate,
  };
  for (const [name, value] of Object.entries(globals)) defineGlobal(name, value);
  for (const name of ENUMERABLE) Object.defineProperty(globalThis, name, { enumerable: true });
  installCharges();
  installBulk(completedBuffer);
  installDepth();
  onSized(noteSized);
}

function queueMicrotask(callback: unknown): void {
  if (typeof callback !== 'function') {
    throw invalidArgType('callback', 'of type function', callback);
  }
  charge(CHARGES.reaction);
  enqueueMicrotask(bindContext(() => runMicrotask(() => callback())));
}

/** Sets the seed of `Math.random` and of everything in `crypto`. */
export function seedGlobals(seed: string): void {
  const math = randomStream(seed, 'Math.random');
  randomness.stream = randomStream(seed, 'crypto');
  Object.defineProperty(Math, 'random', {
    value: { random: () => fraction(math) }.random,
    writable: true,
    configurable: true,
  });
}

export { randomness };
