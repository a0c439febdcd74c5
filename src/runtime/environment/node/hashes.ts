/** The digests that `node:crypto` and `crypto.subtle` know. */
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import { BURDENS, CHARGES } from '../charges.ts';
import { burden, charge } from '../counter.ts';

export interface Running {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): Running;
}

export interface Algorithm {
  (message: Uint8Array, options?: object): Uint8Array;
  create(options?: object): Running;
  readonly blockLen: number;
  readonly outputLen: number;
}

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  md5,
  sha1,
  ripemd160,
  sha224,
  sha256,
  sha384,
  sha512,
  'sha512-224': sha512_224,
  'sha512-256': sha512_256,
  'sha3-224': sha3_224,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
  shake128: shake128 as Algorithm,
  shake256: shake256 as Algorithm,
  blake2b512: blake2b as unknown as Algorithm,
  blake2s256: blake2s as unknown as Algorithm,
};

/** By any of the names that OpenSSL takes; `undefined` for what it does not know. */
export function algorithmNamed(name: string): Algorithm | undefined {
  const plain = name
    .toLowerCase()
    .replace(/^rsa-/, '')
    .replace(/^sha-(?=\d)/, 'sha')
    .replace('/', '-')
    .replace(/^rmd160$|^ripemd$/, 'ripemd160');
  return Object.hasOwn(ALGORITHMS, plain) ? ALGORITHMS[plain] : undefined;
}

export const hashNames = (): string[] =>
  'RSA-MD5 RSA-RIPEMD160 RSA-SHA1 RSA-SHA1-2 RSA-SHA224 RSA-SHA256 RSA-SHA3-224 RSA-SHA3-256 RSA-SHA3-384 RSA-SHA3-512 RSA-SHA384 RSA-SHA512 RSA-SHA512/224 RSA-SHA512/256 blake2b512 blake2s256 md5 ripemd ripemd160 rmd160 sha1 sha224 sha256 sha3-224 sha3-256 sha3-384 sha3-512 sha384 sha512 sha512-224 sha512-256 shake128 shake256'.split(
    ' ',
  );

/** `more` is what each byte takes the playground beside, in ticks. */
export function chargeBytes(count: number, more: number = BURDENS.hashByte): void {
  charge(count * CHARGES.hashByte);
  burden(count * more);
}

/** Charges running a cipher over bytes; where it runs over the same ones again only the playground takes longer. */
export function chargeCipher(bytes: number, isAgain = false): void {
  if (!isAgain) charge(bytes * CHARGES.hashByte);
  burden(BURDENS.cipher + bytes * BURDENS.cipherByte);
}

/** Charges the making of a hash, which takes the playground as long as making so many. */
export function chargeHash(count = 1): void {
  charge(CHARGES.hash);
  burden(BURDENS.hash * count);
}
