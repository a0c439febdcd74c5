import { useState } from 'react';
import { type Part, partFields, partKinds, partOf } from '../../../app/settings.ts';
import { Select } from '../../controls/Select.tsx';
import { AssumedBadge } from './RuleLink.tsx';
import { capitalised, SettingField } from './SettingField.tsx';

/** A setting of several kinds as a plain record; the schema checks it when it is given. */
export type PartValue = { readonly kind: string } & Readonly<Record<string, unknown>>;

export interface PartEditorProps {
  readonly part: Part;
  readonly label: string;
  readonly value: PartValue;
  readonly isAssumed?: boolean;
  readonly words?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
  /** Values kept by name when the kind changes, e.g. how many. */
  readonly onGive: (value: PartValue) => string | null;
}

/** A choice of kind, and the fields of the kind that is chosen. */
export function PartEditor({ part, label, value, isAssumed, words, warnings, onGive }: PartEditorProps) {
  const [refused, setRefused] = useState<string | null>(null);
  const kinds = partKinds(part);
  const chosen = kinds.find(({ kind }) => kind === value.kind);
  const fields = partFields(part, value.kind).filter(({ kind }) => kind !== 'list' && kind !== 'group');
  return (
    <div className="part">
      <Select
        label={label}
        value={value.kind}
        options={kinds.map(({ kind, title }) => ({ value: kind, label: words?.[kind] ?? title }))}
        hint={capitalised(chosen?.description ?? '')}
        aside={isAssumed ? <AssumedBadge /> : null}
        onChange={(kind) => setRefused(onGive(keptOver(partOf(part, kind), value)))}
      />
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
      {fields.length > 0 && (
        <div className="part-fields">
          {fields.map((field) => (
            <SettingField
              key={`${value.kind} ${field.key}`}
              field={field}
              value={value[field.key]}
              onGive={(given) => onGive({ ...value, [field.key]: given })}
            />
          ))}
        </div>
      )}
      {warnings?.map((warning) => (
        <p key={warning} className="setting-warning">
          {capitalised(`${label.toLowerCase()} ${warning}`)}.
        </p>
      ))}
    </div>
  );
}

/** Settings that both kinds know keep their value: ten every second stay ten in a burst. */
function keptOver(fresh: { readonly kind: string }, before: PartValue): PartValue {
  const kept = Object.entries(fresh).map(([key, value]) => [
    key,
    key !== 'kind' && key in before ? before[key] : value,
  ]);
  return { ...Object.fromEntries(kept), kind: fresh.kind };
}
