/**
 * The six fields of AWS's cron expressions: minutes, hours, day of month, month, day of week (1 is Sunday), year. Exactly one of the
 * two days is `?`.
 *
 * @assumed Not documented, and so refused: ranges that go back (FRI-MON), `L` or `W` inside lists, `LW`.
 */

/** Values are in order, each once. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  readonly days: CronDays;
}

export type CronDays =
  | { readonly kind: 'daysOfMonth'; readonly days: readonly number[] }
  | { readonly kind: 'lastDay' }
  /** The weekday, Monday to Friday, nearest to a day, in the same month. */
  | { readonly kind: 'nearestWeekday'; readonly day: number }
  /** From 1, Sunday, to 7. */
  | { readonly kind: 'daysOfWeek'; readonly days: readonly number[] }
  | { readonly kind: 'lastDayOfWeek'; readonly day: number }
  | { readonly kind: 'nthDayOfWeek'; readonly day: number; readonly n: number };

interface Range {
  readonly least: number;
  readonly most: number;
  /** Words for values, from `least` on. */
  readonly words?: readonly string[];
}

const MINUTES: Range = { least: 0, most: 59 };
const HOURS: Range = { least: 0, most: 23 };
const DAYS_OF_MONTH: Range = { least: 1, most: 31 };
const MONTHS: Range = { least: 1, most: 12, words: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ') };
const DAYS_OF_WEEK: Range = { least: 1, most: 7, words: 'SUN MON TUE WED THU FRI SAT'.split(' ') };
const YEARS: Range = { least: 1970, most: 2199 };

/** Parses what stands between the parentheses; null when AWS would refuse it. */
export function parseCron(inside: string): Cron | null {
  const fields = inside.split(/ +/);
  if (fields.length !== 6) return null;
  // There are six of them, as was just tested.
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields as [string, string, string, string, string, string];
  const minutes = values(minute, MINUTES);
  const hours = values(hour, HOURS);
  const months = values(month, MONTHS);
  const years = values(year, YEARS);
  const days = parseDays(dayOfMonth, dayOfWeek);
  return minutes && hours && months && years && days && { minutes, hours, months, years, days };
}

function parseDays(dayOfMonth: string, dayOfWeek: string): CronDays | null {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return null;
  return dayOfWeek === '?' ? parseDayOfMonth(dayOfMonth) : parseDayOfWeek(dayOfWeek);
}

function parseDayOfMonth(text: string): CronDays | null {
  if (text === 'L') return { kind: 'lastDay' };
  const nearest = /^(\d{1,2})W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const day = oneValue(nearest, DAYS_OF_MONTH);
    return day === null ? null : { kind: 'nearestWeekday', day };
  }
  const days = values(text, DAYS_OF_MONTH);
  return days && { kind: 'daysOfMonth', days };
}

function parseDayOfWeek(text: string): CronDays | null {
  // The last day of the week is Saturday.
  if (text === 'L') return { kind: 'daysOfWeek', days: [7] };
  const [, word = '', last, n] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(text) ?? [];
  if (last === undefined && n === undefined) {
    const days = values(text, DAYS_OF_WEEK);
    return days && { kind: 'daysOfWeek', days };
  }
  const day = oneValue(word, DAYS_OF_WEEK);
  if (day === null) return null;
  return n === undefined ? { kind: 'lastDayOfWeek', day } : { kind: 'nthDayOfWeek', day, n: Number(n) };
}

/** The values of a field: a list of `*`, `5`, `1-5`, each perhaps with a step, `0/15`. */
function values(text: string, range: Range): readonly number[] | null {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const some = partValues(part, range);
    if (!some) return null;
    for (const value of some) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function partValues(part: string, range: Range): number[] | null {
  const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  if (from === undefined || (from === '*' && to !== undefined)) return null;
  const first = from === '*' ? range.least : oneValue(from, range);
  // `5/10` goes on to the end of the range, a plain `5` does not.
  const isOpen = from === '*' || (to === undefined && step !== undefined);
  const last = isOpen ? range.most : to === undefined ? first : oneValue(to, range);
  const by = Number(step ?? 1);
  if (first === null || last === null || last < first || by < 1) return null;
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => first + i * by);
}

function oneValue(text: string, { least, most, words = [] }: Range): number | null {
  const word = words.indexOf(text.toUpperCase());
  if (word >= 0) return least + word;
  if (!/^\d{1,4}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
