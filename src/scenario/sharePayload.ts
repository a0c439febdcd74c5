/** What a link carries: the scenario, what was done to its run, and where to look (D23). */
import { z } from 'zod';
import { Input, LONGEST_RUN_US, type ScenarioInputs } from './inputs.ts';
import { DOCUMENT_LIMITS, Scenario } from './schema.ts';

export const SharePayload = z.strictObject({
  scenario: Scenario.meta({ title: 'scenario', description: 'The document.' }),
  start: Scenario.optional().meta({
    title: 'start',
    description: 'What the run started with, when deployments have changed it since.',
  }),
  inputs: z
    .array(Input)
    .max(10_000)
    .optional()
    .meta({ title: 'inputs', description: 'What the user did to the run, in order of time.' }),
  playhead: z
    .int()
    .min(0)
    .max(LONGEST_RUN_US)
    .optional()
    .meta({ title: 'playhead', description: 'The moment that is shown, after the start of the run.', unit: 'µs' }),
  selection: z
    .array(z.string().regex(/^[nw][1-9][0-9]{0,5}$/))
    .max(DOCUMENT_LIMITS.nodes + DOCUMENT_LIMITS.wires)
    .optional()
    .meta({ title: 'selection', description: 'Ids of the selected nodes and wires.' }),
  lesson: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional()
    .meta({ title: 'lesson', description: 'Id of the lesson or example: lower-case letters, digits and hyphens.' }),
  theme: z.enum(['dark', 'light']).optional().meta({ title: 'theme', description: 'Colours of the page.' }),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({
      title: 'digest',
      description: 'SHA-256 of the trace, 64 hexadecimal digits: shows that a replay is the same.',
    }),
});
/** The type of the schema, with its lists read-only. */
export type SharePayload = Omit<z.infer<typeof SharePayload>, 'inputs' | 'selection'> & {
  readonly inputs?: ScenarioInputs;
  readonly selection?: readonly string[];
};
