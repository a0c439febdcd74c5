/**
 * The queue of what will happen: entries ordered by time, then priority, then order of scheduling (D2).
 * Everything is a number in a typed array, because studies schedule hundreds of millions of entries.
 */

/** Order at one instant (D2); inputs come after traffic so that a replay with known inputs gives the same order. */
export const PRIORITY = { completion: 0, arrival: 1, input: 2, timer: 3, expiry: 4, end: 5 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Orders of scheduling stay below this; 2^50 entries are more than any run can make. */
const PRIORITY_STEP = 2 ** 50;

/** Indices are inside the arrays by construction, so that no `?? 0` below ever takes effect. */
export class EntryQueue {
  size = 0;
  /** The entry last taken by `take`. */
  timeUs = 0;
  priority = 0;
  type = 0;
  a = 0;
  b = 0;
  private sequence = 0;
  private capacity = 256;
  // The heap: keys and the slot of each entry's content.
  private times = new Float64Array(this.capacity);
  private orders = new Float64Array(this.capacity);
  private slots = new Int32Array(this.capacity);
  // The content, by slot.
  private types = new Uint8Array(this.capacity);
  private as = new Int32Array(this.capacity);
  private bs = new Int32Array(this.capacity);
  private free = new Int32Array(this.capacity).map((_, i) => i);

  /** Schedules an entry; `a` and `b` mean what `type` says. */
  add(timeUs: number, priority: Priority, type: number, a = 0, b = 0): void {
    if (!(timeUs >= 0)) throw new Error(`Nothing can be scheduled for ${timeUs} µs.`);
    if (this.size === this.capacity) this.grow();
    const slot = this.free[this.capacity - 1 - this.size] ?? 0; // in range: size < capacity
    this.types[slot] = type;
    this.as[slot] = a;
    this.bs[slot] = b;
    this.siftUp(this.size++, timeUs, priority * PRIORITY_STEP + this.sequence++, slot);
  }

  /** Time of the first entry; Infinity when there is none. */
  firstTimeUs(): number {
    return this.size > 0 ? (this.times[0] ?? 0) : Number.POSITIVE_INFINITY;
  }

  /** Whether the first entry is of this type, time and priority. */
  firstIs(timeUs: number, priority: Priority, type: number): boolean {
    if (this.size === 0 || this.times[0] !== timeUs || this.types[this.slots[0] ?? 0] !== type) return false;
    return Math.floor((this.orders[0] ?? 0) / PRIORITY_STEP) === priority;
  }

  /** Removes the first entry and leaves it in the fields `timeUs`, `priority`, `type`, `a`, `b`. */
  take(): void {
    if (this.size === 0) throw new Error('The queue is empty.');
    const slot = this.slots[0] ?? 0;
    this.timeUs = this.times[0] ?? 0;
    this.priority = Math.floor((this.orders[0] ?? 0) / PRIORITY_STEP);
    this.type = this.types[slot] ?? 0;
    this.a = this.as[slot] ?? 0;
    this.b = this.bs[slot] ?? 0;
    const last = --this.size;
    this.free[this.capacity - 1 - last] = slot;
    if (last > 0) {
      this.siftDown(this.times[last] ?? 0, this.orders[last] ?? 0, this.slots[last] ?? 0);
    }
  }

  private siftUp(from: number, time: number, order: number, slot: number): void {
    const { times, orders, slots } = this;
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent] ?? 0;
      if (parentTime < time || (parentTime === time && (orders[parent] ?? 0) < order)) break;
      times[i] = parentTime;
      orders[i] = orders[parent] ?? 0;
      slots[i] = slots[parent] ?? 0;
      i = parent;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
  }

  private siftDown(time: number, order: number, slot: number): void {
    const { times, orders, slots, size } = this;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && isBefore(times, orders, right, child)) child = right;
      const childTime = times[child] ?? 0;
      if (time < childTime || (time === childTime && order < (orders[child] ?? 0))) break;
      times[i] = childTime;
      orders[i] = orders[child] ?? 0;
      slots[i] = slots[child] ?? 0;
      i = child;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
  }

  private grow(): void {
    const before = this.capacity;
    this.capacity = before * 2;
    this.times = larger(this.times, new Float64Array(this.capacity));
    this.orders = larger(this.orders, new Float64Array(this.capacity));
    this.slots = larger(this.slots, new Int32Array(this.capacity));
    this.types = larger(this.types, new Uint8Array(this.capacity));
    this.as = larger(this.as, new Int32Array(this.capacity));
    this.bs = larger(this.bs, new Int32Array(this.capacity));
    // All old slots are in use now; the new ones are free. Free slots lie at the start, growing backwards from `size`.
    this.free = new Int32Array(this.capacity);
    for (let i = 0; i < before; i++) this.free[i] = before + i;
  }
}

function isBefore(times: Float64Array, orders: Float64Array, i: number, j: number): boolean {
  const a = times[i] ?? 0;
  const b = times[j] ?? 0;
  return a < b || (a === b && (orders[i] ?? 0) < (orders[j] ?? 0));
}

function larger<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}
