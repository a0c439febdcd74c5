/**
 * The timers of an environment: what is due first is found at once, however many there are. They stand in virtual time, so that a
 * frozen environment has none of them fire (SIM-11).
 */
import type { Timer } from '../simulation.ts';

/**
 * Timers that an environment may have pending. The runtime refuses more too, with an error in the handler; this bound holds
 * for whatever else may answer in its place.
 */
export const TIMERS_MAX = 10_000;

export class PendingTimers {
  private readonly byId = new Map<number, Timer>();
  /** The first due is the last, so that taking it moves nothing. */
  private readonly byDue: Timer[] = [];

  get size(): number {
    return this.byId.size;
  }

  first(): Timer | undefined {
    return this.byDue[this.byDue.length - 1];
  }

  /** A timer of the same id is replaced. */
  set(timer: Timer): void {
    this.remove(timer.id);
    this.byId.set(timer.id, timer);
    this.byDue.splice(this.placeOf(timer), 0, timer);
  }

  remove(id: number): void {
    const timer = this.byId.get(id);
    if (!timer) return;
    this.byId.delete(id);
    this.byDue.splice(this.placeOf(timer), 1);
  }

  clear(): void {
    this.byId.clear();
    this.byDue.length = 0;
  }

  /** Where it is, or belongs. */
  private placeOf(timer: Timer): number {
    let low = 0;
    let high = this.byDue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.byDue[middle];
      if (other && isDueBefore(timer, other)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Due {
  readonly dueUs: number;
  readonly order: number;
}

/** Of two that are due at the same time the one that was set, or came, first. */
export function isDueBefore(a: Due, b: Due): boolean {
  return a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.order < b.order);
}
