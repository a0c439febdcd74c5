import { describe, expect, it } from 'vitest';
import { describeWithSharedData, recordedFile } from '../sim/testing/sharedData.ts';
import { parseScheduleExpression } from './scheduleExpression.ts';

interface Recorded {
  readonly service: 'EventBridge rule' | 'EventBridge Scheduler';
  readonly expression: string;
  readonly valid: boolean;
  readonly error?: { readonly message: string };
}

describeWithSharedData('recorded answers to schedule expressions (TRIG-24, TRIG-25)', () => {
  const cases: Recorded[] = recordedFile('schedule-expressions').cases;

  it('are all there', () => expect(cases.length).toBeGreaterThanOrEqual(29));

  it.each(cases.map((one) => [one.service, one.expression, one] as const))('%s: %s', (service, expression, one) => {
    const answer = parseScheduleExpression(expression, service === 'EventBridge rule' ? 'rule' : 'scheduler');
    expect(answer.ok).toBe(one.valid);
    if (!answer.ok) expect(answer.message).toBe(one.error?.message);
  });
});

describe('schedule expressions', () => {
  const isTaken = (text: string, service: 'rule' | 'scheduler' = 'rule') => parseScheduleExpression(text, service).ok;

  it('of a rate: rules want the right number of the word, Scheduler takes either', () => {
    expect(parseScheduleExpression('rate(5 minutes)', 'rule')).toEqual({
      ok: true,
      schedule: { kind: 'rate', value: 5, unit: 'minute' },
    });
    expect(['rate(1 hour)', 'rate(1 hours)', 'rate(2 day)', 'rate(0 days)'].map((text) => isTaken(text))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(isTaken('rate(1 minutes)', 'scheduler')).toBe(true);
    expect(isTaken('rate(5 minute)', 'scheduler')).toBe(true);
  });

  it('of one time are for Scheduler, and for dates that exist', () => {
    expect(parseScheduleExpression('at(2026-01-05T10:00:00)', 'scheduler')).toEqual({
      ok: true,
      schedule: { kind: 'at', epochMs: Date.UTC(2026, 0, 5, 10) },
    });
    expect(isTaken('at(2026-01-05T10:00:00)')).toBe(false);
    expect(isTaken('at(2026-02-30T10:00:00)', 'scheduler')).toBe(false);
  });

  it.each([
    'cron(0 8 L * ? *)',
    'cron(0 8 15W JAN,jul ? 2026/2)',
    'cron(*/5 0-8/2,20 ? * TUE#2 2026-2030)',
    'cron(0 8 ? * L *)',
    'cron(0 8 ? * FRIL *)',
  ])('%s is one', (text) => expect(isTaken(text)).toBe(true));

  it.each([
    'cron(0 8 * * ?)',
    'cron(0 8 ? * ? *)',
    'cron(0 8 32 * ? *)',
    'cron(0 8 ? * 0 *)',
    'cron(0 8 ? * 3#1,6#3 *)',
    'cron(0 8 ? * TUE#6 *)',
    'cron(10-5 8 * * ? *)',
    'cron(0/0 8 * * ? *)',
    'cron(*-5 8 * * ? *)',
    'cron(, 8 * * ? *)',
    'cron(0 8 * * ? 1969)',
    ' cron(0 8 * * ? *)',
    'every minute',
    '',
  ])('“%s” is none', (text) => expect(isTaken(text)).toBe(false));
});
