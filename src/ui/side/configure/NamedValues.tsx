import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Field } from '../../../app/settings.ts';
import { Button } from '../../controls/Button.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { Select } from '../../controls/Select.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { capitalised } from './SettingField.tsx';

interface NamedValue<T extends string> {
  readonly name: string;
  readonly type: T;
  readonly value: string;
}

/** Parameters or secrets: a list of names and values, some with a type; every edit gives the whole list. */
export function NamedValues<T extends string>(props: {
  readonly field: Field;
  readonly values: readonly (Omit<NamedValue<T>, 'type'> & Partial<NamedValue<T>>)[];
  readonly noun: string;
  /** Name of the first one that is added. */
  readonly wish: string;
  readonly types?: readonly T[];
  readonly onGive: (values: NamedValue<T>[]) => string | null;
}) {
  const { field, values, noun, wish, types, onGive } = props;
  const [refused, setRefused] = useState<string | null>(null);
  // Without types there is none to be kept: the schema has no such member.
  const give = (next: typeof values) => setRefused(onGive(next as NamedValue<T>[]));
  const change = (place: number, part: Partial<NamedValue<T>>) =>
    give(values.map((value, i) => (i === place ? { ...value, ...part } : value)));
  const add = () => {
    const names = values.map(({ name }) => name);
    let name = wish;
    for (let n = 2; names.includes(name); n++) name = `${wish}-${n}`;
    give([...values, { name, ...(types?.[0] ? { type: types[0] } : {}), value: '' }]);
  };
  return (
    <section className="form-group" aria-label={capitalised(field.title)}>
      <h2>{capitalised(field.title)}</h2>
      {values.map(({ name, type, value }, i) => (
        <div key={name} className="setting">
          <TextField
            label={`Name of ${noun} ${i + 1}`}
            mono
            value={name}
            onChange={(given) => change(i, { name: given })}
          />
          {types && type && (
            <Select
              label={`Type of ${name}`}
              value={type}
              options={types.map((one) => ({ value: one, label: one }))}
              onChange={(given) => change(i, { type: given })}
            />
          )}
          <TextField
            label={`Value of ${name}`}
            mono
            rows={1}
            value={value}
            onChange={(given) => change(i, { value: given })}
          />
          <IconButton label={`Remove ${name}`} size="s" onClick={() => give(values.filter((_, at) => at !== i))}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
      <div className="env-foot">
        <Button size="s" onClick={add}>
          <Plus size={14} aria-hidden="true" /> Add a {noun}
        </Button>
        <p className="field-hint">{field.description}</p>
      </div>
    </section>
  );
}
