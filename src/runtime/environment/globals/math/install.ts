/** Puts our own functions in the place of those of `Math` whose last bits differ between engines (D13). */
import { BURDENS } from '../../charges.ts';
import { burden } from '../../counter.ts';
import { defineProperty } from '../../primordials.ts';
import { cbrt, exp, expm1, log, log1p, log2, log10, pow } from './exponential.ts';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic.ts';
import { acos, asin, atan, atan2, cos, sin, tan } from './trigonometric.ts';

const OF_ONE = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atanh,
  cbrt,
  cos,
  cosh,
  exp,
  expm1,
  log,
  log10,
  log1p,
  log2,
  sin,
  sinh,
  tan,
  tanh,
};

export function installMath(): void {
  for (const [name, run] of Object.entries(OF_ONE)) {
    method(name, { [name]: (x: unknown) => slow(run(Number(x))) }, 1);
  }
  method('pow', { pow: (x: unknown, y: unknown) => slow(pow(Number(x), Number(y))) }, 2);
  method('atan2', { atan2: (y: unknown, x: unknown) => slow(atan2(Number(y), Number(x))) }, 2);
  method('hypot', { hypot: (...values: unknown[]) => hypot(values.map(Number)) }, 2);
}

/** A result that took us longer than it takes an engine. */
function slow(value: number): number {
  burden(BURDENS.math);
  return value;
}

function method(name: string, holder: Readonly<Record<string, unknown>>, length: number): void {
  const value = holder[name] as object;
  defineProperty(value, 'length', { value: length, configurable: true });
  defineProperty(Math, name, { value, writable: true, configurable: true, enumerable: false });
}

/** As V8 does it: scaled by the largest, summed with compensation. */
function hypot(values: readonly number[]): number {
  let largest = 0;
  let hasNaN = false;
  for (const value of values) {
    const size = value < 0 ? -value : value;
    if (size === Number.POSITIVE_INFINITY) return size;
    if (Number.isNaN(size)) hasNaN = true;
    else if (size > largest) largest = size;
  }
  if (hasNaN) return Number.NaN;
  if (largest === 0) return 0;
  let total = 0;
  let compensation = 0;
  for (const value of values) {
    const part = value / largest;
    const summand = part * part - compensation;
    const next = total + summand;
    compensation = next - total - summand;
    total = next;
  }
  return Math.sqrt(total) * largest;
}

/** The operator `**`, which compiled code calls in its place. */
export function power(base: unknown, exponent: unknown): unknown {
  const [x, y] = [numeric(base), numeric(exponent)];
  // Two of a kind, or the engine's own TypeError.
  return typeof x === 'number' && typeof y === 'number' ? slow(pow(x, y)) : (x as bigint) ** (y as bigint);
}

/** Converts as operators do; minus keeps BigInts apart from numbers, and is undone without loss. */
function numeric(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  const negative: number | bigint = -(value as number);
  return -negative;
}
