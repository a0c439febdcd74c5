/** S3 as handlers call it. */
import type { Simulation } from '../../simulation.ts';
import { putObject } from '../bucket.ts';
import { nodeNamed } from '../world.ts';
import { type Answer, failed, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const s3Calls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'bucket', text(input.Bucket)),
  commands: { PutObject: put, GetObject: get },
};

const NO_BUCKET = failed('NoSuchBucket', 'The specified bucket does not exist', 404);

function put(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return NO_BUCKET;
  const key = text(input.Key);
  if (key === '') return failed('ValidationException', 'No value provided for input HTTP label: Key.', 400);
  const contentType = input.ContentType === undefined ? {} : { contentType: text(input.ContentType) };
  const stored = putObject(sim, target, { key, content: text(input.Body), ...contentType, cause: record, rule: 'D5' });
  return succeeded({ ETag: `"${stored.object.eTag}"` }, stored.record);
}

function get(sim: Simulation, { target, input }: CallState): Answer {
  if (!target) return NO_BUCKET;
  const object = sim.world.buckets[target.number]?.objects.get(text(input.Key));
  if (!object) return failed('NoSuchKey', 'The specified key does not exist.', 404);
  const output = {
    Body: object.content,
    ContentLength: object.size,
    ContentType: object.contentType,
    ETag: `"${object.eTag}"`,
    LastModified: new Date(sim.epochMs + Math.floor(object.storedUs / 1_000_000) * 1000).toISOString(),
    Metadata: {},
  };
  return { ...succeeded(output), engineWorded: object.engineWorded };
}
