import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { connectionBetween, retrySentence, select } from '../../../app/graphActions.ts';
import { tryEdit, warningsAt, wireFields } from '../../../app/settings.ts';
import type { Wire, WireType } from '../../../scenario/schema.ts';
import { Select } from '../../controls/Select.tsx';
import { SettingField } from './SettingField.tsx';

/** Settings of a wire: what travels on it, who retries, and what can be set. */
export function WireForm({ wire }: { readonly wire: Wire }) {
  const scenario = useStore(documentStore, (document) => document.scenario);
  const index = scenario.wires.findIndex(({ id }) => id === wire.id);
  const name = (id: string) => scenario.nodes.find((node) => node.id === id)?.name ?? id;
  const fields = wireFields(wire.type);
  return (
    <div className="side side-scroll">
      <div className="form">
        <section className="form-group" aria-label="Wire">
          <h2>{WIRE_WORDS[wire.type]}</h2>
          <p className="wire-ends">
            <button type="button" className="link-button mono" onClick={() => select([wire.from])}>
              {name(wire.from)}
            </button>
            <span aria-hidden="true">→</span>
            <span className="visually-hidden">to</span>
            <button type="button" className="link-button mono" onClick={() => select([wire.to])}>
              {name(wire.to)}
            </button>
          </p>
          <p className="form-note">{retrySentence(wire)}</p>
          <WireKind wire={wire} />
          {fields.map((field) => (
            <SettingField
              key={field.key}
              field={field}
              // The field is one of the settings of this wire.
              value={(wire as unknown as Record<string, unknown>)[field.key]}
              warnings={warningsAt(scenario, `wires[${index}].${field.key}`)}
              onGive={(value) => tryEdit({ type: 'updateWire', id: wire.id, patch: { [field.key]: value } })}
            />
          ))}
          {fields.length === 0 && <p className="form-note">This wire has nothing to set.</p>}
          {warningsAt(scenario, `wires[${index}]`)
            .slice(0, fields.length === 0 ? 3 : 0)
            .map((warning) => (
              <p key={warning} className="setting-warning">
                <b>This wire</b> {warning}.
              </p>
            ))}
        </section>
      </div>
    </div>
  );
}

/** Other kinds of wire that could join the same two nodes. */
function WireKind({ wire }: { readonly wire: Wire }) {
  const connection = connectionBetween(wire.from, wire.to);
  const others = connection.ok ? connection.types.filter((type) => type !== wire.type) : [];
  if (others.length === 0) return null;
  const options: readonly WireType[] = [wire.type, ...others];
  return (
    <Select
      label="Kind of wire"
      value={wire.type}
      options={options.map((type) => ({ value: type, label: WIRE_WORDS[type] }))}
      onChange={(type) => tryEdit({ type: 'changeWireType', id: wire.id, wire: type })}
    />
  );
}

export const WIRE_WORDS: Readonly<Record<WireType, string>> = {
  sync: 'Synchronous invocation',
  async: 'Asynchronous invocation',
  mapping: 'Event source mapping',
  subscription: 'Subscription',
  onSuccess: 'On-success destination',
  onFailure: 'On-failure destination',
  deadLetter: "Function's dead-letter queue",
  redrive: "Queue's dead-letter queue",
  rule: 'Rule of the event bus',
  uses: 'Used by the code',
};
