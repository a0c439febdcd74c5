import { useState } from 'react';
import type { ScenarioNode } from '../../../scenario/schema.ts';
import { NumberField } from '../../controls/NumberField.tsx';
import { Select } from '../../controls/Select.tsx';

type Schedule = Extract<ScenarioNode, { readonly type: 'schedule' }>;
type Rate = Schedule['rate'];

/** How often a schedule fires: `rate(5 minutes)`. */
export function RateEditor({
  node,
  onGive,
}: {
  readonly node: Schedule;
  readonly onGive: (rate: Rate) => string | null;
}) {
  const [refused, setRefused] = useState<string | null>(null);
  const { value, unit } = node.rate;
  return (
    <div className="setting">
      <div className="two-fields">
        <NumberField
          label="Every"
          value={value}
          min={1}
          max={10_000}
          integer
          onChange={(next) => next !== null && setRefused(onGive({ value: next, unit }))}
        />
        <Select
          label="Unit of time"
          value={unit}
          options={UNITS.map((each) => ({ value: each, label: value === 1 ? each : `${each}s` }))}
          onChange={(next) => setRefused(onGive({ value, unit: next }))}
        />
      </div>
      <p className="field-hint mono">
        rate({value} {unit}
        {value === 1 ? '' : 's'})
      </p>
      <p className="field-hint">The first event comes one period after the start of the run.</p>
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}

const UNITS: readonly Rate['unit'][] = ['minute', 'hour', 'day'];
