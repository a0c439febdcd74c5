/** Numbers of 16 bits, and buffers that change hands. */
import { apply, construct, defineProperty, getOwnPropertyDescriptor } from '../../../primordials.ts';
import { provide, toNumber } from './provide.ts';

const SMALLEST = 2 ** -24;
const SMALLEST_NORMAL = 2 ** -14;
/** Half way between the largest number and the one after it. */
const TOO_LARGE = 65_520;
const SIGN = 0x8000;
const INFINITY = 0x7c00;
const NOT_A_NUMBER = 0x7e00;

/** The step from a number to the next larger one of 16 bits. */
function stepAt(size: number): number {
  let step = SMALLEST;
  for (let limit = 2 * SMALLEST_NORMAL; size >= limit; limit *= 2) step *= 2;
  return step;
}

/** Nearest number of 16 bits; of two equally near ones the even one. */
function rounded(value: number): number {
  const size = Math.abs(value);
  if (value === 0 || Number.isNaN(value) || size === Number.POSITIVE_INFINITY) return value;
  if (size >= TOO_LARGE) return value < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const step = stepAt(size);
  const whole = Math.floor(size / step);
  const rest = size / step - whole;
  const steps = rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
  return value < 0 ? -steps * step : steps * step;
}

function bitsOf(value: number): number {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  const sign = value < 0 || Object.is(value, -0) ? SIGN : 0;
  const size = Math.abs(rounded(value));
  if (size === Number.POSITIVE_INFINITY) return sign | INFINITY;
  const step = stepAt(size);
  const exponent = Math.log2(step / SMALLEST) + (size >= SMALLEST_NORMAL ? 1 : 0);
  return sign | (exponent << 10) | ((size / step) % 1024);
}

function numberOf(bits: number): number {
  const sign = bits & SIGN ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * SMALLEST : (fraction + 1024) * SMALLEST * 2 ** (exponent - 1));
}

const { getUint16, setUint16 } = DataView.prototype;
const NativeUint8Array = Uint8Array;
const NativeArrayBuffer = ArrayBuffer;

/** Buffers whose contents have gone elsewhere. */
const detached = new WeakSet<object>();
const { has: isDetached, add: detach } = WeakSet.prototype;

/**
 * Moves contents to a buffer of another size.
 *
 * @simplified Views made before keep their contents, where the engine cannot detach a buffer.
 */
function moved(buffer: ArrayBuffer, size: number, maxSize: number | undefined): ArrayBuffer {
  if (apply(isDetached, detached, [buffer]))
    throw new TypeError('Cannot perform %ArrayBuffer.prototype.transfer on a detached ArrayBuffer');
  const options = maxSize === undefined ? [] : [{ maxByteLength: maxSize }];
  const copy: ArrayBuffer = construct(NativeArrayBuffer, [size, ...options]);
  const source = new NativeUint8Array(buffer);
  new NativeUint8Array(copy).set(source.subarray(0, Math.min(size, source.length)));
  apply(detach, detached, [buffer]);
  return copy;
}

function installTransfers(): void {
  const prototype = ArrayBuffer.prototype;
  if (getOwnPropertyDescriptor(prototype, 'transfer')) return;
  const byteLength = getOwnPropertyDescriptor(prototype, 'byteLength')?.get as () => number; // Every engine has it.
  const maxByteLength = getOwnPropertyDescriptor(prototype, 'maxByteLength')?.get;
  const resizable = getOwnPropertyDescriptor(prototype, 'resizable')?.get;
  const sizeOf = (buffer: ArrayBuffer): number => apply(byteLength, buffer, []);
  provide(prototype, {
    get detached(): boolean {
      sizeOf(this as unknown as ArrayBuffer);
      return apply(isDetached, detached, [this]);
    },
    transfer(this: ArrayBuffer, size: unknown = undefined): ArrayBuffer {
      const max = resizable && apply(resizable, this, []) && maxByteLength ? apply(maxByteLength, this, []) : undefined;
      return moved(this, size === undefined ? sizeOf(this) : Number(size), max as number | undefined);
    },
    transferToFixedLength(this: ArrayBuffer, size: unknown = undefined): ArrayBuffer {
      return moved(this, size === undefined ? sizeOf(this) : Number(size), undefined);
    },
  });
  for (const name of ['transfer', 'transferToFixedLength'])
    defineProperty(Reflect.get(prototype, name), 'length', { value: 0, configurable: true });
  provide(
    prototype,
    {
      get byteLength(): number {
        const size = sizeOf(this as unknown as ArrayBuffer);
        return apply(isDetached, detached, [this]) ? 0 : size;
      },
    },
    { replaces: true },
  );
}

export function installNumbers(): void {
  provide(Math, { f16round: (value: unknown) => rounded(toNumber(value)) });
  provide(DataView.prototype, {
    getFloat16(this: DataView, offset: number, isLittle = false): number {
      return numberOf(apply(getUint16, this, [offset, isLittle]));
    },
    setFloat16(this: DataView, offset: number, value: unknown, isLittle = false): void {
      apply(setUint16, this, [offset, bitsOf(toNumber(value)), isLittle]);
    },
  });
  installTransfers();
}
