/** What a user did to a run, as data: recorded with its time, replayed from a link, never undone (D23). */
import { z } from 'zod';
import { FunctionNode, Scenario } from './schema.ts';

/** The longest run there can be, in microseconds. */
export const LONGEST_RUN_US = 604_800_000_000;

const timeUs = z
  .int()
  .min(0)
  .max(LONGEST_RUN_US)
  .meta({ title: 'time', description: 'When it happened, after the start of the run.', unit: 'µs' });

export const Input = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('invoke'),
      timeUs,
      nodeId: FunctionNode.shape.id.meta({ title: 'node', description: 'Id of the function or trigger, such as n1.' }),
      mode: z.enum(['sync', 'async']).meta({ title: 'mode', description: 'Whether the test waits for the answer.' }),
      payload: z
        .string()
        .max(1_000_000)
        .optional()
        .meta({ title: 'payload', description: 'The event as JSON; for triggers left out: what their settings say.' }),
    })
    .meta({ title: 'invoke', description: 'The test button of a function, or of a trigger: one now.' }),
  z
    .strictObject({
      type: z.literal('deploy'),
      timeUs,
      scenario: Scenario.meta({ title: 'scenario', description: 'What holds from here.' }),
    })
    .meta({ title: 'deploy', description: 'The document changed while the run existed (D22).' }),
]);
export type Input = z.infer<typeof Input>;

/** Everything a user did to a run, in order of time. */
export type ScenarioInputs = readonly Input[];
