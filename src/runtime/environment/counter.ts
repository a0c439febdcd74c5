/** The cost counter that compiled code carries as `__$k` (see `src/compile/instrument.ts`). */
import { LIMITS } from '../protocol.ts';
import { BURDENS } from './charges.ts';
import { power } from './globals/math/install.ts';
import { floor } from './primordials.ts';
import { mended } from './wording.ts';

/** What a step that must not go on throws; `catch` blocks of compiled code never get to see it. */
export const ABORT: object = Object.freeze(Object.create(null));

/**
 * Stack at which a full stack is reported, in the compiler's units of about 64 bytes: less than what engines have
 * (984 KB in a worker of Chromium), so that it is the same everywhere. Recursion through natives may hit theirs first.
 */
const STACK_MAX = 12_500;
/** An error with the trace of a full stack. */
const OVERFLOW_TICKS = 30_000;
/** An `await`: a promise reaction is made and run. */
const AWAIT_TICKS = 120;
/** Making a text out of parts, numbers among them. */
const TEXT_TICKS = 50;

/** Texts and arrays below this size are not looked at. */
const PIECE = 4096;
/**
 * `n` counts up to here and begins anew: engines keep integers below 2^30 as such, and a counter that is no such integer makes
 * compiled code many times slower.
 */
const LAP_TICKS = 2 ** 28;
const LAP_CHARGE_MAX = 2 ** 29;
/** One charge can be for more than any step may take. */
const CHARGE_MAX = 2 ** 34;
/** Ticks of the laps of this step that are over, what the step may take, and what it takes beside (see `burden`). */
const laps = { past: 0, budget: 0, burden: 0 };
/** Tells the host that a step is still counting. */
const signs = { give: () => {} };
let sized: (value: string | object) => void = () => {};

/** Connects what expressions make to the account of memory, which itself reads the counter. */
export function onSized(listener: (value: string | object) => void): void {
  sized = listener;
}

/** Connects laps to the host, which waits longer for a step that gives signs of life. */
export function onLap(listener: () => void): void {
  signs.give = listener;
}

/** 64-bit digits of a BigInt, found without going over them. */
function bigintDigits(value: bigint): number {
  // Nearly all are small, and the largest have 2^30 bits.
  let bits = 4;
  while (bits < 2 ** 30 && asIntN(bits, value) !== value) bits *= 2;
  return bits / 64;
}

/**
 * Multiplying and dividing costs more than in proportion, and of two numbers that are both long far more: Firefox takes the
 * square of their digits.
 */
const digitTicks = (digits: number) => (digits < 8 ? 0 : Math.ceil(digits ** 1.5 + digits ** 2.7 / 600));
const asIntN = BigInt.asIntN;

/** Ticks of an operation that reads or makes this value. */
export function bigintTicks(value: bigint): number {
  return digitTicks(bigintDigits(value));
}

export const counter = {
  /** Ticks since the start of the lap, and those at which the lap or the budget is over. */
  n: 0,
  max: 0,
  d: 0,
  dmax: STACK_MAX,
  /** Bytes of small objects made since the start of the step; the compiler counts them. */
  m: 0,
  /** The asynchronous context: what follows the code over awaits, reactions, ticks and timers. */
  c: undefined as unknown,
  /** The lap is over: another begins, or the step ends. */
  trip(): void {
    if (isUsedUp()) throw ABORT;
    beginLap();
    signs.give();
  },
  deep(size: number): never {
    counter.d -= size;
    // Making an error is dear, and code that catches this one may come back at once.
    charge(OVERFLOW_TICKS);
    throw new RangeError('Maximum call stack size exceeded');
  },
  /** A caught error in the words of V8. */
  e(error: unknown): unknown {
    burden(BURDENS.caught);
    return mended(error);
  },
  w(value: unknown): unknown {
    counter.n += AWAIT_TICKS;
    if (counter.n > counter.max) counter.trip();
    return value;
  },
  /** Sees to long texts and large arrays that an expression has made. */
  s(value: unknown): unknown {
    if (typeof value === 'string') {
      counter.n += TEXT_TICKS;
      if (value.length > PIECE) sized(value);
    } else if (typeof value === 'object' && value !== null) {
      sized(value);
    }
    return value;
  },
  /** Sees to what an operation on BigInts has made. */
  b(value: unknown): unknown {
    if (typeof value === 'bigint') chargeBigint(bigintTicks(value));
    return value;
  },
  /** `base ** exponent`; the size of a power of BigInts is known before it is made. */
  p(base: never, exponent: never): unknown {
    if (typeof base === 'bigint' && typeof exponent === 'bigint' && exponent > 1n) {
      chargeBigint(digitTicks(bigintDigits(base) * Number(exponent)));
    }
    return power(base, exponent);
  },
  r(value: unknown, context: unknown): unknown {
    counter.c = context;
    return value;
  },
};

/** Ticks that are left; below zero when the budget is passed. */
function left(): number {
  const spent = laps.past + counter.n;
  const beforeEndless = LIMITS.ticksPerStep - laps.burden - spent;
  return laps.budget - spent < beforeEndless ? laps.budget - spent : beforeEndless;
}

const isUsedUp = () => left() < 0;

/** Division, which is not counted, takes several times as much. */
function chargeBigint(ticks: number): void {
  if (ticks === 0) return;
  charge(ticks);
  burden(ticks * BURDENS.bigint);
}

function beginLap(): void {
  laps.past += counter.n;
  counter.n = 0;
  const rest = left();
  counter.max = rest < LAP_TICKS ? rest : LAP_TICKS;
}

/** A step begins that may take so many ticks. */
export function openBudget(ticks: number): void {
  laps.past = 0;
  laps.budget = ticks;
  laps.burden = 0;
  counter.n = 0;
  beginLap();
}

/** Ticks since the start of the step. */
export function ticksSoFar(): number {
  return laps.past + (counter.n > 0 ? counter.n : 0);
}

/** Whether the step has passed its budget, or the process has ended: nothing that is compiled goes on. */
export function isOver(): boolean {
  // A lap that is over alone goes on with the next check.
  return counter.n > counter.max && isUsedUp();
}

/** Charges natives and simulated parts of the runtime; user code that is out of budget does not go on. */
export function charge(ticks: number): void {
  if (ticks < LAP_CHARGE_MAX) counter.n += floor(ticks);
  else {
    laps.past += (ticks < CHARGE_MAX ? floor(ticks) : CHARGE_MAX) - LAP_CHARGE_MAX;
    counter.n += LAP_CHARGE_MAX;
  }
  if (counter.n > counter.max) counter.trip();
}

/**
 * Notes that something takes the playground so many ticks more than the model says: no virtual time passes, but the step
 * is presumed endless the sooner (D9), so that this does not take minutes of real time.
 */
export function burden(ticks: number): void {
  const more = floor(ticks < LAP_CHARGE_MAX ? ticks : LAP_CHARGE_MAX);
  laps.burden += more;
  counter.max -= more;
  if (counter.n > counter.max) counter.trip();
}

/**
 * Runs work of the environment whose amount differs between engines: its natives are not charged, so that time stays the
 * same everywhere. Running out of the budget meanwhile still counts.
 */
export function uncharged<T>(run: () => T): T {
  const { n, m, max } = counter;
  const { past, burden } = laps;
  try {
    return run();
  } finally {
    if (!isOver()) {
      laps.past = past;
      laps.burden = burden;
      counter.n = n;
      counter.m = m;
      counter.max = max;
    }
  }
}

/** Ends the process: from here on nothing that is compiled runs, whatever it catches. */
export function endProcess(): void {
  counter.max = -1;
  laps.budget = -1;
}

/** Runs what is no part of the step, whose budget may be used up. */
export function beyondBudget(run: () => void): void {
  const { max } = counter;
  // Engines keep it as such an integer.
  counter.max = 2 ** 30 - 1;
  run();
  counter.max = max;
}
