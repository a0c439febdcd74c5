/**
 * Schedule expressions as EventBridge rules and EventBridge Scheduler take them: `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)`, and
 * for Scheduler `at(2026-01-05T10:00:00)`. Times are UTC.
 *
 * @source Amazon EventBridge User Guide, "Cron expressions reference",
 *   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html, and EventBridge Scheduler User Guide,
 *   "Schedule types", https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html, read 2026-11; and recorded answers.
 */
import { type Cron, parseCron } from './cronExpression.ts';

export type ScheduleService = 'rule' | 'scheduler';
export type RateUnit = 'minute' | 'hour' | 'day';

export type Schedule =
  | { readonly kind: 'rate'; readonly value: number; readonly unit: RateUnit }
  | { readonly kind: 'cron'; readonly cron: Cron }
  /** Once, at a time in ms since 1970. */
  | { readonly kind: 'at'; readonly epochMs: number };

export type ParsedSchedule =
  | { readonly ok: true; readonly schedule: Schedule }
  /** `message` is that of AWS's ValidationException. */
  | { readonly ok: false; readonly message: string };

/** Nothing is trimmed: AWS refuses spaces outside of the places where they belong. */
export function parseScheduleExpression(text: string, service: ScheduleService): ParsedSchedule {
  const schedule = parsed(text, service);
  if (schedule) return { ok: true, schedule };
  const message =
    service === 'rule' ? 'Parameter ScheduleExpression is not valid.' : `Invalid Schedule Expression ${text}.`;
  return { ok: false, message };
}

function parsed(text: string, service: ScheduleService): Schedule | null {
  const [, form, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  if (form === 'rate') return parseRate(inside, service);
  if (form === 'at') return service === 'scheduler' ? parseAt(inside) : null;
  if (form !== 'cron') return null;
  const cron = parseCron(inside);
  return cron && { kind: 'cron', cron };
}

/** Rules want `1 minute` and `2 minutes`; Scheduler takes either word for any number. */
function parseRate(inside: string, service: ScheduleService): Schedule | null {
  const match = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inside);
  if (!match) return null;
  const value = Number(match[1]);
  if (service === 'rule' && (value === 1) !== (match[3] === '')) return null;
  // The pattern has no other words.
  return { kind: 'rate', value, unit: match[2] as RateUnit };
}

function parseAt(inside: string): Schedule | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside)) return null;
  const epochMs = Date.parse(`${inside}Z`);
  // A date that does not exist, such as 31 February, comes out as another one or as none.
  const exists = Number.isFinite(epochMs) && new Date(epochMs).toISOString().startsWith(inside);
  return exists ? { kind: 'at', epochMs } : null;
}
