/**
 * The model of memory use. Engines let nobody see what lives and what is garbage, so this is an estimate, the same in every engine:
 *
 * - what Node.js, the runtime and loaded packages take (`holdMemory`);
 * - collections that grow (arrays, Maps, Sets) with what they hold. One that grew while modules were loaded, or that grows again
 *   in a later step, is taken for one that is kept, and counts from then on; any other is dropped when its step ends;
 * - everything else is taken for garbage that the collector gets to: of it counts the largest piece, up to 16 MB of small pieces,
 *   and a sixteenth of all, so that a program that only ever takes more comes to its end too.
 *
 * @simplified Properties added to objects, linked lists and closures count as garbage; a kept collection that the program
 * forgot still counts until it is seen to shrink.
 */
import { counter } from './counter.ts';
import { apply, isArray } from './primordials.ts';

const MB = 1024 * 1024;
/** A Node.js process with the Lambda runtime, as REPORT lines of small functions show it. */
const BASE_BYTES = 66 * MB;
/** What a generational collector lets gather before it looks. */
const YOUNG_BYTES_MAX = 16 * MB;
/** Part of all that was allocated in a step that is taken to be still alive. */
const SURVIVING_SHARE = 1 / 16;
/** What one environment may really use, whatever its function's memory; the browser's process is shared. */
export const PLAYGROUND_BYTES_MAX = 1024 * MB;
/** What is smaller is counted by the compiler. */
const PIECE_BYTES = 4096;
/** Elements that are looked at to learn what a collection holds. */
const SAMPLE = 256;

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size')?.get as () => number; // every engine has it
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number; // every engine has it
const mapValues = Map.prototype.values;
const setValues = Set.prototype.values;
const nextOf: () => IteratorResult<unknown> = Object.getPrototypeOf(new Map().values()).next;
const nextOfSet: () => IteratorResult<unknown> = Object.getPrototypeOf(new Set().values()).next;
const isView = ArrayBuffer.isView;
const typedPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
const viewBytes = Object.getOwnPropertyDescriptor(typedPrototype, 'byteLength')?.get as () => number; // every engine has it

interface Grown {
  bytes: number;
  isKept: boolean;
  step: number;
}

const collections = new WeakMap<object, Grown>();
const weakGet = collections.get;
const weakSet = collections.set;
let step = 0;
let held = 0;
let kept = 0;
/** Of collections that grew in this step and are not known to be kept. */
let growing = 0;
let bulk = 0;
let largest = 0;
let highWater = BASE_BYTES;
let limit = Number.POSITIVE_INFINITY;
let exceeded: () => never = () => {
  throw new RangeError('Out of memory');
};

/** The function's memory in MB, and what ends the process that passes it. */
export function limitMemory(memoryMb: number, onExceeded: () => never): void {
  limit = memoryMb * MB;
  exceeded = onExceeded;
}

/** A step begins: what the last one left over is garbage. */
export function openMemory(): void {
  step += 1;
  growing = 0;
  bulk = 0;
  largest = 0;
  counter.m = 0;
}

/** Memory that stays in use, in bytes. */
export function holdMemory(bytes: number): void {
  held += bytes;
  check();
}

/** A piece of memory was taken at once: a buffer, a long text, a large array. */
export function allocate(bytes: number): void {
  bulk += bytes;
  if (bytes > largest) largest = bytes;
  check();
}

/** An expression made a text or an array. Texts that are put together share their parts: of them counts the longest. */
export function noteSized(value: string | object): void {
  const bytes = bytesOf(value);
  if (bytes <= PIECE_BYTES) return;
  if (typeof value !== 'string') {
    allocate(bytes);
  } else if (bytes > largest) {
    largest = bytes;
    check();
  }
}

/** A collection has grown to some size; looks at what it holds. */
export function noteGrowth(collection: object): void {
  const bytes = bytesIn(collection);
  const known = apply(weakGet, collections, [collection]);
  if (!known) {
    const isKept = step <= 1;
    apply(weakSet, collections, [collection, { bytes, isKept, step }]);
    if (isKept) kept += bytes;
    else growing += bytes;
  } else {
    if (known.isKept) kept += bytes - known.bytes;
    else if (known.step === step) growing += bytes - known.bytes;
    else kept += bytes;
    known.isKept ||= known.step !== step;
    known.bytes = bytes;
    known.step = step;
  }
  check();
}

function present(): number {
  const young = Math.min(YOUNG_BYTES_MAX, bulk + counter.m);
  const garbage = Math.max(young, largest, (bulk + counter.m) * SURVIVING_SHARE);
  return BASE_BYTES + held + kept + growing + garbage;
}

function check(): void {
  const bytes = present();
  if (bytes > highWater) highWater = bytes;
  if (bytes > limit) exceeded();
  if (bytes > PLAYGROUND_BYTES_MAX) {
    throw new RangeError(`The playground gives an environment ${PLAYGROUND_BYTES_MAX / MB} MB at most.`);
  }
}

/** What is in use now, an estimate. */
export function memoryBytes(): number {
  const bytes = present();
  if (bytes > highWater) highWater = bytes;
  return bytes;
}

/** High-water mark in whole MB; above the function's memory when that was passed. */
export function memoryMb(): number {
  memoryBytes();
  const mb = Math.round(highWater / MB);
  return highWater > limit ? Math.max(mb, limit / MB + 1) : Math.min(mb, limit / MB);
}

// ------------------------------------------------------------------------------------------ sizes

/** Whether a value is large enough to be looked at each time it is put somewhere. */
export function isLarge(value: unknown): boolean {
  if (typeof value === 'string') return value.length >= 32_768;
  if (typeof value !== 'object' || value === null) return false;
  return isArray(value) ? value.length >= 4096 : isView(value) && bytesOf(value) >= 32_768;
}

/** Bytes of a value itself: of its text, its elements or its fields, but not of what those refer to. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  if (isArray(value)) return 16 + 8 * value.length;
  if (!isView(value)) return 56;
  try {
    return 64 + apply(viewBytes, value, []);
  } catch {
    return 64;
  }
}

/** Slots, and what is in them judged by the first few hundred or by evenly spread ones. */
function bytesIn(collection: object): number {
  if (isArray(collection)) return bytesInArray(collection);
  const isMap = collection instanceof Map;
  const size = apply(isMap ? mapSize : setSize, collection, []);
  const values: object = isMap ? apply(mapValues, collection, []) : apply(setValues, collection as Set<unknown>, []); // only these two are noted
  const looked = Math.min(size, SAMPLE);
  let bytes = 0;
  for (let i = 0; i < looked; i++) {
    bytes += bytesOf(apply(isMap ? nextOf : nextOfSet, values, []).value);
  }
  return size * 40 + (looked === 0 ? 0 : (bytes / looked) * size);
}

function bytesInArray(array: readonly unknown[]): number {
  const { length } = array;
  const looked = Math.min(length, SAMPLE);
  let bytes = 0;
  for (let i = 0; i < looked; i++) bytes += bytesOf(array[Math.floor((i * length) / looked)]);
  return 16 + length * 8 + (looked === 0 ? 0 : (bytes / looked) * length);
}
