/**
 * AES in the modes that handlers use. The library works on whole messages, so that what `update` gives comes out as far as
 * the mode allows and the rest with `final`.
 */
import { cbc, ctr, ecb, gcm } from '@noble/ciphers/aes.js';
import { Buffer } from 'buffer/';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { nodeError } from '../nodeError.ts';
import { chargeCipher } from './hashes.ts';
import { KeyObject } from './keyObject.ts';
import { streams } from './stream.ts';
import { checkString, invalidArgType } from './validate.ts';

type Mode = 'cbc' | 'ctr' | 'ecb' | 'gcm';
const BLOCK_BYTES = 16;
const TAG_BYTES = 16;

export const getCiphers = () =>
  ['128', '192', '256'].flatMap((bits) => ['cbc', 'ctr', 'ecb', 'gcm'].map((mode) => `aes-${bits}-${mode}`));

function bytesOf(value: unknown, name: string, encoding?: unknown): Uint8Array {
  if (value instanceof KeyObject) return value.export() as Uint8Array;
  if (typeof value === 'string') return new Uint8Array(Buffer.from(value, ((encoding as string) ?? 'utf8') as 'utf8'));
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw invalidArgType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', value);
}

interface Settings {
  readonly mode: Mode;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly tagBytes: number;
}

function settingsOf(name: unknown, key: unknown, iv: unknown, options?: { authTagLength?: number }): Settings {
  checkString(name, 'cipher');
  const match = /^aes-?(128|192|256)-(cbc|ctr|ecb|gcm)$/.exec(
    name.toLowerCase().replace(/^id-aes(\d+)-gcm$/, 'aes-$1-gcm'),
  );
  if (!match) throw nodeError(new Error('Unknown cipher'), 'ERR_CRYPTO_UNKNOWN_CIPHER');
  const secret = bytesOf(key, 'key');
  if (secret.length * 8 !== Number(match[1]))
    throw nodeError(new RangeError('Invalid key length'), 'ERR_CRYPTO_INVALID_KEYLEN');
  const mode = match[2] as Mode;
  const start = iv === null || iv === undefined ? new Uint8Array(0) : bytesOf(iv, 'iv');
  const fits = mode === 'gcm' ? start.length > 0 : start.length === (mode === 'ecb' ? 0 : BLOCK_BYTES);
  if (!fits) throw nodeError(new TypeError('Invalid initialization vector'), 'ERR_CRYPTO_INVALID_IV');
  return { mode, key: secret, iv: start, tagBytes: options?.authTagLength ?? TAG_BYTES };
}

/** The counter block after so many blocks, for modes that stream. */
function counterAt(iv: Uint8Array, blocks: number): Uint8Array {
  const block = iv.slice();
  for (let i = block.length - 1, carry = blocks; i >= 0 && carry > 0; i--) {
    carry += block[i] ?? 0;
    block[i] = carry & 255;
    carry = Math.floor(carry / 256);
  }
  return block;
}

function makeType(isDecipher: boolean) {
  class Type extends streams().Transform {
    readonly #settings: Settings;
    #input: Uint8Array = new Uint8Array(0);
    #given = 0;
    #aad: Uint8Array = new Uint8Array(0);
    #tag: Uint8Array | undefined;
    #pads = true;
    #isFinal = false;

    constructor(settings: Settings) {
      super();
      charge(CHARGES.hash);
      this.#settings = settings;
    }
    /** Everything so far, as far as it can be known before the end. */
    #soFar(isEnd: boolean): Uint8Array {
      const { mode, key, iv } = this.#settings;
      const input = this.#input;
      chargeCipher(input.length, true);
      if (mode === 'ctr') return ctr(key, iv).encrypt(input);
      if (mode === 'gcm')
        return isDecipher
          ? gcmKeyStream(key, iv, input)
          : gcm(key, iv, this.#aad).encrypt(input).subarray(0, input.length);
      const whole = input.length - (input.length % BLOCK_BYTES);
      // The last block of what is decrypted may be padding.
      const usable = isDecipher && this.#pads && whole === input.length ? Math.max(0, whole - BLOCK_BYTES) : whole;
      const cipher = (pads: boolean) =>
        mode === 'ecb' ? ecb(key, { disablePadding: !pads }) : cbc(key, iv, { disablePadding: !pads });
      if (!isEnd) {
        const part = input.subarray(0, usable);
        return part.length === 0 ? part : isDecipher ? cipher(false).decrypt(part) : cipher(false).encrypt(part);
      }
      if (input.length % BLOCK_BYTES !== 0 && (isDecipher || !this.#pads)) throw wrongLength(isDecipher);
      if (input.length === 0 && isDecipher && this.#pads) throw wrongLength(true);
      try {
        return isDecipher ? cipher(this.#pads).decrypt(input) : cipher(this.#pads).encrypt(input);
      } catch {
        throw badDecrypt();
      }
    }
    #next(isEnd: boolean): Buffer {
      const all = this.#soFar(isEnd);
      const fresh = Buffer.from(all.slice(this.#given));
      this.#given = all.length;
      return fresh;
    }
    update(data: unknown, inputEncoding?: unknown, outputEncoding?: unknown): unknown {
      if (this.#isFinal) throw finalized();
      const bytes = bytesOf(data, 'data', inputEncoding);
      charge(bytes.length * CHARGES.hashByte);
      const all = new Uint8Array(this.#input.length + bytes.length);
      all.set(this.#input);
      all.set(bytes, this.#input.length);
      this.#input = all;
      return encoded(this.#next(false), outputEncoding);
    }
    final(outputEncoding?: unknown): unknown {
      if (this.#isFinal) throw finalized();
      this.#isFinal = true;
      const { mode, key, iv, tagBytes } = this.#settings;
      const rest = this.#next(true);
      if (mode === 'gcm') chargeCipher(this.#input.length, true);
      if (mode === 'gcm' && !isDecipher)
        this.#tag = gcm(key, iv, this.#aad).encrypt(this.#input).slice(-TAG_BYTES).slice(0, tagBytes);
      if (mode === 'gcm' && isDecipher) this.#checkTag();
      return encoded(rest, outputEncoding);
    }
    #checkTag(): void {
      const { key, iv } = this.#settings;
      const plain = gcmKeyStream(key, iv, this.#input);
      const real = gcm(key, iv, this.#aad).encrypt(plain).slice(-TAG_BYTES);
      const tag = this.#tag;
      if (!tag?.every((byte, i) => byte === real[i]))
        throw new Error('Unsupported state or unable to authenticate data');
    }
    setAAD(data: unknown): this {
      this.#aad = bytesOf(data, 'buffer').slice();
      return this;
    }
    getAuthTag(): Buffer {
      if (!this.#tag || isDecipher) throw invalidState('getAuthTag');
      return Buffer.from(this.#tag);
    }
    setAuthTag(tag: unknown, encoding?: unknown): this {
      const bytes = bytesOf(tag, 'buffer', encoding);
      if (![4, 8, 12, 13, 14, 15, 16].includes(bytes.length))
        throw nodeError(
          new TypeError(`Invalid authentication tag length: ${bytes.length}`),
          'ERR_CRYPTO_INVALID_AUTH_TAG',
        );
      this.#tag = bytes.slice();
      return this;
    }
    setAutoPadding(pads: unknown = true): this {
      this.#pads = Boolean(pads);
      return this;
    }
    _transform(chunk: unknown, encoding: string, done: (error?: unknown, data?: unknown) => void): void {
      done(null, this.update(chunk, encoding));
    }
    _flush(done: (error?: unknown, data?: unknown) => void): void {
      try {
        done(null, this.final());
      } catch (error) {
        done(error);
      }
    }
  }
  Object.defineProperty(Type, 'name', { value: isDecipher ? 'Decipheriv' : 'Cipheriv' });
  return Type;
}

/** GCM without its check is counting on from the block after that of the tag. */
function gcmKeyStream(key: Uint8Array, iv: Uint8Array, input: Uint8Array): Uint8Array {
  if (input.length === 0) return input;
  if (iv.length === 12) {
    const start = new Uint8Array(BLOCK_BYTES);
    start.set(iv);
    start[BLOCK_BYTES - 1] = 1;
    return ctr(key, counterAt(start, 1)).decrypt(input);
  }
  // Any other length is hashed first: the key stream is what zeros become.
  const stream = gcm(key, iv).encrypt(new Uint8Array(input.length));
  return input.map((byte, i) => byte ^ (stream[i] ?? 0));
}

const encoded = (bytes: Buffer, encoding: unknown) =>
  encoding && encoding !== 'buffer' ? bytes.toString(encoding as 'hex') : bytes;
const finalized = () => nodeError(new Error('Unsupported state'), 'ERR_CRYPTO_INVALID_STATE');
const invalidState = (method: string) =>
  nodeError(new Error(`Invalid state for operation ${method}`), 'ERR_CRYPTO_INVALID_STATE');

function opensslError(reason: string, number: string, code: string): Error {
  return Object.assign(new Error(`error:${number}:Provider routines::${reason}`), {
    library: 'Provider routines',
    reason,
    code,
  });
}
const badDecrypt = () => opensslError('bad decrypt', '1C800064', 'ERR_OSSL_BAD_DECRYPT');
const wrongLength = (isDecipher: boolean) =>
  isDecipher
    ? opensslError('wrong final block length', '1C80006B', 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH')
    : opensslError('wrong final block length', '1C80006A', 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH');

let Cipher: ReturnType<typeof makeType> | undefined;
let Decipher: ReturnType<typeof makeType> | undefined;

export function createCipher(name: unknown, key: unknown, iv: unknown, options?: object): unknown {
  Cipher ??= makeType(false);
  return new Cipher(settingsOf(name, key, iv, options));
}

export function createDecipher(name: unknown, key: unknown, iv: unknown, options?: object): unknown {
  Decipher ??= makeType(true);
  return new Decipher(settingsOf(name, key, iv, options));
}
