import { Play, Send } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { invoke } from '../../../app/runActions.ts';
import { sampleEvents } from '../../../app/sampleEvents.ts';
import { tryEdit } from '../../../app/settings.ts';
import type { FunctionNode, ScenarioNode } from '../../../scenario/schema.ts';
import { Button } from '../../controls/Button.tsx';
import { SelectBox } from '../../controls/Select.tsx';
import { editedEvent } from '../editor/editedEvent.ts';
import { flushEdits } from '../pendingEdits.ts';
import { MineAnswer } from './Answer.tsx';
import { JsonEditor } from './JsonEditor.tsx';
import { jsonProblem, prettyJson } from './jsonProblem.ts';

/** A test event and what it leads to; for a trigger, the button that makes it fire once. */
export function EventTab({ node }: { readonly node: ScenarioNode }) {
  return (
    <div className="event-tab">
      {node.type === 'function' && <FunctionEvent node={node} />}
      {node.type !== 'function' && node.type !== 'table' && node.type !== 'endpoint' && <TriggerEvent node={node} />}
      <MineAnswer nodeId={node.id} />
    </div>
  );
}

function FunctionEvent({ node }: { readonly node: FunctionNode }) {
  const scenario = useStore(documentStore, (document) => document.scenario);
  const samples = useMemo(() => sampleEvents(scenario, node.id), [scenario, node.id]);
  const problem = jsonProblem(node.testEvent);
  const give = (text: string) => tryEdit({ type: 'updateNode', id: node.id, patch: { testEvent: text } });
  useEffect(() => {
    editedEvent.json = node.testEvent;
  }, [node.testEvent]);
  const run = (mode: 'sync' | 'async') => {
    flushEdits();
    invoke(node.id, { mode });
  };
  return (
    <>
      <div className="event-bar">
        <SelectBox
          aria-label="Take a sample event"
          value=""
          onChange={(event) => {
            const sample = samples.find(({ id }) => id === event.target.value);
            if (sample) give(sample.json);
          }}
        >
          <option value="" disabled>
            Take a sample event …
          </option>
          {samples.map(({ id, title, isWired }) => (
            <option key={id} value={id}>
              {title}
              {isWired ? ' (wired)' : ''}
            </option>
          ))}
        </SelectBox>
        <Button size="s" variant="ghost" disabled={problem !== null} onClick={() => give(prettyJson(node.testEvent))}>
          Lay out
        </Button>
      </div>
      <JsonEditor
        folder={`${node.id}-event`}
        label={`Test event of ${node.name}`}
        text={node.testEvent}
        onGive={give}
      />
      <div className="invoke-buttons">
        <Button variant="primary" onClick={() => run('sync')}>
          <Play size={14} aria-hidden="true" />
          Invoke and wait
        </Button>
        <Button onClick={() => run('async')}>
          <Send size={14} aria-hidden="true" />
          Hand over (async)
        </Button>
        <p className="field-hint">
          Waiting is <code>RequestResponse</code>: you get the answer or the error. Handing over is <code>Event</code>:
          you get 202 at once, and Lambda retries errors by itself.
        </p>
      </div>
    </>
  );
}

const FIRES: Readonly<
  Record<Exclude<ScenarioNode['type'], 'function' | 'table' | 'endpoint'>, readonly [button: string, what: string]>
> = {
  client: ['Send one request', 'The client calls what it is wired to, with its payload.'],
  api: ['Send one request', 'A request comes in over HTTP; the API waits for the function and answers.'],
  schedule: ['Fire once', 'The rule fires out of turn, as if its time had come.'],
  bucket: ['Upload one object', 'An object is stored, and the bucket notifies what it is wired to.'],
  topic: ['Publish one message', 'The topic delivers the message to each of its subscribers.'],
  queue: ['Send one message', 'The message waits in the queue until a poller receives it.'],
  eventBus: ['Put one event', 'Each rule whose pattern takes the event hands it to its target.'],
  stream: ['Put one record', 'The record is kept in the shard of its partition key.'],
  stateMachine: ['Start one execution', 'The execution is recorded; the playground runs no states.'],
};

function TriggerEvent({ node }: { readonly node: Exclude<ScenarioNode, { type: 'function' | 'table' | 'endpoint' }> }) {
  const [button, what] = FIRES[node.type];
  const isWired = useStore(documentStore, ({ scenario }) => scenario.wires.some(({ from }) => from === node.id));
  return (
    <>
      {node.type === 'client' && (
        <JsonEditor
          folder={`${node.id}-event`}
          label={`Payload of ${node.name}`}
          text={node.payload}
          onGive={(payload) => tryEdit({ type: 'updateNode', id: node.id, patch: { payload } })}
        />
      )}
      <div className="invoke-buttons">
        <Button
          variant="primary"
          onClick={() => {
            flushEdits();
            invoke(node.id);
          }}
        >
          <Play size={14} aria-hidden="true" />
          {button}
        </Button>
        <p className="field-hint">{what}</p>
        {!isWired && node.type !== 'queue' && (
          <p className="setting-warning">
            No wire leaves {node.name}, so nothing will receive it. Drag from its right edge to a function.
          </p>
        )}
      </div>
    </>
  );
}
