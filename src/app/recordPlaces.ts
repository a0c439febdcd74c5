/** Where on the screen a record of the present run belongs: which node, and which of its environments. */

import { isOfInvocation } from '../sim/trace/readouts/causes.ts';
import { Lookup } from '../sim/trace/readouts/lookup.ts';
import { worldAt } from '../sim/trace/readouts/world.ts';
import type { RecordKind } from '../sim/trace/records.ts';
import { startScenario } from './readouts.ts';
import { trace } from './runStore.ts';

export interface RecordPlace {
  /** Node id of the scenario. */
  readonly nodeId: string;
  readonly environment: number | null;
}

/** Kinds whose subject is an environment. */
const OF_ENVIRONMENT: ReadonlySet<RecordKind> = new Set([
  'environment_created',
  'init_started',
  'init_ended',
  'environment_reset',
  'environment_stopped',
  'log',
  'presumed_endless',
  'stopped_by_playground',
]);

/** Kinds whose value is the node that took something in. */
const VALUE_IS_NODE: ReadonlySet<RecordKind> = new Set([
  'destination_sent',
  'dead_lettered',
  'message_sent',
  'message_deleted',
  'message_visible',
  'message_redriven',
  'message_expired',
  'object_put',
  'object_removed',
  'item_changed',
  'event_put',
  'record_put',
  'execution_started',
  'published',
]);

const SUBJECT_IS_NODE: ReadonlySet<RecordKind> = new Set([
  'arrival',
  'input',
  'deployed',
  'delivery_failed',
  'metrics_put',
]);

/** The place of a record, or null when it belongs to the run as a whole. */
export function placeOf(index: number): RecordPlace | null {
  const { current } = trace;
  if (index < 0 || index >= current.length) return null;
  const record = current.at(index);
  const world = worldAt(current, startScenario(), index);
  const lookup = new Lookup(current, world, index);
  const at = (number: number | undefined, environment: number | null = null): RecordPlace | null =>
    number === undefined || number === 0 ? null : { nodeId: world.actor(number).id, environment };

  if (OF_ENVIRONMENT.has(record.kind)) return at(lookup.functionOfEnvironment(record.subject)?.number, record.subject);
  if (VALUE_IS_NODE.has(record.kind)) return at(record.value);
  if (SUBJECT_IS_NODE.has(record.kind)) return at(record.subject);
  if (isOfInvocation(current.kind[index] ?? 0)) {
    const environment = record.kind === 'invoke_ended' ? (lookup.start(record.subject)?.value ?? null) : null;
    return at(lookup.functionOfInvocation(record.subject)?.number, environment);
  }
  return null;
}
