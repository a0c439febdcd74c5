import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { scenarioFields, tryEdit, warningsAt } from '../../../app/settings.ts';
import type { RunPatch } from '../../../scenario/commands.ts';
import type { Model, Scenario } from '../../../scenario/schema.ts';
import { Badge } from '../../controls/Badge.tsx';
import { Kbd } from '../../controls/Kbd.tsx';
import { Select } from '../../controls/Select.tsx';
import { LayersForm } from './LayersForm.tsx';
import { NamedValues } from './NamedValues.tsx';
import { PartEditor, type PartValue } from './PartEditor.tsx';
import { AssumedBadge } from './RuleLink.tsx';
import { SettingField } from './SettingField.tsx';

/** Nothing is selected: what can be done, and what holds for the whole scenario. */
export function ScenarioForm() {
  const scenario = useStore(documentStore, (document) => document.scenario);
  return (
    <div className="side side-scroll">
      <div className="form">
        <Help isEmpty={scenario.nodes.length === 0} />
        <RunSettings scenario={scenario} />
        <NamedValues
          field={scenarioFields.parameters}
          values={scenario.parameters}
          noun="parameter"
          wish="/shop/table"
          types={['String', 'StringList', 'SecureString']}
          onGive={(parameters) => setRun({ parameters: [...parameters] })}
        />
        <NamedValues
          field={scenarioFields.secrets}
          values={scenario.secrets}
          noun="secret"
          wish="shop/database"
          onGive={(secrets) => setRun({ secrets: [...secrets] })}
        />
        <LayersForm layers={scenario.layers} onGive={(layers) => setRun({ layers })} />
        <ModelSettings model={scenario.model} scenario={scenario} />
        <p className="form-note">Unofficial, not affiliated with AWS. Your code stays in this browser.</p>
      </div>
    </div>
  );
}

function Help({ isEmpty }: { readonly isEmpty: boolean }) {
  return (
    <section className="form-help" aria-label="Help">
      {isEmpty ? (
        <p>
          <b>The canvas is empty.</b> Add a function and something that calls it from the palette at the left, then join
          them by dragging from one to the other.
        </p>
      ) : (
        <p>
          <b>Nothing is selected.</b> Select a node to see its code, settings and environments, or a wire to see how it
          delivers. <Kbd keys="Ctrl+Enter" /> invokes, <Kbd keys="Space" /> plays.
        </p>
      )}
    </section>
  );
}

function RunSettings({ scenario }: { readonly scenario: Scenario }) {
  const { name, seed, durationS, concurrencyLimit } = scenarioFields;
  return (
    <section className="form-group" aria-label="Scenario">
      <h2>Scenario</h2>
      <SettingField field={name} value={scenario.name} onGive={(value) => setRun({ name: String(value) })} />
      <SettingField field={seed} value={scenario.seed} onGive={(value) => setRun({ seed: Number(value) })} />
      <SettingField
        field={durationS}
        value={scenario.durationS}
        step={10}
        onGive={(value) => setRun({ durationS: Number(value) })}
      />
      <SettingField
        field={concurrencyLimit}
        value={scenario.account.concurrencyLimit}
        step={10}
        warnings={warningsAt(scenario, 'account')}
        onGive={(value) => setRun({ account: { ...scenario.account, concurrencyLimit: Number(value) } })}
      />
    </section>
  );
}

const setRun = (patch: RunPatch): string | null => tryEdit({ type: 'setRun', patch });

function ModelSettings({ model, scenario }: { readonly model: Model; readonly scenario: Scenario }) {
  const give = (change: Partial<Model>) => setRun({ model: { ...scenario.model, ...change } });
  const { routing } = scenarioFields;
  return (
    <section className="form-group" aria-label="Model assumptions">
      <h2>
        Model assumptions <Badge tone="waiting">not from AWS</Badge>
      </h2>
      <p className="form-note">Where AWS publishes nothing, the simulator has to choose. These are the choices.</p>
      <PartEditor
        part="idleLifetime"
        label="Idle lifetime"
        isAssumed
        value={model.idleLifetime}
        words={{ uniform: 'Between two times', fixed: 'Always the same' }}
        // The schema checks these values before they reach the document.
        onGive={(value: PartValue) => give({ idleLifetime: value as Model['idleLifetime'] })}
      />
      <PartEditor
        part="maximumAge"
        label="Maximum age"
        isAssumed
        value={model.maximumAge}
        words={{ uniform: 'Between two times', none: 'No limit' }}
        // As above.
        onGive={(value: PartValue) => give({ maximumAge: value as Model['maximumAge'] })}
      />
      <Select
        label="Routing"
        value={model.routing}
        options={ROUTING}
        hint={routing.description}
        aside={<AssumedBadge />}
        onChange={(value) => give({ routing: value })}
      />
      <PartEditor
        part="coldStart"
        label="Cold start"
        isAssumed
        value={model.coldStart}
        words={{ measured: 'Drawn from measurements', fixed: 'Always the same' }}
        // As above.
        onGive={(value: PartValue) => give({ coldStart: value as Model['coldStart'] })}
      />
    </section>
  );
}

const ROUTING: readonly { readonly value: Model['routing']; readonly label: string }[] = [
  { value: 'mostRecentlyUsed', label: 'Most recently used first' },
  { value: 'leastRecentlyUsed', label: 'Least recently used first' },
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'random', label: 'At random' },
];
