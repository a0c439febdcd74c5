import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { handlerOfKind } from '../../../app/handlerKinds.ts';
import { partFields, tryEdit, warningsAt } from '../../../app/settings.ts';
import type { DurationLaw, FunctionNode, Handler } from '../../../scenario/schema.ts';
import { Button } from '../../controls/Button.tsx';
import { PartEditor } from '../configure/PartEditor.tsx';
import { SettingField } from '../configure/SettingField.tsx';

type Modelled = Extract<Handler, { readonly kind: 'modelled' }>;

/** A function without code: how long its handler takes and how often it fails. */
export function ModelledHandler({ node, handler }: { readonly node: FunctionNode; readonly handler: Modelled }) {
  const scenario = useStore(documentStore, (document) => document.scenario);
  const index = scenario.nodes.findIndex(({ id }) => id === node.id);
  const give = (change: Partial<Modelled>) =>
    tryEdit({ type: 'updateNode', id: node.id, patch: { handler: { ...handler, ...change } } });
  return (
    <div className="side-scroll">
      <div className="form">
        <section className="form-help">
          <p>
            <b>This handler is modelled.</b> No code runs; durations and errors are drawn from the seed. Good for load
            studies.
          </p>
          <Button
            size="s"
            onClick={() =>
              tryEdit({ type: 'updateNode', id: node.id, patch: { handler: handlerOfKind(node, 'code') } })
            }
          >
            Write code instead
          </Button>
        </section>
        <section className="form-group" aria-label="Modelled handler">
          <h2>Modelled handler</h2>
          <PartEditor
            part="duration"
            label="Duration"
            value={handler.duration}
            words={DURATIONS}
            warnings={warningsAt(scenario, `nodes[${index}].handler.duration`)}
            // The schema checks the value before it reaches the document.
            onGive={(value) => give({ duration: value as DurationLaw })}
          />
          {partFields('handler', 'modelled')
            .filter(({ key }) => key !== 'duration')
            .map((field) => (
              <SettingField
                key={field.key}
                field={field}
                // The field is one of the settings of a modelled handler.
                value={(handler as unknown as Record<string, unknown>)[field.key]}
                step={field.key === 'errorRate' ? 0.05 : 1}
                onGive={(value) => give({ [field.key]: value })}
              />
            ))}
        </section>
      </div>
    </div>
  );
}

const DURATIONS = {
  constant: 'Always the same',
  uniform: 'Between two durations',
  exponential: 'Mostly short, now and then long',
};
