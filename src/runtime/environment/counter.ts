/** The cost counter that compiled code carries as `__$k` (see `src/compile/instrument.ts`). */

/** What a step that must not go on throws; `catch` blocks of compiled code never get to see it. */
export const ABORT: object = Object.freeze(Object.create(null));

/**
 * Stack at which a full stack is reported, in the compiler's units of about 64 bytes: less than what engines have
 * (984 KB in a worker of Chromium), so that it is the same everywhere. Recursion through natives may hit theirs first.
 */
const STACK_MAX = 10_000;
/** An error with the trace of a full stack. */
const OVERFLOW_TICKS = 3000;
/** An `await`: a promise reaction is made and run. */
const AWAIT_TICKS = 10;

export const counter = {
  /** Ticks since the start of the step; stays far below 2^30, where engines change its representation. */
  n: 0,
  max: 0,
  d: 0,
  dmax: STACK_MAX,
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
  w(value: unknown): unknown {
    counter.n += AWAIT_TICKS;
    if (counter.n > counter.max) counter.trip();
    return value;
  },
  r(value: unknown, context: unknown): unknown {
    counter.c = context;
    return value;
  },
};

/** Charges natives and simulated parts of the runtime; user code that is out of budget does not go on. */
export function charge(ticks: number): void {
  counter.n += ticks;
  if (counter.n > counter.max) counter.trip();
}

/** Ends the process: from here on nothing that is compiled runs, whatever it catches. */
export function endProcess(): void {
  counter.max = -1;
}
