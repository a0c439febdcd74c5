/** The cost counter that compiled code carries as `__$k` (see `src/compile/instrument.ts`). */

/** What a step that must not go on throws; `catch` blocks of compiled code never get to see it. */
export const ABORT: object = Object.freeze(Object.create(null));

/** Calls on the stack at which Node.js would report a full stack, for frames of middle size. */
const DEPTH_MAX = 7500;
/** An `await`: a promise reaction is made and run. */
const AWAIT_TICKS = 10;

export const counter = {
  /** Ticks since the start of the step; stays far below 2^30, where engines change its representation. */
  n: 0,
  max: 0,
  d: 0,
  dmax: DEPTH_MAX,
  trip(): never {
    throw ABORT;
  },
  deep(): never {
    counter.d -= 1;
    throw new RangeError('Maximum call stack size exceeded');
  },
  w(value: unknown): unknown {
    counter.n += AWAIT_TICKS;
    if (counter.n > counter.max) counter.trip();
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
