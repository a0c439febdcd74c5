import { expect, test } from 'vitest';
import { PendingTimers } from './pendingTimers.ts';

const timer = (id: number, dueUs: number, order: number) => ({ id, dueUs, repeatUs: 0, cause: 0, order });

/** Takes all, in their order. */
function taken(timers: PendingTimers): number[] {
  const ids: number[] = [];
  for (let first = timers.first(); first; first = timers.first()) {
    ids.push(first.id);
    timers.remove(first.id);
  }
  return ids;
}

test('timers come by their due times, then in the order in which they were set (SIM-11)', () => {
  const timers = new PendingTimers();
  for (const t of [timer(1, 50, 1), timer(2, 20, 2), timer(3, 50, 3), timer(4, 10, 4), timer(5, 20, 5)]) timers.set(t);
  timers.remove(5);
  timers.remove(77);
  expect(timers.size).toBe(4);
  expect(taken(timers)).toEqual([4, 2, 1, 3]);
  expect(timers.size).toBe(0);
});

test('a timer that is set again counts once, at its new time', () => {
  const timers = new PendingTimers();
  for (const t of [timer(1, 10, 1), timer(2, 20, 2), timer(1, 30, 3)]) timers.set(t);
  expect(taken(timers)).toEqual([2, 1]);
});

test('cleared timers never come', () => {
  const timers = new PendingTimers();
  timers.set(timer(1, 10, 1));
  timers.clear();
  expect([timers.first(), timers.size]).toEqual([undefined, 0]);
});
