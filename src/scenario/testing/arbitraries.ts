/** Random edits and scenarios for property tests: every setting of the schema takes part, in and out of its range. */
import fc from 'fast-check';
import { applyCommand, type Command, type NodePatch, type WirePatch } from '../commands.ts';
import { defaultOf, type Field, nodeFields, wireFields } from '../fields.ts';
import { newNodeDefaults } from '../newNodes.ts';
import { DurationLaw, Handler, Model, type NodeType, Scenario, Traffic, type WireType } from '../schema.ts';

export const emptyScenario = Scenario.parse({ version: 1 });

export const NODE_TYPES: readonly NodeType[] = [
  'client',
  'api',
  'schedule',
  'bucket',
  'topic',
  'queue',
  'table',
  'function',
  'eventBus',
  'stream',
  'stateMachine',
  'endpoint',
];
export const WIRE_TYPES: readonly WireType[] = [
  'sync',
  'async',
  'mapping',
  'subscription',
  'onSuccess',
  'onFailure',
  'deadLetter',
  'redrive',
  'rule',
  'uses',
];

/** An edit that still needs the document it is made to, because it picks nodes and wires that are there. */
export type Edit = (scenario: Scenario) => Command | null;

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const at = fc.nat({ max: 30 });
const coordinate = fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.constantFrom(1e9, -1e9, Number.NaN, 0.4));
const position = fc.record({ x: coordinate, y: coordinate });
const nodeName = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/) },
  { weight: 1, arbitrary: fc.constantFrom('', 'two words', 'ä', 'x'.repeat(64), 'x'.repeat(65), 'client', 'queue') },
);
const path = fc.constantFrom('index.mjs', 'lib/a.mjs', 'b.cjs', '../c.mjs', '', '/etc/d.js', 'package.json');
const text = fc.string({ unit: 'binary', maxLength: 60 });
const seconds = fc.double({ min: 0, max: 500, noNaN: true });

const traffic: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom({ kind: 'none' }, { kind: 'single' }, { kind: 'every' }, { kind: 'poisson' }, { kind: 'burst' }),
  fc.record({ kind: fc.constant('single'), atS: seconds }),
  fc.record({ kind: fc.constant('every'), everyMs: seconds, startS: seconds, count: fc.nat({ max: 50 }) }),
  fc.record({ kind: fc.constant('poisson'), ratePerS: seconds, startS: seconds, endS: seconds }),
  fc.record({ kind: fc.constant('times'), timesS: fc.array(seconds, { maxLength: 5 }) }),
);
const law: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constant('constant'), ms: seconds }),
  fc.record({ kind: fc.constant('uniform'), minMs: seconds, maxMs: seconds }),
  fc.record({ kind: fc.constant('exponential'), meanMs: seconds }),
);
const handler: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constant('code'), files: fc.array(fc.record({ path, text }), { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('modelled'), duration: law, errorRate: fc.double({ noNaN: true, min: 0, max: 1 }) }),
);
const env = fc.dictionary(
  fc.oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{1,8}$/), fc.constantFrom('AWS_REGION', '1x', 'constructor')),
  fc.oneof(text, fc.constant('x'.repeat(3000))),
  { maxKeys: 3 },
);
const model: fc.Arbitrary<unknown> = fc.record(
  {
    idleLifetime: fc.oneof(
      fc.record({ kind: fc.constant('fixed'), s: seconds }),
      fc.record({ kind: fc.constant('uniform'), minS: seconds, maxS: seconds }),
    ),
    maximumAge: fc.constantFrom({ kind: 'none' }, { kind: 'uniform' }, { kind: 'uniform', minS: 90_000 }),
    routing: fc.constantFrom('newest', 'random', 'best'),
    coldStart: fc.constantFrom({ kind: 'measured' }, { kind: 'fixed' }, { kind: 'fixed', createMs: 0 }),
  },
  { requiredKeys: [] },
);

/** Values for one setting: mostly within its range, its bounds, and some beyond. */
function valueFor(field: Field): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 1000, nullable } = field;
  const edge = fc.constantFrom<unknown>(minimum, maximum, minimum - 1, maximum + 1, 'x', undefined, null, Number.NaN);
  const number = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: Math.ceil(minimum), max: maximum }) },
    { weight: 1, arbitrary: edge },
  );
  switch (field.kind) {
    case 'integer':
    case 'number':
      return nullable ? fc.oneof(number, fc.constant(null)) : number;
    case 'boolean':
      return fc.boolean();
    case 'text':
      return fc.oneof(text, fc.constantFrom('{"n":{n}}', '/orders', 'index.handler', 'a'));
    default:
      return fc.oneof(traffic, handler, env, fc.constantFrom(...(field.choices ?? ['x'])), fc.constant({ value: 5 }));
  }
}

function patchFor(fields: readonly Field[]): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.fromEntries(fields.map((field) => [field.key, valueFor(field)]));
  // One setting, as a form does it; all at once would nearly always hold something out of range.
  return fields.length === 0
    ? fc.constant({})
    : fc
        .constantFrom(...fields.map(({ key }) => key))
        .chain((key) => fc.record({ [key]: entries[key] ?? fc.constant(0) }));
}

const specialPatch = fc.oneof(
  traffic.map((value) => ({ traffic: value })),
  handler.map((value) => ({ handler: value })),
  env.map((value) => ({ env: value })),
);

const nodePatches = new Map(NODE_TYPES.map((type) => [type, patchFor(nodeFields(type))]));
const wirePatches = new Map(WIRE_TYPES.map((type) => [type, patchFor(wireFields(type))]));

const addNode: fc.Arbitrary<Edit> = fc
  .constantFrom(...NODE_TYPES)
  .map((type) => (scenario) => ({ type: 'addNode', node: newNodeDefaults(type, scenario) }));

const nodeEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        at,
        fc.record(Object.fromEntries(NODE_TYPES.map((type) => [type, nodePatches.get(type) ?? fc.constant({})]))),
      )
      .map(
        ([i, patches]): Edit =>
          (scenario) => {
            const node = pick(scenario.nodes, i);
            return node ? { type: 'updateNode', id: node.id, patch: patches[node.type] as NodePatch } : null;
          },
      ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(at, specialPatch).map(
      ([i, patch]): Edit =>
        (scenario) => ({
          type: 'updateNode',
          id: pick(scenario.nodes, i)?.id ?? 'n1',
          patch: patch as NodePatch,
        }),
    ),
  },
  fc.tuple(at, nodeName).map(
    ([i, name]): Edit =>
      (scenario) => ({ type: 'renameNode', id: pick(scenario.nodes, i)?.id ?? 'n9', name }),
  ),
  fc.tuple(fc.array(at, { maxLength: 3 }), fc.boolean()).map(
    ([places, twice]): Edit =>
      (scenario) => {
        const ids = places.map((i) => pick(scenario.nodes, i)?.id ?? 'n99');
        return twice ? { type: 'duplicateNodes', ids } : { type: 'removeNodes', ids: ids.slice(0, 1) };
      },
  ),
  fc.tuple(at, position).map(
    ([i, to]): Edit =>
      (scenario) => ({ type: 'moveNodes', moves: [{ id: pick(scenario.nodes, i)?.id ?? '', position: to }] }),
  ),
);

const fileEdit: fc.Arbitrary<Edit> = fc.tuple(at, fc.nat({ max: 3 }), path, path, text).map(
  ([i, which, from, to, written]): Edit =>
    (scenario) => {
      const functions = scenario.nodes.filter(({ type }) => type === 'function');
      const id = pick(functions, i)?.id ?? 'n1';
      if (which === 0) return { type: 'addFile', id, path: from, text: written };
      if (which === 1) return { type: 'setFile', id, path: from, text: written };
      return which === 2 ? { type: 'renameFile', id, path: from, to } : { type: 'removeFile', id, path: from };
    },
);

const wireEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(at, at, fc.option(fc.constantFrom(...WIRE_TYPES), { nil: undefined, freq: 2 })).map(
      ([i, j, wire]): Edit =>
        (scenario) => ({
          type: 'connect',
          from: pick(scenario.nodes, i)?.id ?? 'n1',
          to: pick(scenario.nodes, j)?.id ?? 'n1',
          ...(wire ? { wire } : {}),
        }),
    ),
  },
  fc
    .tuple(
      at,
      fc.record(Object.fromEntries(WIRE_TYPES.map((type) => [type, wirePatches.get(type) ?? fc.constant({})]))),
    )
    .map(
      ([i, patches]): Edit =>
        (scenario) => {
          const wire = pick(scenario.wires, i);
          return wire ? { type: 'updateWire', id: wire.id, patch: patches[wire.type] as WirePatch } : null;
        },
    ),
  fc.tuple(at, fc.constantFrom(...WIRE_TYPES)).map(
    ([i, wire]): Edit =>
      (scenario) => ({ type: 'changeWireType', id: pick(scenario.wires, i)?.id ?? 'w1', wire }),
  ),
  at.map(
    (i): Edit =>
      (scenario) => ({ type: 'removeWires', ids: [pick(scenario.wires, i)?.id ?? 'w1'] }),
  ),
);

const runEdit: fc.Arbitrary<Edit> = fc
  .oneof(
    fc.record({ name: fc.string({ maxLength: 130 }), seed: fc.integer({ min: -1, max: 5000 }) }),
    fc.record({
      durationS: fc.double({ min: -1, max: 1000 }),
      startAt: fc.constantFrom('2026-02-01T00:00:00Z', 'tomorrow'),
    }),
    fc.record({ account: fc.record({ concurrencyLimit: fc.nat({ max: 1500 }) }) }),
    fc.record({ model }),
  )
  .map(
    (patch): Edit =>
      () => ({ type: 'setRun', patch: patch as Partial<Scenario> }),
  );

/** Any edit, sensible or not. */
export const arbitraryEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: addNode },
  { weight: 4, arbitrary: nodeEdit },
  { weight: 2, arbitrary: fileEdit },
  { weight: 4, arbitrary: wireEdit },
  { weight: 1, arbitrary: runEdit },
);

export const arbitraryEdits = fc.array(arbitraryEdit, { minLength: 1, maxLength: 40 });

/** Scenarios as users could make them. */
export const arbitraryScenario: fc.Arbitrary<Scenario> = arbitraryEdits.map((edits) =>
  edits.reduce((scenario, edit) => {
    const command = edit(scenario);
    return command ? applyCommand(scenario, command) : scenario;
  }, emptyScenario),
);

/** What the parts mean when they are left out, for the list of defaults. */
export function allDefaults(): Record<string, unknown> {
  const of = (fields: readonly Field[]) =>
    Object.fromEntries(
      fields.filter((field) => field.default !== undefined).map((field) => [field.key, field.default]),
    );
  return {
    scenario: { ...emptyScenario, version: undefined },
    ...Object.fromEntries(NODE_TYPES.map((type) => [type, of(nodeFields(type))])),
    ...Object.fromEntries(WIRE_TYPES.map((type) => [`wire ${type}`, of(wireFields(type))])),
    traffic: ['none', 'single', 'every', 'poisson', 'burst', 'times'].map((kind) => Traffic.parse({ kind })),
    duration: ['constant', 'uniform', 'exponential'].map((kind) => DurationLaw.parse({ kind })),
    modelled: Handler.parse({ kind: 'modelled' }),
    model: [
      defaultOf(Model.shape.routing),
      ...['uniform', 'fixed'].map((kind) => Model.parse({ idleLifetime: { kind } }).idleLifetime),
      ...['uniform', 'none'].map((kind) => Model.parse({ maximumAge: { kind } }).maximumAge),
      ...['measured', 'fixed'].map((kind) => Model.parse({ coldStart: { kind } }).coldStart),
    ],
  };
}
