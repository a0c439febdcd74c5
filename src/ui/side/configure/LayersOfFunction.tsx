import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import type { Field } from '../../../app/settings.ts';
import type { FunctionNode } from '../../../scenario/schema.ts';
import { Switch } from '../../controls/Switch.tsx';
import { RuleLink } from './RuleLink.tsx';

/** Which layers of the scenario a function takes; they are unpacked in the order in which they were chosen. */
export function LayersOfFunction(props: {
  readonly node: FunctionNode;
  readonly field: Field | undefined;
  readonly onGive: (layers: readonly string[]) => string | null;
}) {
  const { node, field, onGive } = props;
  const all = useStore(documentStore, (document) => document.scenario.layers);
  if (all.length === 0 && node.layers.length === 0) return null;
  return (
    <section className="form-group" aria-label="Layers">
      <h2>Layers {field && <RuleLink field={field} />}</h2>
      {all.map(({ name }) => (
        <Switch
          key={name}
          label={name}
          checked={node.layers.includes(name)}
          onChange={(checked) => onGive(checked ? [...node.layers, name] : node.layers.filter((one) => one !== name))}
        />
      ))}
      <p className="field-hint">{field?.description}</p>
    </section>
  );
}
