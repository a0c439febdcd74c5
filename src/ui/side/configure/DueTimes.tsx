import { firstDueTimes, inWords } from '../../../app/firstEvents.ts';
import type { ScheduleNode } from '../../../scenario/schema.ts';

/** When a schedule with an expression is due: its first times, as dates and after the start of the run. */
export function DueTimes({ node, startAt }: { readonly node: ScheduleNode; readonly startAt: string }) {
  const times = firstDueTimes({ ...node, enabled: true }, startAt, 3);
  if (times.length === 0) return <p className="field-hint">None of its times lies after the start date.</p>;
  return (
    <p className="field-hint">
      Due{' '}
      {times.map(({ date, afterS }) => `${date.slice(0, 16).replace('T', ' ')} UTC (at ${inWords(afterS)})`).join(', ')}{' '}
      …
    </p>
  );
}
