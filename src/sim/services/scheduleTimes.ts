/**
 * When a schedule is due (TRIG-24, TRIG-25). A rate counts from the creation of the schedule, which is the start of the run: its first
 * event comes one period later. Cron expressions are in UTC.
 *
 * @source Amazon EventBridge User Guide, "Setting a schedule pattern for scheduled rules (legacy)",
 *   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html, read 2026-11.
 * @assumed A time that is the start of the run itself is due then. AWS promises no second within the minute; here it is the first.
 */
import type { Cron, CronDays } from '../../scenario/cronExpression.ts';
import { parseScheduleExpression, type Schedule } from '../../scenario/scheduleExpression.ts';
import type { ScheduleNode } from '../../scenario/schema.ts';
import type { ArrivalState } from './traffic.ts';

/** The arrival after `before`, or the first; null when there is none. `startMs`: the start of the run, ms since 1970. */
export function arrivalOfSchedule(
  settings: ScheduleNode,
  startMs: number,
  before: ArrivalState | null,
): ArrivalState | null {
  const schedule = settings.enabled ? scheduleOf(settings) : null;
  const n = (before?.n ?? 0) + 1;
  const timeUs = schedule && dueUs(schedule, { startMs, n, beforeUs: before?.timeUs ?? null });
  return timeUs === null ? null : { n, timeUs };
}

/** The schedule of a node: its expression, or its rate; null for an expression that AWS refuses. */
function scheduleOf({ expression, service, rate }: ScheduleNode): Schedule | null {
  if (expression === '') return { kind: 'rate', ...rate };
  const parsed = parseScheduleExpression(expression, service);
  return parsed.ok ? parsed.schedule : null;
}

const UNIT_US = { minute: 60_000_000, hour: 3_600_000_000, day: 86_400_000_000 } as const;

function dueUs(
  schedule: Schedule,
  { startMs, n, beforeUs }: { startMs: number; n: number; beforeUs: number | null },
): number | null {
  if (schedule.kind === 'rate') return n * schedule.value * UNIT_US[schedule.unit];
  const epochMs =
    schedule.kind === 'cron'
      ? nextCronMs(schedule.cron, beforeUs === null ? startMs : startMs + beforeUs / 1000 + 1)
      : n === 1 && schedule.epochMs >= startMs
        ? schedule.epochMs
        : null;
  return epochMs === null ? null : (epochMs - startMs) * 1000;
}

/** The first time at or after `fromMs` that an expression names, ms since 1970; null when there is none. */
export function nextCronMs(cron: Cron, fromMs: number): number | null {
  const from = new Date(fromMs);
  for (const year of cron.years) {
    if (year < from.getUTCFullYear()) continue;
    for (const month of cron.months) {
      if (Date.UTC(year, month, 1) <= fromMs) continue; // the month is over
      for (const day of daysOf(cron.days, year, month)) {
        const found = timeOfDay(cron, Date.UTC(year, month - 1, day), fromMs);
        if (found !== null) return found;
      }
    }
  }
  return null;
}

function timeOfDay({ hours, minutes }: Cron, dayMs: number, fromMs: number): number | null {
  if (dayMs + UNIT_US.day / 1000 <= fromMs) return null;
  for (const hour of hours) {
    const minute = minutes.find((minute) => dayMs + (hour * 60 + minute) * 60_000 >= fromMs);
    if (minute !== undefined) return dayMs + (hour * 60 + minute) * 60_000;
  }
  return null;
}

/** The days of a month that are meant, in order. Months count from 1. */
function daysOf(days: CronDays, year: number, month: number): readonly number[] {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const all = Array.from({ length: last }, (_, i) => i + 1);
  const dayOfWeek = (day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
  switch (days.kind) {
    case 'daysOfMonth':
      return days.days.filter((day) => day <= last);
    case 'lastDay':
      return [last];
    case 'nearestWeekday':
      return days.day > last ? [] : [nearestWeekday(days.day, last, dayOfWeek)];
    case 'daysOfWeek':
      return all.filter((day) => days.days.includes(dayOfWeek(day)));
    case 'lastDayOfWeek':
      return all.filter((day) => dayOfWeek(day) === days.day).slice(-1);
    case 'nthDayOfWeek':
      return all.filter((day) => dayOfWeek(day) === days.day).slice(days.n - 1, days.n);
    default:
      return days satisfies never;
  }
}

/** The day itself, or the nearest from Monday to Friday without leaving the month. */
function nearestWeekday(day: number, last: number, dayOfWeek: (day: number) => number): number {
  if (dayOfWeek(day) === 7) return day > 1 ? day - 1 : day + 2;
  if (dayOfWeek(day) === 1) return day < last ? day + 1 : day - 2;
  return day;
}
