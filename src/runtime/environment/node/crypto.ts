/** `node:crypto`: hashes, HMACs and random values; the random ones follow from the environment's seed. */

import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer/';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { randomness } from '../globals/install.ts';
import { nodeError } from '../nodeError.ts';
import { fillRandom, randomBelow, randomUuid } from '../random.ts';

const HASHES: Readonly<Record<string, typeof sha256 | typeof md5>> = { md5, sha1, sha224, sha256, sha384, sha512 };

interface Running {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

function algorithm(name: string): typeof sha256 | typeof md5 {
  const found = HASHES[name.toLowerCase().replace(/^rsa-|-(?=\d{3}$|1$)/g, '')];
  if (!found) throw nodeError(new Error('Digest method not supported'), 'ERR_CRYPTO_INVALID_DIGEST');
  return found;
}

function bytesOf(data: unknown, encoding?: string): Uint8Array {
  if (typeof data === 'string') return new Uint8Array(Buffer.from(data, (encoding ?? 'utf8') as 'utf8'));
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw nodeError(
    new TypeError('The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.'),
    'ERR_INVALID_ARG_TYPE',
  );
}

/** What createHash and createHmac give. */
class Hash {
  readonly #running: Running;
  #isDigested = false;

  constructor(running: Running) {
    this.#running = running;
  }
  update(data: unknown, encoding?: string): this {
    const bytes = bytesOf(data, encoding);
    charge(bytes.length * CHARGES.hashByte);
    this.#running.update(bytes);
    return this;
  }
  digest(encoding?: string): unknown {
    if (this.#isDigested) throw nodeError(new Error('Digest already called'), 'ERR_CRYPTO_HASH_FINALIZED');
    this.#isDigested = true;
    const bytes = Buffer.from(this.#running.digest());
    return encoding && encoding !== 'buffer' ? bytes.toString(encoding as 'hex') : bytes;
  }
}

type Callback = (error: null, value: unknown) => void;

function randomBytes(size: number, callback?: Callback): unknown {
  const bytes = Buffer.alloc(size);
  fillRandom(randomness.stream, bytes);
  if (!callback) return bytes;
  queueMicrotask(() => callback(null, bytes));
  return undefined;
}

export const nodeCrypto = {
  createHash: (name: string) => new Hash(algorithm(name).create()),
  createHmac: (name: string, key: unknown) => new Hash(hmac.create(algorithm(name), bytesOf(key))),
  hash: (name: string, data: unknown, encoding = 'hex') =>
    new Hash(algorithm(name).create()).update(data).digest(encoding),
  getHashes: () => Object.keys(HASHES),
  randomUUID: () => randomUuid(randomness.stream),
  randomBytes,
  randomFillSync(array: Uint8Array) {
    fillRandom(randomness.stream, array);
    return array;
  },
  randomInt(first: number, second?: number | Callback, callback?: Callback): unknown {
    const [min, max] = typeof second === 'number' ? [first, second] : [0, first];
    const value = randomBelow(randomness.stream, min, max);
    const done = typeof second === 'function' ? second : callback;
    if (!done) return value;
    queueMicrotask(() => done(null, value));
    return undefined;
  },
  timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
    if (a.byteLength !== b.byteLength) {
      throw nodeError(
        new RangeError('Input buffers must have the same byte length'),
        'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
      );
    }
    return bytesOf(a).every((byte, i) => byte === bytesOf(b)[i]);
  },
  get webcrypto() {
    return Reflect.get(globalThis, 'crypto');
  },
  getRandomValues: (array: Uint8Array) => nodeCrypto.randomFillSync(array),
};
