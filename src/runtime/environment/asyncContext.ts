/**
 * The asynchronous context: an immutable map from each AsyncLocalStorage to its value, which follows the code that set
 * it. It is the counter's `c`, since compiled code keeps it over every `await` (see `src/compile/instrument.ts`); what
 * takes a callback for later binds it here. Like AsyncContextFrame of Node.js 24.
 */
import { counter } from './counter.ts';

export type Context = ReadonlyMap<object, unknown> | undefined;

/** Until a first AsyncLocalStorage exists there is nothing to keep, and reactions are not wrapped. */
let isUsed = false;

export function startContexts(): void {
  isUsed = true;
}

export function currentContext(): Context {
  // Only the functions here and compiled code, which gives back what it took, write it.
  return counter.c as Context;
}

export function enterContext(context: Context): void {
  counter.c = context;
}

/** Runs `run` in a context and then goes back to the present one. */
export function inContext<T>(context: Context, run: () => T): T {
  const before = currentContext();
  enterContext(context);
  try {
    return run();
  } finally {
    enterContext(before);
  }
}

/** `task` in the present context, whenever it is run; nothing runs after it that had a context before. */
export function bindContext(task: () => void): () => void {
  if (!isUsed) return task;
  const context = currentContext();
  return () => {
    enterContext(context);
    task();
  };
}

/** A promise's reaction in the present context; what is no function stays what it is. */
export function bindReaction(reaction: unknown): unknown {
  if (!isUsed || typeof reaction !== 'function') return reaction;
  const context = currentContext();
  return (value: unknown) => {
    enterContext(context);
    return reaction(value);
  };
}
