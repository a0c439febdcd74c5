/**
 * `node:crypto`: hashes, HMACs, key derivation, AES and random values; the random ones follow from the environment's seed.
 * Public-key cryptography is not here and says so.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { Buffer } from 'buffer/';
import { BURDENS } from '../charges.ts';
import { enqueueImmediate } from '../eventLoop.ts';
import { webcrypto } from '../globals/late.ts';
import { randomness } from '../globals/randomness.ts';
import { nodeError } from '../nodeError.ts';
import { fillRandom, randomBelow, randomUuid } from '../random.ts';
import { createCipher, createDecipher, getCiphers } from './ciphers.ts';
import { type Algorithm, algorithmNamed, chargeBytes, chargeHash, hashNames, type Running } from './hashes.ts';
import { KeyObject } from './keyObject.ts';
import { type Duplex, streams } from './stream.ts';
import { checkBoolean, checkFunction, checkInteger, checkString, invalidArgType, outOfRange } from './validate.ts';

const BYTES = 'of type string or an instance of Buffer, TypedArray, or DataView';
const LENGTH_MAX = 2_147_483_647;

function bytesOf(data: unknown, encoding: unknown = 'utf8', name = 'data', expected = BYTES): Uint8Array {
  if (typeof data === 'string') {
    const known = encoding === 'buffer' ? 'utf8' : encoding;
    return new Uint8Array(Buffer.from(data, known as 'utf8'));
  }
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer && name !== 'data') return new Uint8Array(data);
  throw invalidArgType(name, expected, data);
}

/** A key or password: bytes, text or a key object. */
function secretOf(value: unknown, name: string): Uint8Array {
  if (value instanceof KeyObject) return value.export() as Uint8Array;
  const expected =
    name === 'key'
      ? 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey'
      : 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
  return bytesOf(value, 'utf8', name, expected);
}

function unsupported(): Error {
  return new Error('Digest method not supported');
}

// ------------------------------------------------------------------------------------------ hashes

interface HashOptions {
  readonly outputLength?: number;
}

interface HashMethods extends Duplex {
  update(data: unknown, encoding?: unknown): this;
  digest(encoding?: unknown): unknown;
  copy(options?: HashOptions): HashMethods;
}

/** What createHash and createHmac give; streams too, which are evaluated only when one is used as such. */
function hashType(name: string): new (running: Running, isHmac: boolean) => HashMethods {
  class Type extends streams().Transform {
    readonly #running: Running;
    readonly #isHmac: boolean;
    #isDigested = false;

    constructor(running: Running, isHmac: boolean) {
      super();
      this.#running = running;
      this.#isHmac = isHmac;
    }
    #finish(): Uint8Array {
      this.#isDigested = true;
      return this.#running.digest();
    }
    update(data: unknown, encoding?: unknown): this {
      const bytes = bytesOf(data, encoding);
      if (this.#isDigested) {
        throw this.#isHmac
          ? nodeError(new Error('Digest already called'), 'ERR_CRYPTO_HASH_FINALIZED')
          : nodeError(new Error('Digest already called'), 'ERR_CRYPTO_HASH_FINALIZED');
      }
      chargeBytes(bytes.length);
      this.#running.update(bytes);
      return this;
    }
    digest(encoding?: unknown): unknown {
      // A second digest of an HMAC is empty, as in Node.js.
      if (this.#isDigested) {
        if (!this.#isHmac) throw nodeError(new Error('Digest already called'), 'ERR_CRYPTO_HASH_FINALIZED');
        return output(new Uint8Array(0), encoding);
      }
      return output(this.#finish(), encoding);
    }
    copy(): HashMethods {
      if (this.#isDigested) throw nodeError(new Error('Digest already called'), 'ERR_CRYPTO_HASH_FINALIZED');
      return new Type(this.#running.clone(), this.#isHmac) as unknown as HashMethods;
    }
    _transform(chunk: unknown, encoding: string, done: () => void): void {
      this.update(chunk, encoding);
      done();
    }
    _flush(done: () => void): void {
      this.push(Buffer.from(this.#finish()));
      done();
    }
  }
  Object.defineProperty(Type, 'name', { value: name });
  return Type as unknown as new (
    running: Running,
    isHmac: boolean,
  ) => HashMethods;
}

function output(bytes: Uint8Array, encoding: unknown): unknown {
  const buffer = Buffer.from(bytes);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding as 'hex') : buffer;
}

let Hash: ReturnType<typeof hashType> | undefined;
let Hmac: ReturnType<typeof hashType> | undefined;

function runningHash(name: string, options?: HashOptions): Running {
  const algorithm = algorithmNamed(name);
  if (!algorithm) throw unsupported();
  chargeHash();
  const { outputLength } = options ?? {};
  if (outputLength === undefined || !/^shake/i.test(name)) return algorithm.create();
  return algorithm.create({ dkLen: outputLength });
}

function createHash(name: unknown, options?: HashOptions): HashMethods {
  checkString(name, 'algorithm');
  Hash ??= hashType('Hash');
  return new Hash(runningHash(name, options), false);
}

function createHmac(name: unknown, key: unknown): HashMethods {
  checkString(name, 'hmac');
  const secret = secretOf(key, 'key');
  const algorithm = algorithmNamed(name);
  if (!algorithm) throw nodeError(new TypeError(`Invalid digest: ${name}`), 'ERR_CRYPTO_INVALID_DIGEST');
  Hmac ??= hashType('Hmac');
  chargeHash(2);
  return new Hmac(hmac.create(algorithm as never, secret) as unknown as Running, true);
}

function hash(name: unknown, data: unknown, options: unknown = 'hex'): unknown {
  checkString(name, 'algorithm');
  const bytes = bytesOf(data, 'utf8', 'input');
  const encoding =
    typeof options === 'object' && options !== null ? (Reflect.get(options, 'outputEncoding') ?? 'hex') : options;
  const running = runningHash(name);
  chargeBytes(bytes.length);
  running.update(bytes);
  return output(running.digest(), encoding);
}

// ------------------------------------------------------------------------------------------ keys

type Callback = (error: unknown, value?: unknown) => void;

/** Runs in a later turn for a callback, like the thread pool of Node.js. */
function later(run: () => unknown, callback: Callback): void {
  enqueueImmediate(() => {
    let value: unknown;
    try {
      value = run();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, value);
  });
}

function digestNamed(name: unknown): Algorithm {
  checkString(name, 'digest');
  const algorithm = algorithmNamed(name);
  if (!algorithm) throw nodeError(new TypeError(`Invalid digest: ${name}`), 'ERR_CRYPTO_INVALID_DIGEST');
  return algorithm;
}

function pbkdf2Sync(
  password: unknown,
  salt: unknown,
  iterations: unknown,
  keyLength: unknown,
  digest: unknown,
): Buffer {
  checkString(digest, 'digest');
  const [secret, grain] = [secretOf(password, 'password'), secretOf(salt, 'salt')];
  checkInteger(iterations, 'iterations', 1, LENGTH_MAX);
  checkInteger(keyLength, 'keylen', 0, LENGTH_MAX);
  const algorithm = digestNamed(digest);
  chargeBytes(iterations * 4 * algorithm.blockLen * Math.ceil(keyLength / algorithm.outputLen), BURDENS.derivedByte);
  return Buffer.from(pbkdf2(algorithm as never, secret, grain, { c: iterations, dkLen: keyLength }));
}

interface ScryptOptions {
  readonly [name: string]: number | undefined;
}

function scryptSync(password: unknown, salt: unknown, keyLength: unknown, options: ScryptOptions = {}): Buffer {
  const [secret, grain] = [secretOf(password, 'password'), secretOf(salt, 'salt')];
  checkInteger(keyLength, 'keylen', 0, LENGTH_MAX);
  const N = options.N ?? options.cost ?? 16_384;
  const r = options.r ?? options.blockSize ?? 8;
  const p = options.p ?? options.parallelization ?? 1;
  const maxmem = options.maxmem ?? 32 * 1024 * 1024;
  if (N < 2 || (N & (N - 1)) !== 0 || 128 * N * r > maxmem)
    throw nodeError(new RangeError('Invalid scrypt params: memory limit exceeded'), 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS');
  chargeBytes(N * r * p * 256, BURDENS.scryptByte);
  return Buffer.from(scrypt(secret, grain, { N, r, p, dkLen: keyLength, maxmem: maxmem + 1024 * 1024 }));
}

function hkdfSync(digest: unknown, key: unknown, salt: unknown, info: unknown, keyLength: unknown): ArrayBuffer {
  checkString(digest, 'digest');
  const [secret, grain, context] = [secretOf(key, 'ikm'), secretOf(salt, 'salt'), secretOf(info, 'info')];
  checkInteger(keyLength, 'length', 0, LENGTH_MAX);
  const algorithm = digestNamed(digest);
  chargeHash(4);
  chargeBytes(keyLength);
  return new Uint8Array(hkdf(algorithm as never, secret, grain, context, keyLength)).buffer;
}

// ------------------------------------------------------------------------------------------ random

function randomBytes(size: unknown, callback?: unknown): unknown {
  if (typeof size !== 'number') throw invalidArgType('size', 'of type number', size);
  if (!(size >= 0 && size <= LENGTH_MAX)) throw outOfRange('size', `>= 0 && <= ${LENGTH_MAX}`, size);
  if (callback !== undefined) checkFunction(callback, 'callback');
  const make = () => {
    const bytes = Buffer.alloc(size);
    fillRandom(randomness.stream, bytes);
    return bytes;
  };
  return callback === undefined ? make() : later(make, callback as Callback);
}

function randomFillSync(target: unknown, offset = 0, size?: number): unknown {
  if (!ArrayBuffer.isView(target) && !(target instanceof ArrayBuffer))
    throw invalidArgType('buf', 'an instance of ArrayBuffer or ArrayBufferView', target);
  const all = ArrayBuffer.isView(target)
    ? new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
    : new Uint8Array(target);
  if (offset < 0 || offset > all.length) throw outOfRange('offset', `>= 0 && <= ${all.length}`, offset);
  fillRandom(randomness.stream, all.subarray(offset, size === undefined ? undefined : offset + size));
  return target;
}

const RANGE_MAX = 2 ** 48 - 1;

function randomInt(...args: unknown[]): unknown {
  const hasMin = typeof args[1] === 'number';
  const [min, max] = hasMin ? args : [0, args[0]];
  const callback = hasMin ? args[2] : args[1];
  if (!Number.isSafeInteger(min)) throw invalidArgType('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw invalidArgType('max', 'a safe integer', max);
  const [least, most] = [min as number, max as number];
  if (most <= least) throw outOfRange('max', `greater than the value of "min" (${least})`, most);
  if (most - least > RANGE_MAX) throw outOfRange('max - min', `<= ${RANGE_MAX}`, most - least);
  if (callback !== undefined) checkFunction(callback, 'callback');
  const draw = () => randomBelow(randomness.stream, least, most);
  if (callback === undefined) return draw();
  enqueueImmediate(() => (callback as Callback)(undefined, draw()));
  return undefined;
}

function timingSafeEqual(a: unknown, b: unknown): boolean {
  const expected = 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
  const check = (value: unknown, name: string): Uint8Array => {
    if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer))
      throw nodeError(new TypeError(`The "${name}" argument must be ${expected}.`), 'ERR_INVALID_ARG_TYPE');
    return bytesOf(value, undefined, name, expected);
  };
  const [x, y] = [check(a, 'buf1'), check(b, 'buf2')];
  if (x.length !== y.length)
    throw nodeError(
      new RangeError('Input buffers must have the same byte length'),
      'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
    );
  return x.every((byte, i) => byte === y[i]);
}

function missing(name: string) {
  return () => {
    throw new Error(
      `The playground does not have crypto.${name}; hashes, HMACs, key derivation, AES and random values work.`,
    );
  };
}

const MISSING =
  'createSign createVerify sign verify createPrivateKey createPublicKey generateKeyPair generateKeyPairSync createDiffieHellman createECDH diffieHellman publicEncrypt publicDecrypt privateEncrypt privateDecrypt generatePrime generatePrimeSync checkPrime X509Certificate Certificate'.split(
    ' ',
  );

export const nodeCrypto: Record<string, unknown> = {
  createHash,
  createHmac,
  hash,
  getHashes: hashNames,
  createCipheriv: createCipher,
  createDecipheriv: createDecipher,
  getCiphers,
  getCipherInfo: (name: string) => (getCiphers().includes(name) ? { name } : undefined),
  getCurves: () => [],
  pbkdf2: (...args: unknown[]) => {
    const callback = args.pop();
    checkFunction(callback, 'callback');
    const [password, salt, iterations, keyLength, digest] = args;
    digestNamed(digest);
    later(() => pbkdf2Sync(password, salt, iterations, keyLength, digest), callback);
  },
  pbkdf2Sync,
  scrypt: (...args: unknown[]) => {
    const callback = args.pop();
    checkFunction(callback, 'callback');
    later(() => scryptSync(args[0], args[1], args[2], args[3] as ScryptOptions), callback);
  },
  scryptSync,
  hkdf: (...args: unknown[]) => {
    const callback = args.pop();
    checkFunction(callback, 'callback');
    later(() => hkdfSync(args[0], args[1], args[2], args[3], args[4]), callback);
  },
  hkdfSync,
  randomUUID(options?: { disableEntropyCache?: unknown }) {
    if (options?.disableEntropyCache !== undefined)
      checkBoolean(options.disableEntropyCache, 'options.disableEntropyCache');
    return randomUuid(randomness.stream);
  },
  randomBytes,
  pseudoRandomBytes: randomBytes,
  rng: randomBytes,
  prng: randomBytes,
  randomFillSync,
  randomFill(target: unknown, ...rest: unknown[]) {
    const callback = rest.pop();
    checkFunction(callback, 'callback');
    later(() => randomFillSync(target, rest[0] as number, rest[1] as number), callback);
  },
  randomInt,
  timingSafeEqual,
  KeyObject,
  createSecretKey: (key: unknown, encoding?: unknown) => KeyObject.secret(bytesOf(key, encoding, 'key')),
  webcrypto,
  get subtle() {
    return webcrypto.subtle;
  },
  getRandomValues: (array: unknown) => webcrypto.getRandomValues(array),
  getFips: () => 0,
  secureHeapUsed: () => undefined,
  constants: { defaultCipherList: '', RSA_PKCS1_PADDING: 1, RSA_PKCS1_OAEP_PADDING: 4, RSA_PKCS1_PSS_PADDING: 6 },
};
for (const name of MISSING) nodeCrypto[name] = missing(name);
