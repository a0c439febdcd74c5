import { expect, test } from 'vitest';
import { parseCron } from '../../scenario/cronExpression.ts';
import { ScheduleNode } from '../../scenario/schema.ts';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { arrivalOfSchedule, nextCronMs } from './scheduleTimes.ts';
import type { ArrivalState } from './traffic.ts';

/** The next times from a date on, without seconds. */
function times(fields: string, from: string, count: number): string[] {
  const cron = parseCron(fields);
  if (!cron) throw new Error(`${fields} is no cron expression.`);
  const found: string[] = [];
  for (let ms = Date.parse(from); found.length < count; ) {
    const next = nextCronMs(cron, ms);
    if (next === null) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    ms = next + 1;
  }
  return found;
}

test('the examples of the guide come when the guide says (TRIG-24)', () => {
  const monday = '2026-01-05T09:00:30Z';
  expect(times('0 10 * * ? *', monday, 2)).toEqual(['2026-01-05T10:00', '2026-01-06T10:00']);
  expect(times('0 18 ? * MON-FRI *', '2026-01-09T18:00:01Z', 2)).toEqual(['2026-01-12T18:00', '2026-01-13T18:00']);
  expect(times('0 8 1 * ? *', monday, 2)).toEqual(['2026-02-01T08:00', '2026-03-01T08:00']);
  expect(times('0/15 * * * ? *', monday, 3)).toEqual(['2026-01-05T09:15', '2026-01-05T09:30', '2026-01-05T09:45']);
  expect(times('0/10 * ? * MON-FRI *', '2026-01-09T23:45:00Z', 2)).toEqual(['2026-01-09T23:50', '2026-01-12T00:00']);
  expect(times('0/5 8-17 ? * MON-FRI *', '2026-01-05T17:51:00Z', 2)).toEqual(['2026-01-05T17:55', '2026-01-06T08:00']);
  expect(times('0/30 20-23,0-2 ? * MON-FRI *', '2026-01-05T02:10:00Z', 2)).toEqual([
    '2026-01-05T02:30',
    '2026-01-05T20:00',
  ]);
});

test('days are the last, the last of a weekday, the nth of a weekday, or the weekday nearest to one', () => {
  expect(times('0 0 L * ? *', '2028-02-01T00:00:00Z', 2)).toEqual(['2028-02-29T00:00', '2028-03-31T00:00']);
  expect(times('15 10 ? * 6L *', '2026-01-05T00:00:00Z', 2)).toEqual(['2026-01-30T10:15', '2026-02-27T10:15']);
  expect(times('0 0 ? * TUE#2 *', '2026-01-05T00:00:00Z', 2)).toEqual(['2026-01-13T00:00', '2026-02-10T00:00']);
  expect(times('0 0 ? * SAT#5 *', '2026-01-05T00:00:00Z', 2)).toEqual(['2026-01-31T00:00', '2026-05-30T00:00']);
  expect(times('0 0 1W * ? *', '2026-01-05T00:00:00Z', 2)).toEqual(['2026-02-02T00:00', '2026-03-02T00:00']);
  expect(times('0 0 15W * ? *', '2026-02-01T00:00:00Z', 2)).toEqual(['2026-02-16T00:00', '2026-03-16T00:00']);
  expect(times('0 0 31W 5 ? 2026', '2026-01-01T00:00:00Z', 2)).toEqual(['2026-05-29T00:00']);
  expect(times('0 0 31 * ? *', '2026-01-31T00:00:00Z', 2)).toEqual(['2026-01-31T00:00', '2026-03-31T00:00']);
});

test('an expression whose years are over never comes', () => {
  expect(times('15 10 ? * 6L 2002-2005', '2026-01-05T00:00:00Z', 1)).toEqual([]);
  expect(times('0 0 30 2 ? *', '2026-01-05T00:00:00Z', 1)).toEqual([]);
});

const START = Date.parse('2026-01-05T09:00:00Z');
const node = (settings: object) =>
  ScheduleNode.parse({ id: 'n1', type: 'schedule', name: 's', position: { x: 0, y: 0 }, ...settings });

test('a rate is due one period after the start, whether written as an expression or as a setting', () => {
  const second = (settings: object) =>
    arrivalOfSchedule(node(settings), START, arrivalOfSchedule(node(settings), START, null))?.timeUs;
  expect(second({ rate: { value: 5, unit: 'minute' } })).toBe(600e6);
  expect(second({ expression: 'rate(5 minutes)' })).toBe(600e6);
});

test('a cron expression is due at the start itself, then each time it names; at() once; nothing when it is off or wrong', () => {
  const all = (settings: object) => {
    const found: number[] = [];
    for (let at: ArrivalState | null = null; found.length < 3; ) {
      at = arrivalOfSchedule(node(settings), START, at);
      if (!at) break;
      expect(at.n).toBe(found.push(at.timeUs / 1e6));
    }
    return found;
  };
  expect(all({ expression: 'cron(0/20 * * * ? *)' })).toEqual([0, 1200, 2400]);
  expect(all({ expression: 'at(2026-01-05T09:00:10)', service: 'scheduler' })).toEqual([10]);
  expect(all({ expression: 'at(2026-01-05T08:59:59)', service: 'scheduler' })).toEqual([]);
  expect(all({ expression: 'cron(0/20 * * * ? *)', enabled: false })).toEqual([]);
  expect(all({ expression: 'cron(nonsense)' })).toEqual([]);
});

test('a rule with a cron expression invokes its function with a Scheduled Event of that time (TRIG-24)', () => {
  const r = run(
    scenario({ durationS: 3600 })
      .schedule('s', { expression: 'cron(30 9 * * ? *)' })
      .modelled('f', 10)
      .wire('async', 's', 'f'),
  ).until(3600);
  const [event, ...more] = r.records('invoke_async').map(({ data }) => JSON.parse(data.payload));
  expect(more).toEqual([]);
  expect(event).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events', time: '2026-01-05T09:30:00Z' });
});

test('a schedule of Scheduler hands over its input, and an empty event without one; a rule with an input nothing else (TRIG-25)', () => {
  const payload = (settings: object) => {
    const s = scenario()
      .schedule('s', { expression: 'rate(1 minute)', ...settings })
      .modelled('f', 10)
      .wire('async', 's', 'f');
    return run(s).until(70).records('invoke_async')[0]?.data.payload;
  };
  expect(payload({ service: 'scheduler', input: '{"a":1}' })).toBe('{"a":1}');
  expect(payload({ service: 'scheduler' })).toBe('{}');
  expect(payload({ input: '{"a":1}' })).toBe('{"a":1}');
});
