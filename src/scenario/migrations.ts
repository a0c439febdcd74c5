/**
 * Older documents, brought up to date one version at a time. The step at `n` turns version n into version n + 1; it gets
 * whatever JSON somebody stored, checks nothing, and leaves what it does not understand to the schema.
 */
import { isObject } from './fields.ts';
import { SCENARIO_VERSION } from './schema.ts';

type Document = Readonly<Record<string, unknown>>;

const STEPS: Readonly<Record<number, (document: Document) => Document>> = {
  0: wiresWereEdges,
};

export type Migrated =
  | { readonly ok: true; readonly document: Document; readonly from: number }
  | { readonly ok: false; readonly message: string };

/** The document in the newest version, or why that cannot be. */
export function migrate(document: Document): Migrated {
  const from = document.version;
  if (from === undefined) {
    return { ok: false, message: 'there is no version number; is this a scenario of Lambdarium?' };
  }
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0) {
    return { ok: false, message: `the version must be a whole number from 0 to ${SCENARIO_VERSION}` };
  }
  if (from > SCENARIO_VERSION) {
    return {
      ok: false,
      message: `this was made by a newer Lambdarium (version ${from} of the format; this one knows up to ${SCENARIO_VERSION}). Reload the page to get the newest`,
    };
  }
  let migrated = document;
  for (let version = from; version < SCENARIO_VERSION; version++) {
    const step = STEPS[version];
    if (step === undefined) throw new Error(`There is no migration from version ${version}.`);
    migrated = { ...step(migrated), version: version + 1 };
  }
  return { ok: true, document: migrated, from };
}

/**
 * Version 0 called wires `edges`, with `source` and `target`, and a function's `memoryMb` was `memorySize`, its `timeoutS`
 * was `timeout`, as in AWS templates.
 */
function wiresWereEdges(document: Document): Document {
  const { edges, nodes, ...rest } = document;
  return {
    ...rest,
    ...(nodes === undefined ? {} : { nodes: each(nodes, unitsInNames) }),
    ...(edges === undefined ? {} : { wires: each(edges, endsRenamed) }),
  };
}

function unitsInNames(node: Document): Document {
  return renamed(renamed(node, 'memorySize', 'memoryMb'), 'timeout', 'timeoutS');
}

function endsRenamed(edge: Document): Document {
  return renamed(renamed(edge, 'source', 'from'), 'target', 'to');
}

function each(list: unknown, change: (item: Document) => Document): unknown {
  return Array.isArray(list) ? list.map((item: unknown) => (isObject(item) ? change(item) : item)) : list;
}

function renamed(object: Document, old: string, now: string): Document {
  if (!Object.hasOwn(object, old)) return object;
  const { [old]: value, ...rest } = object;
  return { ...rest, [now]: value };
}
