/** The JSON Schema of a scenario file, made from the zod schema; it is served with the site. */
import { z } from 'zod';
import { Scenario } from './schema.ts';

/** JSON Schema (draft 2020-12) of what `parseScenario` reads: settings with a default may be left out. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(Scenario, { io: 'input', target: 'draft-2020-12', override: prefixOwnKeywords });
  return {
    ...schema,
    title: 'Lambdarium scenario',
    description:
      'Nodes, wires, settings, code, traffic, seed and duration of one scenario of the Lambdarium playground.',
    // Files may name this schema, so that editors complete and check while typing.
    properties: { $schema: { type: 'string' }, ...schema.properties },
  };
}

/** Keywords that JSON Schema does not have start with `x-`, so that strict validators accept them. */
function prefixOwnKeywords({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }): void {
  for (const keyword of ['unit', 'rule', 'source']) {
    if (!Object.hasOwn(jsonSchema, keyword)) continue;
    jsonSchema[`x-${keyword}`] = jsonSchema[keyword];
    delete jsonSchema[keyword];
  }
}
