/** The cost counter that compiled code carries as `__$k` (see `src/compile/instrument.ts`). */
import { power } from './globals/math/install.ts';
import { mended } from './wording.ts';

/** What a step that must not go on throws; `catch` blocks of compiled code never get to see it. */
export const ABORT: object = Object.freeze(Object.create(null));

/**
 * Stack at which a full stack is reported, in the compiler's units of about 64 bytes: less than what engines have
 * (984 KB in a worker of Chromium), so that it is the same everywhere. Recursion through natives may hit theirs first.
 */
const STACK_MAX = 12_500;
/** An error with the trace of a full stack. */
const OVERFLOW_TICKS = 3000;
/** An `await`: a promise reaction is made and run. */
const AWAIT_TICKS = 10;

/** Texts and arrays below this size are not looked at. */
const PIECE = 4096;
const CHARGE_MAX = 2 ** 29;
let sized: (value: string | object) => void = () => {};

/** Connects what expressions make to the account of memory, which itself reads the counter. */
export function onSized(listener: (value: string | object) => void): void {
  sized = listener;
}

/** 64-bit digits of a BigInt, found without going over them. */
function bigintDigits(value: bigint): number {
  // Nearly all are small, and the largest have 2^30 bits.
  let bits = 4;
  while (bits < 2 ** 30 && asIntN(bits, value) !== value) bits *= 2;
  return bits / 64;
}

/** Multiplying and dividing costs more than in proportion. */
const digitTicks = (digits: number) => (digits < 8 ? 0 : Math.ceil(digits ** 1.6));
const asIntN = BigInt.asIntN;

/** Ticks of an operation that reads or makes this value. */
export function bigintTicks(value: bigint): number {
  return digitTicks(bigintDigits(value));
}

export const counter = {
  /** Ticks since the start of the step; stays far below 2^30, where engines change its representation. */
  n: 0,
  max: 0,
  d: 0,
  dmax: STACK_MAX,
  /** Bytes of small objects made since the start of the step; the compiler counts them. */
  m: 0,
  /** The asynchronous context: what follows the code over awaits, reactions, ticks and timers. */
  c: undefined as unknown,
  trip(): never {
    throw ABORT;
  },
  deep(size: number): never {
    counter.d -= size;
    // Making an error is dear, and code that catches this one may come back at once.
    charge(OVERFLOW_TICKS);
    throw new RangeError('Maximum call stack size exceeded');
  },
  /** A caught error in the words of V8. */
  e: mended,
  w(value: unknown): unknown {
    counter.n += AWAIT_TICKS;
    if (counter.n > counter.max) counter.trip();
    return value;
  },
  /** Sees to long texts and large arrays that an expression has made. */
  s(value: unknown): unknown {
    if (typeof value === 'string') {
      if (value.length > PIECE) sized(value);
    } else if (typeof value === 'object' && value !== null) {
      sized(value);
    }
    return value;
  },
  /** Sees to what an operation on BigInts has made. */
  b(value: unknown): unknown {
    if (typeof value === 'bigint') charge(bigintTicks(value));
    return value;
  },
  /** `base ** exponent`; the size of a power of BigInts is known before it is made. */
  p(base: never, exponent: never): unknown {
    if (typeof base === 'bigint' && typeof exponent === 'bigint' && exponent > 1n) {
      charge(digitTicks(bigintDigits(base) * Number(exponent)));
    }
    return power(base, exponent);
  },
  r(value: unknown, context: unknown): unknown {
    counter.c = context;
    return value;
  },
};

/** Charges natives and simulated parts of the runtime; user code that is out of budget does not go on. */
export function charge(ticks: number): void {
  // One charge can be for more than any step may take; the counter must not become too large for that.
  counter.n += ticks < CHARGE_MAX ? ticks : CHARGE_MAX;
  if (counter.n > counter.max) counter.trip();
}

/**
 * Runs work of the environment whose amount differs between engines: its natives are not charged, so that time stays the
 * same everywhere. Running out of the budget meanwhile still counts.
 */
export function uncharged<T>(run: () => T): T {
  const { n, m } = counter;
  try {
    return run();
  } finally {
    if (counter.n <= counter.max) {
      counter.n = n;
      counter.m = m;
    }
  }
}

/** Ends the process: from here on nothing that is compiled runs, whatever it catches. */
export function endProcess(): void {
  counter.max = -1;
}
