import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldOf, nodeFields, unwrap, wireFields } from './fields.ts';
import { scenarioJsonSchema } from './jsonSchema.ts';
import { Runtime, SCENARIO_VERSION, Scenario } from './schema.ts';
import { allDefaults, NODE_TYPES, WIRE_TYPES } from './testing/arbitraries.ts';

/** Every setting below `schema` with its path; tags of unions excluded. */
function settingsBelow(schema: z.ZodType, path: string): readonly (readonly [string, z.ZodType])[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return settingsBelow(inner.element as z.ZodType, `${path}[]`);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    return inner.options.flatMap((option) => settingsBelow(option as z.ZodType, path));
  }
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([key, child]) =>
    child instanceof z.ZodLiteral && key !== 'version'
      ? []
      : [[`${path}.${key}`, child as z.ZodType] as const, ...settingsBelow(child as z.ZodType, `${path}.${key}`)],
  );
}

const settings = settingsBelow(Scenario, 'scenario');

describe('the schema', () => {
  it('says of every setting what it is called and what it means', () => {
    expect(settings.length).toBeGreaterThan(100);
    const silent = settings.filter(([path, schema]) => {
      const { title, description } = fieldOf('', schema);
      return title === '' || (description === '' && !/\.(x|y)$/.test(path));
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('gives every number a least and a greatest value, and a unit where its name ends in one', () => {
    const numbers = settings
      .map(([path, schema]) => ({ path, ...fieldOf('', schema) }))
      .filter(({ kind }) => kind === 'integer' || kind === 'number');
    expect(numbers.length).toBeGreaterThan(40);
    for (const { path, minimum, maximum, unit } of numbers) {
      expect([path, minimum !== undefined && maximum !== undefined]).toEqual([path, true]);
      const ending = /(Mb|Ms|PerS|S|\.s)$/.exec(path)?.[1];
      const expected = { Mb: 'MB', Ms: 'ms', PerS: '1/s', S: 's', '.s': 's' }[ending ?? ''];
      if (expected) expect([path, unit]).toEqual([path, expected]);
    }
  });

  it('names rule and page for what AWS documents', () => {
    for (const [type, key] of [
      ['function', 'memoryMb'],
      ['function', 'timeoutS'],
      ['function', 'asyncEventAgeS'],
      ['queue', 'visibilityTimeoutS'],
    ] as const) {
      const field = nodeFields(type).find((candidate) => candidate.key === key);
      expect(field).toMatchObject({
        rule: expect.stringMatching(/^[A-Z]+-\d+$/),
        source: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\/\S+ \(October 2026\)$/),
      });
    }
  });

  it('has the documented ranges and defaults of a function (ENV-22, ENV-25, ASYNC-2, ASYNC-5, PKG-1, NODE-24)', () => {
    const range = (key: string) => {
      const field = nodeFields('function').find((candidate) => candidate.key === key);
      return [field?.minimum, field?.maximum, field?.default];
    };
    expect(range('memoryMb')).toEqual([128, 10_240, 128]);
    expect(range('timeoutS')).toEqual([1, 900, 3]);
    expect(range('packageMb')[1]).toBe(250);
    expect(Runtime.options).toEqual(['nodejs24.x', 'nodejs22.x', 'nodejs20.x']);
    expect(range('asyncRetryAttempts')).toEqual([0, 2, 2]);
    expect(range('asyncEventAgeS')).toEqual([60, 21_600, 21_600]);
    expect(range('reservedConcurrency')).toEqual([0, 100_000, null]);
  });

  it('lists the settings of nodes and wires for forms', () => {
    expect(nodeFields('schedule').map(({ key }) => key)).toEqual(['rate', 'expression', 'service', 'input', 'enabled']);
    expect(wireFields('mapping').map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'batchSize integer',
      'batchingWindowS integer',
      'maximumConcurrency integer',
      'reportBatchItemFailures boolean',
      'enabled boolean',
    ]);
    for (const type of NODE_TYPES) expect(nodeFields(type).length).toBeGreaterThan(0);
    for (const type of WIRE_TYPES) expect(Array.isArray(wireFields(type))).toBe(true);
  });

  it('keeps its defaults: links leave them out, so another default needs another version and a migration', () => {
    const file = new URL(`./testdata/defaults.v${SCENARIO_VERSION}.json`, import.meta.url);
    expect(JSON.parse(JSON.stringify(allDefaults()))).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

describe('the JSON Schema', () => {
  const schema = scenarioJsonSchema();
  const text = JSON.stringify(schema);

  it('has ranges, defaults and units, and forbids unknown settings', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Lambdarium scenario',
      type: 'object',
      required: ['version'],
      additionalProperties: false,
    });
    expect(text).toContain('"minimum":128,"maximum":10240');
    expect(text).toContain('"x-unit":"MB"');
  });

  it('uses no keyword of its own without the prefix x-', () => {
    const keywords = new Set<string>();
    const walk = (part: unknown): void => {
      if (Array.isArray(part)) part.forEach(walk);
      else if (typeof part === 'object' && part !== null) {
        for (const [key, value] of Object.entries(part)) {
          if (key === 'properties') Object.values(value).forEach(walk);
          else if (key !== 'default' && key !== 'enum' && key !== 'const') {
            keywords.add(key);
            walk(value);
          } else keywords.add(key);
        }
      }
    };
    walk(schema);
    const known =
      /^(\$schema|title|description|type|properties|required|additionalProperties|propertyNames|items|oneOf|anyOf|const|enum|default|minimum|maximum|minLength|maxLength|minItems|maxItems|pattern|format|x-(unit|rule|source))$/;
    expect([...keywords].filter((keyword) => !known.test(keyword))).toEqual([]);
  });
});
