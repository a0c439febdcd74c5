/** `crypto.subtle`: digests, HMAC, AES, PBKDF2 and HKDF. Everything settles in microtasks. */
import { cbc, ctr, gcm } from '@noble/ciphers/aes.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { Buffer } from 'buffer/';
import { BURDENS } from '../charges.ts';
import { domException } from '../globals/domException.ts';
import { randomness } from '../globals/randomness.ts';
import { inspect } from '../inspect.ts';
import { fillRandom } from '../random.ts';
import { type Algorithm, algorithmNamed, chargeBytes, chargeCipher, chargeHash } from './hashes.ts';

type Parameters = { readonly [name: string]: unknown };
const KEY = Symbol('construct');

export class CryptoKey {
  readonly #bytes: Uint8Array;
  readonly type = 'secret';
  readonly algorithm: Parameters;
  readonly extractable: boolean;
  readonly usages: readonly string[];

  constructor(
    key?: unknown,
    bytes?: Uint8Array,
    algorithm?: Parameters,
    extractable?: boolean,
    usages?: readonly string[],
  ) {
    if (key !== KEY || !bytes || !algorithm) throw new TypeError('Illegal constructor');
    this.#bytes = bytes;
    this.algorithm = algorithm;
    this.extractable = Boolean(extractable);
    this.usages = usages ?? [];
  }
  static bytes(key: CryptoKey, usage: string): Uint8Array {
    if (!key.usages.includes(usage)) throw domException(`Unable to use this key to ${usage}`, 'InvalidAccessError');
    return key.#bytes;
  }
  static raw(key: CryptoKey): Uint8Array {
    return key.#bytes;
  }
  [inspect.custom](depth: number, options: object): string {
    const { type, extractable, algorithm, usages } = this;
    return depth < 0 ? '[CryptoKey]' : `CryptoKey ${inspect({ type, extractable, algorithm, usages }, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'CryptoKey';
  }
}

function bytesOf(data: unknown): Uint8Array {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw Object.assign(new TypeError('The data is not an instance of ArrayBuffer, Buffer, TypedArray, or DataView.'), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const parametersOf = (value: unknown): Parameters =>
  typeof value === 'string' ? { name: value } : (value as Parameters);
const nameOf = (value: unknown) => String(parametersOf(value)?.name ?? '').toUpperCase();

function unsupported(name: unknown): never {
  throw domException(
    `Unrecognized algorithm name: the playground's crypto.subtle does not have ${String(name)}`,
    'NotSupportedError',
  );
}

function hashOf(value: unknown): Algorithm {
  const name = nameOf(value);
  const algorithm = /^SHA-(1|256|384|512)$/.test(name) ? algorithmNamed(name) : undefined;
  return algorithm ?? unsupported(name);
}

const hashName = (value: unknown) => ({ name: nameOf(value) });
function macOf(hash: unknown, key: Uint8Array, data: Uint8Array): Uint8Array {
  chargeHash(2);
  chargeBytes(data.length);
  return hmac(hashOf(hash) as never, key, data);
}

function cipherOf(parameters: Parameters, key: Uint8Array) {
  switch (nameOf(parameters)) {
    case 'AES-GCM':
      return gcm(
        key,
        bytesOf(parameters.iv),
        parameters.additionalData ? bytesOf(parameters.additionalData) : undefined,
      );
    case 'AES-CBC':
      return cbc(key, bytesOf(parameters.iv));
    case 'AES-CTR':
      return ctr(key, bytesOf(parameters.counter));
    default:
      return unsupported(parameters.name);
  }
}

function keyAlgorithm(parameters: Parameters, bytes: Uint8Array): Parameters {
  const name = nameOf(parameters);
  if (name === 'HMAC') return { name, hash: hashName(parameters.hash), length: bytes.length * 8 };
  if (/^AES-/.test(name)) return { name, length: bytes.length * 8 };
  return { name };
}

const fromBase64Url = (text: string) =>
  new Uint8Array(Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
const toBase64Url = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

function derive(parameters: Parameters, key: CryptoKey, bits: number): Uint8Array {
  const hash = hashOf(parameters.hash) as never;
  const salt = bytesOf(parameters.salt);
  const raw = CryptoKey.raw(key);
  if (nameOf(parameters) === 'PBKDF2') {
    const c = Number(parameters.iterations);
    chargeBytes(c * 256, BURDENS.derivedByte);
    return pbkdf2(hash, raw, salt, { c, dkLen: bits / 8 });
  }
  if (nameOf(parameters) === 'HKDF') return hkdf(hash, raw, salt, bytesOf(parameters.info), bits / 8);
  return unsupported(parameters.name);
}

export class SubtleCrypto {
  async digest(algorithm: unknown, data: unknown): Promise<ArrayBuffer> {
    const hash = hashOf(algorithm);
    const bytes = bytesOf(data);
    chargeHash();
    chargeBytes(bytes.length);
    return bufferOf(hash(bytes));
  }
  async importKey(format: unknown, data: unknown, algorithm: unknown, extractable: unknown, usages: readonly string[]) {
    const parameters = parametersOf(algorithm);
    if (!/^(HMAC|AES-(GCM|CBC|CTR)|PBKDF2|HKDF)$/.test(nameOf(parameters))) unsupported(parameters.name);
    const bytes =
      format === 'jwk'
        ? fromBase64Url(String(Object(data).k))
        : format === 'raw'
          ? bytesOf(data).slice()
          : unsupported(format);
    return new CryptoKey(KEY, bytes, keyAlgorithm(parameters, bytes), Boolean(extractable), [...usages]);
  }
  async exportKey(format: unknown, key: CryptoKey): Promise<unknown> {
    if (!key.extractable) throw domException('key is not extractable', 'InvalidAccessException');
    if (format === 'raw') return bufferOf(CryptoKey.raw(key));
    if (format !== 'jwk') return unsupported(format);
    return { kty: 'oct', k: toBase64Url(CryptoKey.raw(key)), ext: true, key_ops: [...key.usages] };
  }
  async generateKey(algorithm: unknown, extractable: unknown, usages: readonly string[]): Promise<CryptoKey> {
    const parameters = parametersOf(algorithm);
    const name = nameOf(parameters);
    const bits =
      name === 'HMAC' ? Number(parameters.length ?? hashOf(parameters.hash).blockLen * 8) : Number(parameters.length);
    if (!/^(HMAC|AES-(GCM|CBC|CTR))$/.test(name)) unsupported(name);
    const bytes = new Uint8Array(bits / 8);
    fillRandom(randomness.stream, bytes);
    return new CryptoKey(KEY, bytes, keyAlgorithm(parameters, bytes), Boolean(extractable), [...usages]);
  }
  async sign(algorithm: unknown, key: CryptoKey, data: unknown): Promise<ArrayBuffer> {
    if (nameOf(algorithm) !== 'HMAC') unsupported(parametersOf(algorithm).name);
    return bufferOf(macOf(key.algorithm.hash, CryptoKey.bytes(key, 'sign'), bytesOf(data)));
  }
  async verify(algorithm: unknown, key: CryptoKey, signature: unknown, data: unknown): Promise<boolean> {
    if (nameOf(algorithm) !== 'HMAC') unsupported(parametersOf(algorithm).name);
    const mac = macOf(key.algorithm.hash, CryptoKey.bytes(key, 'verify'), bytesOf(data));
    const given = bytesOf(signature);
    return given.length === mac.length && mac.every((byte, i) => byte === given[i]);
  }
  async encrypt(algorithm: Parameters, key: CryptoKey, data: unknown): Promise<ArrayBuffer> {
    const cipher = cipherOf(algorithm, CryptoKey.bytes(key, 'encrypt'));
    const bytes = bytesOf(data);
    chargeCipher(bytes.length);
    return bufferOf(cipher.encrypt(bytes));
  }
  async decrypt(algorithm: Parameters, key: CryptoKey, data: unknown): Promise<ArrayBuffer> {
    const cipher = cipherOf(algorithm, CryptoKey.bytes(key, 'decrypt'));
    const bytes = bytesOf(data);
    chargeCipher(bytes.length);
    try {
      return bufferOf(cipher.decrypt(bytes));
    } catch {
      throw domException('The operation failed for an operation-specific reason', 'OperationError');
    }
  }
  async deriveBits(algorithm: Parameters, key: CryptoKey, length: number): Promise<ArrayBuffer> {
    return bufferOf(derive(algorithm, key, length));
  }
  async deriveKey(
    algorithm: Parameters,
    key: CryptoKey,
    derived: Parameters,
    extractable: unknown,
    usages: readonly string[],
  ) {
    const bits = Number(derived.length ?? (nameOf(derived) === 'HMAC' ? hashOf(derived.hash).blockLen * 8 : 256));
    return this.importKey('raw', derive(algorithm, key, bits), derived, extractable, usages);
  }
  get [Symbol.toStringTag](): string {
    return 'SubtleCrypto';
  }
}

export const subtle = new SubtleCrypto();
