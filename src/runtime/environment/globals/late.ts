/** Globals that are evaluated when they are first asked for: most handlers use none of them. */
import { defineProperty } from '../primordials.ts';
import { fillRandom, randomUuid } from '../random.ts';
import { domException } from './domException.ts';
import { randomness } from './randomness.ts';
import { defineGlobal } from './strip.ts';

interface LateModules {
  './fetch/install.ts': typeof import('./fetch/install.ts');
  './webStreams.ts': typeof import('./webStreams.ts');
  '../node/basics.ts': typeof import('../node/basics.ts');
  '../node/webCrypto.ts': typeof import('../node/webCrypto.ts');
}

/** Replaced by the bundler. */
declare const require: <P extends keyof LateModules>(path: P) => LateModules[P];

const WEB_STREAMS =
  'ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream'.split(
    ' ',
  );

function defineLate(target: object, name: string, make: () => unknown): void {
  defineProperty(target, name, {
    get() {
      const value = make();
      defineProperty(target, name, { value, writable: true, configurable: true, enumerable: name === 'fetch' });
      return value;
    },
    set(value: unknown) {
      defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true });
    },
    configurable: true,
    enumerable: name === 'fetch',
  });
}

const RANDOM_BYTES_MAX = 65_536;

/** The class of the global `crypto`. */
class Crypto {
  get subtle(): unknown {
    return require('../node/webCrypto.ts').subtle;
  }
  randomUUID(): string {
    return randomUuid(randomness.stream);
  }
  getRandomValues(array: unknown): unknown {
    if (!ArrayBuffer.isView(array) || /^(Float|\[object DataView)/.test(Object.prototype.toString.call(array).slice(8)))
      throw domException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    if (array.byteLength > RANDOM_BYTES_MAX)
      throw domException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    fillRandom(randomness.stream, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  }
  get [Symbol.toStringTag](): string {
    return 'Crypto';
  }
}

export const webcrypto = new Crypto();

function missing(name: string) {
  return class {
    constructor() {
      throw new Error(`The playground does not have ${name}.`);
    }
  };
}

export function installLate(): void {
  for (const name of WEB_STREAMS) defineLate(globalThis, name, () => require('./webStreams.ts').webStreams[name]);
  for (const name of ['fetch', 'FormData', 'Headers', 'Request', 'Response'] as const)
    defineLate(globalThis, name, () => require('./fetch/install.ts')[name]);
  for (const name of ['CryptoKey', 'SubtleCrypto'] as const)
    defineLate(globalThis, name, () => require('../node/webCrypto.ts')[name]);
  for (const name of ['MessageChannel', 'MessageEvent', 'MessagePort'] as const)
    defineLate(globalThis, name, () => require('../node/basics.ts')[name]);
  defineGlobal('crypto', webcrypto);
  defineGlobal('Crypto', Crypto);
  for (const name of 'BroadcastChannel CompressionStream DecompressionStream WebSocket'.split(' ')) {
    const Type = missing(name);
    Object.defineProperty(Type, 'name', { value: name });
    defineGlobal(name, Type);
  }
  defineGlobal('navigator', {
    hardwareConcurrency: 2,
    language: 'en-US',
    languages: Object.freeze(['en-US']),
    platform: 'linux',
    get userAgent() {
      return `Node.js/${Reflect.get(globalThis, 'process').version.slice(1).split('.')[0]}`;
    },
  });
}
