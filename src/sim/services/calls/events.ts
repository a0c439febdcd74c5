/**
 * EventBridge as handlers call it.
 *
 * @source Amazon EventBridge API Reference, "PutEvents",
 *   https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html, read 2026-11. A bus that does not exist takes
 *   events without a word: github.com/aws/aws-cli/issues/9186, read 2026-11.
 */
import type { Simulation } from '../../simulation.ts';
import type { JsonValue } from '../../steps.ts';
import { putEvent } from '../eventBus.ts';
import { type NodeState, nodeNamed } from '../world.ts';
import { type Answer, failed, type Input, lastPart, objects, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const eventsCalls: ServiceCalls = {
  target: (sim, input) => busOf(sim, objects(input.Entries)[0] ?? {}),
  commands: { PutEvents: put },
};

/** Named, by ARN or name; the account's default bus when not said. */
function busOf(sim: Simulation, { EventBusName }: Input): NodeState | undefined {
  return nodeNamed(sim.world, 'eventBus', lastPart(text(EventBusName), '/') || 'default');
}

const ENTRIES_MAX = 10;
const BYTES_MAX = 256 * 1024;

function put(sim: Simulation, { input, record }: CallState): Answer {
  const entries = objects(input.Entries);
  if (entries.length === 0 || entries.length > ENTRIES_MAX) {
    const bound = entries.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${ENTRIES_MAX}`;
    const message = `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`;
    return failed('ValidationException', message, 400);
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > BYTES_MAX)
    return failed('ValidationException', 'Total size of the entries in the request is over the limit.', 400);
  let cause: number | undefined;
  const results = entries.map((entry) => {
    const { result, record: made } = putOne(sim, entry, record);
    cause ??= made;
    return result;
  });
  const failures = results.filter((result) => 'ErrorCode' in result).length;
  return succeeded({ FailedEntryCount: failures, Entries: results }, cause);
}

/** As the guide has it: 14 bytes for a time, the rest by its length. */
function sizeOf({ Time, Source, DetailType, Detail, Resources }: Input): number {
  const resources = Array.isArray(Resources) ? Resources : [];
  return (
    (Time === undefined ? 0 : 14) +
    [Source, DetailType, Detail, ...resources].reduce<number>((sum, part) => sum + text(part).length, 0)
  );
}

function putOne(sim: Simulation, entry: Input, cause: number): { readonly result: Input; readonly record?: number } {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if (text(entry[name]) === '')
      return refused('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  const source = text(entry.Source);
  if (source.startsWith('aws.')) return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = parsedObject(text(entry.Detail));
  if (detail === undefined) return refused('MalformedDetail', 'Detail is malformed.');
  const time = Date.parse(text(entry.Time));
  const { id, record } = putEvent(sim, busOf(sim, entry), {
    source,
    detailType: text(entry.DetailType),
    detail,
    resources: Array.isArray(entry.Resources) ? entry.Resources.map(text) : [],
    ...(Number.isFinite(time) ? { epochMs: time } : {}),
    cause,
    rule: 'D5',
  });
  return { result: { EventId: id }, ...(record === cause ? {} : { record }) };
}

function refused(code: string, message: string): { readonly result: Input } {
  return { result: { ErrorCode: code, ErrorMessage: message } };
}

function parsedObject(json: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
