/** What makes a run move: traffic of triggers, and what the user does. */
import type { Input } from '../kernel.ts';
import { invokeAsync } from '../lambda/asyncQueue.ts';
import { invokeSync } from '../lambda/invoke.ts';
import { existing, note, type Simulation } from '../simulation.ts';
import { fireApi } from './api.ts';
import { numbered } from './aws.ts';
import { fireBucket } from './bucket.ts';
import { fireClient } from './client.ts';
import { fireEventBus } from './eventBus.ts';
import { directEvent } from './events/direct.ts';
import { sendMessage } from './queue.ts';
import { fireSchedule } from './schedule.ts';
import { startExecution } from './stateMachine.ts';
import { fireStream } from './stream.ts';
import { fireTopic } from './topic.ts';
import { applyScenario, type NodeState, takeArrival } from './world.ts';

/** What a trigger sends once; `payload` replaces what its settings say. */
export interface Firing {
  readonly cause: number;
  readonly payload?: string | undefined;
}

/** Entry: traffic of a node is due. */
export function onTraffic(sim: Simulation, node: NodeState, version: number): void {
  const arrival = takeArrival(sim, node, version);
  if (!arrival) return;
  const cause = note(sim, 'arrival', ARRIVAL_RULES[node.settings.type], undefined, node.number, arrival.n);
  fire(sim, node, { cause });
}

/** The rule that says how such a trigger reaches Lambda. */
const ARRIVAL_RULES: Readonly<Record<NodeState['settings']['type'], string>> = {
  client: 'INV-1',
  api: 'TRIG-5',
  schedule: 'TRIG-24',
  bucket: 'TRIG-20',
  topic: 'TRIG-22',
  queue: 'SQS-18',
  table: 'D5',
  function: 'INV-1',
  eventBus: 'TRIG-24',
  stream: 'STREAM-16',
  stateMachine: 'D21',
  endpoint: 'D5',
};

/** Entry: the user acted; inputs are numbered from 1. */
export function onInput(sim: Simulation, input: Input, number: number): void {
  if (input.type === 'deploy') {
    const cause = note(sim, 'input', 'D22', undefined, 0, number, input);
    applyScenario(sim, input.scenario, cause);
    return;
  }
  const node = sim.world.nodes[sim.world.nodeNumbers.get(input.nodeId) ?? 0];
  const cause = note(sim, 'input', 'D21', undefined, node?.number ?? 0, number, input);
  if (!node || node.removed) {
    note(sim, 'delivery_failed', 'D32', cause, 0, 0, { reason: 'What was to be invoked is no longer on the canvas.' });
    return;
  }
  if (node.settings.type === 'function') invokeDirectly(sim, node, input, cause);
  else fire(sim, node, { cause, payload: input.payload });
}

/** The test button of a function: the console's own call. */
function invokeDirectly(
  sim: Simulation,
  node: NodeState,
  input: Extract<Input, { type: 'invoke' }>,
  cause: number,
): void {
  const fn = existing(sim.functions[node.number], 'a function');
  const event = directEvent(input.payload ?? fn.settings.testEvent);
  if (!event.ok) {
    note(sim, 'delivery_failed', 'INV-13', cause, node.number, 0, { reason: `${event.code}: ${event.message}` });
    return;
  }
  const invoke = input.mode === 'sync' ? invokeSync : invokeAsync;
  invoke(sim, { fn, payload: JSON.stringify(event.event), origin: 'direct', source: 0, cause });
}

/** A trigger does once what it does. */
function fire(sim: Simulation, node: NodeState, firing: Firing): void {
  node.fired++;
  const { settings } = node;
  switch (settings.type) {
    case 'client':
      return fireClient(sim, node, settings, firing);
    case 'api':
      return fireApi(sim, node, settings, firing);
    case 'schedule':
      return fireSchedule(sim, node, firing);
    case 'bucket':
      return fireBucket(sim, node, settings, firing);
    case 'topic':
      return fireTopic(sim, node, settings, firing);
    case 'queue': {
      const body = firing.payload ?? numbered(settings.message, node.fired);
      sendMessage(sim, node, { body, cause: firing.cause, rule: 'SQS-18' });
      return;
    }
    case 'eventBus':
      return fireEventBus(sim, node, settings, firing);
    case 'stream':
      return fireStream(sim, node, settings, firing);
    case 'stateMachine':
      startExecution(sim, node, { input: firing.payload ?? '{}', cause: firing.cause, rule: 'D21' });
      return;
    case 'table':
    case 'endpoint':
    case 'function':
      throw new Error(`A ${settings.type} has no traffic of its own.`);
  }
}
