import { useState } from 'react';
import type { Field } from '../../../app/settings.ts';
import { NumberField } from '../../controls/NumberField.tsx';
import { Select } from '../../controls/Select.tsx';
import { Switch } from '../../controls/Switch.tsx';
import { TextField } from '../../controls/TextField.tsx';
import { RuleLink } from './RuleLink.tsx';

export interface SettingFieldProps {
  readonly field: Field;
  readonly value: unknown;
  readonly rows?: number;
  readonly mono?: boolean;
  /** Allowed but probably not meant. */
  readonly warnings?: readonly string[];
  /** The step of the arrow keys in a number field. */
  readonly step?: number;
  /** Words for the choices, where their own names say too little. */
  readonly words?: Readonly<Record<string, string>>;
  /** Takes the value, or says why it cannot be; then the document is unchanged. */
  readonly onGive: (value: unknown) => string | null;
}

/** One setting with everything the schema knows about it: name, meaning, unit, range, default and where that is documented. */
export function SettingField(props: SettingFieldProps) {
  const [refused, setRefused] = useState<string | null>(null);
  const give = (value: unknown) => setRefused(props.onGive(value));
  return (
    <div className="setting">
      <Control {...props} give={give} />
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
      {props.warnings?.map((warning) => (
        <p key={warning} className="setting-warning">
          <b>{capitalised(props.field.title)}</b> {warning}.
        </p>
      ))}
    </div>
  );
}

function Control({
  field,
  value,
  rows,
  mono,
  step,
  words,
  give,
}: SettingFieldProps & { readonly give: (value: unknown) => void }) {
  const label = capitalised(field.title);
  const aside = <RuleLink field={field} />;
  switch (field.kind) {
    case 'integer':
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : null}
          min={field.minimum ?? Number.MIN_SAFE_INTEGER}
          max={field.maximum ?? Number.MAX_SAFE_INTEGER}
          integer={field.kind === 'integer'}
          nullable={field.nullable}
          placeholder={field.nullable ? 'none' : ''}
          hint={field.description}
          aside={aside}
          onChange={give}
          {...(step === undefined ? {} : { step })}
          {...(field.unit === undefined ? {} : { unit: field.unit })}
          {...(typeof field.default === 'number' || field.default === null ? { default: field.default } : {})}
        />
      );
    case 'boolean':
      return <Switch label={label} checked={value === true} hint={field.description} onChange={give} />;
    case 'choice':
      return (
        <Select
          label={label}
          value={String(value)}
          options={(field.choices ?? []).map((choice) => ({ value: choice, label: words?.[choice] ?? choice }))}
          hint={field.description}
          aside={aside}
          onChange={give}
        />
      );
    default:
      return (
        <TextField
          label={label}
          value={String(value ?? '')}
          hint={field.description}
          aside={aside}
          onChange={give}
          {...(rows === undefined ? {} : { rows })}
          {...(mono === undefined ? {} : { mono })}
        />
      );
  }
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
