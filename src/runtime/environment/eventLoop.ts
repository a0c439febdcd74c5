/**
 * The event loop of the environment's process: macrotasks come from the kernel side as steps; `process.nextTick`,
 * immediates, unhandled rejections and `beforeExit` happen inside a step, in the order of Node.js.
 */
import { bindContext, enterContext } from './asyncContext.ts';
import { charge, isOver } from './counter.ts';
import { emitSetTimer } from './effects.ts';

/** What the loop reports to the process. */
export interface LoopEvents {
  onUncaught(error: unknown): void;
  onUnhandledRejection(reason: unknown, promise: unknown): void;
  /** Nothing is left to do; listeners may find something. */
  onEmpty(): void;
  /** Nothing was found: the process ends. */
  onIdle(): void;
}

export interface Immediate {
  readonly id: number;
  readonly run: () => void;
  cancelled: boolean;
  isReferenced: boolean;
}

/** Turns of the check phase in one step; an endless chain of immediates goes on in later steps. */
const PHASES_MAX = 16;
const IMMEDIATE_TICKS = 2000;

const ticks: (() => void)[] = [];
let rejections: { reason: unknown; promise: unknown }[] = [];
let immediates: Immediate[] = [];
let phase: Immediate[] = [];
let phases = 0;
/** Timers, service calls and streams that keep the process alive. */
let handles = 0;
let isWaitingForEvent = false;
/** Whether the last thing that happened was that the loop was found empty. */
let wasEmpty = false;
let events: LoopEvents | undefined;
/** Immediates that wait for a step of their own, by the id of their timer. */
const postponed = new Map<number, Immediate>();
let nextId = 1;

export function connectLoop(listener: LoopEvents): void {
  events = listener;
}

/** Ids of timers and immediates come from one counter: the kernel side sees both as timers. */
export function takeTimerId(): number {
  return nextId++;
}

export function addHandle(): void {
  handles += 1;
}

export function removeHandle(): void {
  handles -= 1;
}

/** While the runtime waits for the next event the loop never counts as empty. */
export function setWaitingForEvent(value: boolean): void {
  isWaitingForEvent = value;
}

export function openLoop(): void {
  phases = 0;
  wasEmpty = false;
}

/** Runs a macrotask and the ticks it left; an exception in it is an uncaught one. It begins in no context. */
export function runMacrotask(task: () => void): void {
  enterContext(undefined);
  guarded(task);
  drainTicks();
}

/** Runs a microtask of the runtime; ticks wait until all microtasks are done. */
export function runMicrotask(task: () => void): void {
  guarded(task);
}

export function enqueueTick(tick: () => void): void {
  ticks.push(bindContext(tick));
}

export function enqueueImmediate(run: () => void): Immediate {
  const immediate: Immediate = { id: takeTimerId(), run: bindContext(run), cancelled: false, isReferenced: true };
  immediates.push(immediate);
  return immediate;
}

export function noteRejection(reason: unknown, promise: unknown): void {
  rejections.push({ reason, promise });
}

/** A rejection was handled after all, before the process had heard of it. */
export function forgetRejection(promise: unknown): void {
  rejections = rejections.filter((one) => one.promise !== promise);
}

/** A postponed immediate is due; false when `timerId` is not one. */
export function runPostponed(timerId: number): boolean {
  const immediate = postponed.get(timerId);
  if (!immediate) return false;
  postponed.delete(timerId);
  if (!immediate.cancelled) runMacrotask(immediate.run);
  return true;
}

/** Does the next thing that is due once microtasks are drained; false when the loop has nothing more to do now. */
export function turnLoop(): boolean {
  if (runQueued()) {
    wasEmpty = false;
    return true;
  }
  if (isWaitingForEvent || isAlive()) return false;
  if (wasEmpty) {
    events?.onIdle();
    return false;
  }
  wasEmpty = true;
  runMacrotask(() => events?.onEmpty());
  return true;
}

function runQueued(): boolean {
  if (ticks.length > 0) {
    drainTicks();
    return true;
  }
  const rejection = rejections.shift();
  if (!rejection) return runImmediate();
  runMacrotask(() => events?.onUnhandledRejection(rejection.reason, rejection.promise));
  return true;
}

/** Gives what is left of the check phase to later steps. */
export function postponeImmediates(): void {
  for (const immediate of [...phase, ...immediates]) {
    if (immediate.cancelled) continue;
    postponed.set(immediate.id, immediate);
    emitSetTimer(immediate.id, 0, false);
  }
  phase = [];
  immediates = [];
}

export function isAlive(): boolean {
  if (handles > 0 || ticks.length > 0 || rejections.length > 0) return true;
  const holds = (immediate: Immediate) => immediate.isReferenced && !immediate.cancelled;
  return phase.some(holds) || immediates.some(holds) || [...postponed.values()].some(holds);
}

function runImmediate(): boolean {
  for (;;) {
    if (phase.length === 0) {
      if (immediates.length === 0 || phases >= PHASES_MAX) return false;
      phases += 1;
      phase = immediates;
      immediates = [];
    }
    const immediate = phase.shift();
    if (!immediate || immediate.cancelled) continue;
    runMacrotask(() => {
      charge(IMMEDIATE_TICKS);
      immediate.run();
    });
    return true;
  }
}

function drainTicks(): void {
  for (let tick = ticks.shift(); tick; tick = ticks.shift()) guarded(tick);
}

function guarded(task: () => void): void {
  try {
    task();
  } catch (error) {
    // Out of budget or out of the process: there is nobody left to tell.
    if (isOver()) return;
    // What listeners throw ends the process by other means; here it must not escape the loop.
    try {
      events?.onUncaught(error);
    } catch {}
  }
}
