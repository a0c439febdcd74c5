import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { type Field, nodeFields, tryEdit, warningsAt } from '../../../app/settings.ts';
import type { NodePatch } from '../../../scenario/commands.ts';
import type { FunctionNode, NodeType, ScenarioNode } from '../../../scenario/schema.ts';
import { TextField } from '../../controls/TextField.tsx';
import { DueTimes } from './DueTimes.tsx';
import { EnvTable } from './EnvTable.tsx';
import { HandlerKind } from './HandlerKind.tsx';
import { LayersOfFunction } from './LayersOfFunction.tsx';
import { MemoryField } from './MemoryField.tsx';
import { RateEditor } from './RateEditor.tsx';
import { SettingField } from './SettingField.tsx';
import { KEY_TYPES, TableIndexes } from './TableIndexes.tsx';
import { TrafficEditor } from './TrafficEditor.tsx';

/** Settings of a node: what the schema knows about each, with editors of their own for memory, traffic and variables. */
export function NodeForm({ node }: { readonly node: ScenarioNode }) {
  const index = useStore(documentStore, (document) => document.scenario.nodes.findIndex(({ id }) => id === node.id));
  const scenario = useStore(documentStore, (document) => document.scenario);
  const warnings = (key: string) => warningsAt(scenario, `nodes[${index}].${key}`);
  const fields = new Map(nodeFields(node.type).map((field) => [field.key, field]));
  const give = (key: string) => (value: unknown) =>
    // The key comes from the schema of this type of node, and the edit is checked before it is made.
    tryEdit({ type: 'updateNode', id: node.id, patch: { [key]: value } as NodePatch });

  const setting = (key: string, look: Look = {}) => {
    const field = fields.get(key);
    if (!field) return null;
    return (
      <SettingField
        key={key}
        field={field}
        // The field is one of the settings of this node.
        value={(node as unknown as Record<string, unknown>)[key]}
        warnings={warnings(key)}
        onGive={give(key)}
        {...look}
      />
    );
  };

  return (
    <div className="form">
      <section className="form-group" aria-label={TYPE_WORDS[node.type]}>
        <h2>{TYPE_WORDS[node.type]}</h2>
        <NameField node={node} warnings={warnings('name')} />
        {node.type === 'function' && (
          <FunctionFields node={node} setting={setting} fields={fields} warnings={warnings} />
        )}
        {node.type === 'schedule' && (
          <>
            {node.expression === '' && <RateEditor node={node} onGive={give('rate')} />}
            {setting('expression', { mono: true })}
            {node.expression !== '' && <DueTimes node={node} startAt={scenario.startAt} />}
            {setting('service', { words: { rule: 'Rule', scheduler: 'EventBridge Scheduler' } })}
            {setting('input', { rows: 3, mono: true })}
            {setting('enabled')}
          </>
        )}
        {OTHER_FIELDS[node.type].map(([key, look]) => setting(key, look))}
      </section>
      {node.type === 'table' && (
        <TableIndexes
          node={node}
          field={fields.get('indexes')}
          warnings={warnings('indexes')}
          onGive={give('indexes')}
        />
      )}
      {'traffic' in node && <TrafficEditor node={node} warnings={warnings('traffic')} onGive={give('traffic')} />}
      {node.type === 'function' && (
        <LayersOfFunction node={node} field={fields.get('layers')} onGive={give('layers')} />
      )}
      {node.type === 'function' && (
        <section className="form-group" aria-label="Environment variables">
          <EnvTable env={node.env} field={fields.get('env')} onGive={give('env')} warnings={warnings('env')} />
        </section>
      )}
    </div>
  );
}

interface Look {
  readonly rows?: number;
  readonly mono?: boolean;
  readonly step?: number;
  readonly words?: Readonly<Record<string, string>>;
}

const TYPE_WORDS: Readonly<Record<NodeType, string>> = {
  client: 'Client',
  api: 'HTTP API',
  schedule: 'EventBridge schedule',
  bucket: 'S3 bucket',
  topic: 'SNS topic',
  queue: 'SQS queue',
  table: 'DynamoDB table',
  function: 'Function',
  eventBus: 'EventBridge bus',
  stream: 'Kinesis data stream',
  stateMachine: 'Step Functions state machine',
  endpoint: 'HTTP endpoint',
};

/** The settings that need no editor of their own, in the order of the form. */
const OTHER_FIELDS: Readonly<Record<NodeType, readonly (readonly [key: string, look: Look])[]>> = {
  client: [['payload', { rows: 4, mono: true }]],
  api: [
    ['method', {}],
    ['path', { mono: true }],
    ['query', { mono: true }],
    ['body', { rows: 4, mono: true }],
  ],
  schedule: [],
  bucket: [
    ['key', { mono: true }],
    ['content', { rows: 3, mono: true }],
  ],
  topic: [['message', { rows: 3, mono: true }]],
  queue: [
    ['message', { rows: 3, mono: true }],
    ['visibilityTimeoutS', { step: 5 }],
    ['retentionS', { step: 3600 }],
  ],
  table: [
    ['partitionKey', { mono: true }],
    ['partitionKeyType', { words: KEY_TYPES }],
    ['sortKey', { mono: true }],
    ['sortKeyType', { words: KEY_TYPES }],
    ['items', { rows: 6, mono: true }],
  ],
  function: [],
  eventBus: [
    ['source', { mono: true }],
    ['detailType', {}],
    ['detail', { rows: 3, mono: true }],
  ],
  stream: [
    ['shards', {}],
    ['data', { rows: 3, mono: true }],
    ['partitionKey', { mono: true }],
  ],
  stateMachine: [['kind', { words: { STANDARD: 'Standard', EXPRESS: 'Express' } }]],
  endpoint: [
    ['host', { mono: true }],
    ['latencyMs', { step: 10 }],
    ['status', {}],
    ['contentType', { mono: true }],
    ['body', { rows: 4, mono: true }],
    ['errorRate', { step: 0.1 }],
    ['failure', { words: { status: 'Error status', reset: 'Lost connection', silence: 'No answer' } }],
    ['errorStatus', {}],
  ],
};

function FunctionFields(props: {
  readonly node: FunctionNode;
  readonly setting: (key: string, look?: Look) => React.ReactNode;
  readonly fields: ReadonlyMap<string, Field>;
  readonly warnings: (key: string) => readonly string[];
}) {
  const { node, setting, fields, warnings } = props;
  const memory = fields.get('memoryMb');
  return (
    <>
      {memory && <MemoryField nodeId={node.id} value={node.memoryMb} field={memory} warnings={warnings('memoryMb')} />}
      {setting('timeoutS')}
      {setting('reservedConcurrency')}
      {setting('asyncRetryAttempts')}
      {setting('asyncEventAgeS', { step: 60 })}
      {setting('packageMb', { step: 1 })}
      {setting('runtime', { words: RUNTIMES })}
      {setting('handlerName', { mono: true })}
      <HandlerKind node={node} />
    </>
  );
}

const RUNTIMES = { 'nodejs24.x': 'Node.js 24', 'nodejs22.x': 'Node.js 22', 'nodejs20.x': 'Node.js 20' };

function NameField({ node, warnings }: { readonly node: ScenarioNode; readonly warnings: readonly string[] }) {
  const others = useStore(documentStore, (document) => document.scenario.nodes);
  const check = (name: string) => {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) return 'Use 1–64 letters, digits, hyphens or underscores.';
    const isTaken = others.some((other) => other.id !== node.id && other.name === name);
    return isTaken ? 'Another node already has this name.' : null;
  };
  return (
    <div className="setting">
      <TextField
        label="Name"
        mono
        value={node.name}
        check={check}
        onChange={(name) => tryEdit({ type: 'renameNode', id: node.id, name })}
      />
      {warnings.map((warning) => (
        <p key={warning} className="setting-warning">
          <b>Name</b> {warning}.
        </p>
      ))}
    </div>
  );
}
