import { Plus, X } from 'lucide-react';
import { type Field, indexFields, newIndex } from '../../../app/settings.ts';
import type { TableIndex, TableNode } from '../../../scenario/schema.ts';
import { Button } from '../../controls/Button.tsx';
import { IconButton } from '../../controls/IconButton.tsx';
import { RuleLink } from './RuleLink.tsx';
import { SettingField } from './SettingField.tsx';

export const KEY_TYPES = { S: 'string', N: 'number', B: 'binary' };
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  partitionKeyType: KEY_TYPES,
  sortKeyType: KEY_TYPES,
  projection: { ALL: 'all attributes', KEYS_ONLY: 'keys only' },
};

/** The global secondary indexes of a table, each with its own keys. */
export function TableIndexes(props: {
  readonly node: TableNode;
  readonly field: Field | undefined;
  readonly warnings: readonly string[];
  readonly onGive: (indexes: readonly TableIndex[]) => string | null;
}) {
  const { field, onGive } = props;
  const { indexes } = props.node;
  return (
    <section className="form-group" aria-label="Indexes">
      <h2>Indexes {field && <RuleLink field={field} />}</h2>
      {indexes.map((index, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an index is known by its place while its name is typed
        <div key={i} className="part">
          <div className="env-foot">
            <b className="mono">{index.name}</b>
            <IconButton
              label={`Remove the index ${index.name}`}
              size="s"
              onClick={() => onGive(indexes.filter((one) => one !== index))}
            >
              <X size={14} aria-hidden="true" />
            </IconButton>
          </div>
          {indexFields.map((one) => (
            <SettingField
              key={one.key}
              field={one}
              value={Object.entries(index).find(([key]) => key === one.key)?.[1]}
              mono={one.kind === 'text'}
              words={WORDS[one.key] ?? {}}
              onGive={(value) =>
                onGive(indexes.map((other) => (other === index ? { ...index, [one.key]: value } : other)))
              }
            />
          ))}
        </div>
      ))}
      {props.warnings.map((warning) => (
        <p key={warning} className="setting-warning">
          <b>Indexes</b> {warning}.
        </p>
      ))}
      <div className="env-foot">
        <Button size="s" onClick={() => onGive([...indexes, newIndex(indexes)])}>
          <Plus size={14} aria-hidden="true" /> Add an index
        </Button>
        <p className="field-hint">{field?.description}</p>
      </div>
    </section>
  );
}
