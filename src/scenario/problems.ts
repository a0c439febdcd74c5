/** What is wrong with a document, in words a learner understands. */
import { z } from 'zod';
import { childSchema, type Field, fieldOf, isObject, unwrap } from './fields.ts';

export interface Problem {
  /** Where, in words: `Function "resize" › memory`. */
  readonly path: string;
  /** Where, exactly: `nodes[2].memoryMb`; empty for the document as a whole. */
  readonly pointer: string;
  /** What is wrong; goes on after the path: `must be a whole number between 128 and 10,240 MB; it is 64`. */
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** A problem at `path` of `document`, which was written for `schema`. */
export function problemAt(schema: z.ZodType, document: unknown, path: Path, message: string): Problem {
  return { path: pathWords(schema, document, path), pointer: pointerOf(path), message };
}

/** One sentence: `Function "resize" › memory must be …`. */
export function problemSentence(problem: Problem): string {
  return problem.path === '' ? capitalised(problem.message) : `${problem.path}: ${problem.message}`;
}

/** The issues of zod as problems. */
export function problemsOf(schema: z.ZodType, document: unknown, error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap((issue) => issueProblems(schema, document, issue));
}

/** At most `most` problems; the rest are counted in the last. */
export function firstProblems(all: readonly Problem[], most = 50): readonly Problem[] {
  if (all.length <= most) return all;
  return [...all.slice(0, most), { path: '', pointer: '', message: `and ${all.length - most} more problems` }];
}

function issueProblems(schema: z.ZodType, document: unknown, issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problemAt(schema, document, [...issue.path, key], 'is not a setting known here'));
  }
  if (issue.code === 'invalid_key') {
    return [
      problemAt(schema, document, issue.path, `has a name of the wrong form${keyForm(schema, document, issue.path)}`),
    ];
  }
  const value = valueAt(document, issue.path);
  return [problemAt(schema, document, issue.path, issueWords(issue, fieldAt(schema, document, issue.path), value))];
}

// ---------------------------------------------------------------------------------------------- what

function issueWords(issue: z.core.$ZodIssue, field: Field | undefined, value: unknown): string {
  if (value === undefined) return 'is missing';
  const must = field === undefined ? undefined : mustBe(field, issue);
  // A description ends with a full stop, which must not stand before the semicolon.
  return `${(must ?? `is not valid (${issue.message})`).replace(/\.$/, '')}; it is ${shown(value)}`;
}

function mustBe(field: Field, issue: z.core.$ZodIssue): string | undefined {
  const orEmpty = field.nullable ? ', or empty' : '';
  switch (field.kind) {
    case 'integer':
    case 'number':
      return `must be ${field.kind === 'integer' ? 'a whole number' : 'a number'}${between(field)}${orEmpty}`;
    case 'boolean':
      return 'must be true or false';
    case 'choice':
      return `must be ${oneOf(field.choices ?? [])}`;
    case 'list':
      return issue.code === 'too_small' || issue.code === 'too_big' ? lengthWords(field, 'entries') : 'must be a list';
    case 'text':
      if (issue.code === 'invalid_type') return 'must be a text';
      if (issue.code === 'invalid_format') return `does not have the right form: ${field.description}`;
      return lengthWords(field, 'characters');
    case 'group':
      return 'must be a group of settings';
  }
}

/** `must have between 1 and 120 characters`. */
function lengthWords(field: Field, of: 'characters' | 'entries'): string {
  return `must have${between(field).replace(' of at ', ' at ')} ${of}`;
}

/** ` between 128 and 10,240 MB`, or the one bound there is. */
function between({ minimum, maximum, unit }: Field): string {
  const written = unit === undefined ? '' : ` ${unit}`;
  const least = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? null : number(minimum);
  const most = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? null : number(maximum);
  if (least !== null && most !== null) return ` between ${least} and ${most}${written}`;
  if (least !== null) return ` of at least ${least}${written}`;
  return most === null ? '' : ` of at most ${most}${written}`;
}

function oneOf(choices: readonly string[]): string {
  if (choices.length < 2) return choices[0] ?? 'something else';
  return `one of ${choices.slice(0, -1).join(', ')} and ${choices.at(-1)}`;
}

/** The value as a learner may see it: short, and never an object's inside. */
export function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string')
    return value.length > 40 ? `a text of ${number(value.length)} characters` : `"${value}"`;
  if (typeof value === 'number') return Number.isFinite(value) ? number(value) : 'not a number';
  if (typeof value === 'object') return 'a group of settings';
  return String(value);
}

/** A number with commas between thousands: 10,240. */
export function number(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  if (!/^-?\d+$/.test(whole)) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// ---------------------------------------------------------------------------------------------- where

const NODE_WORDS: Readonly<Record<string, string>> = {
  client: 'Client',
  api: 'API',
  schedule: 'Schedule',
  bucket: 'Bucket',
  topic: 'Topic',
  queue: 'Queue',
  function: 'Function',
};

/** `Function "resize"`; with its number where it has no proper name. */
export function nodeWords(value: unknown, index: number): string {
  if (!isObject(value)) return `Node ${index + 1}`;
  const word = typeof value.type === 'string' ? (NODE_WORDS[value.type] ?? 'Node') : 'Node';
  return typeof value.name === 'string' && value.name !== '' && value.name.length <= 64
    ? `${word} "${value.name}"`
    : `${word} ${index + 1}`;
}

/** `Wire from "jobs" to "worker"`; with its number where its ends are not known. */
function wireWords(document: unknown, value: unknown, index: number): string {
  if (!isObject(value)) return `Wire ${index + 1}`;
  const from = nameOf(document, value.from);
  const to = nameOf(document, value.to);
  return from === undefined || to === undefined ? `Wire ${index + 1}` : `Wire from "${from}" to "${to}"`;
}

function nameOf(document: unknown, id: unknown): string | undefined {
  const nodes = isObject(document) && Array.isArray(document.nodes) ? document.nodes : [];
  const node: unknown = nodes.find((candidate) => isObject(candidate) && candidate.id === id);
  return isObject(node) && typeof node.name === 'string' ? node.name : undefined;
}

/** The path in words; a part that the schema does not know keeps its key. */
function pathWords(schema: z.ZodType, document: unknown, path: Path): string {
  const words: string[] = [];
  let here: z.ZodType | undefined = schema;
  let value = document;
  path.forEach((key, depth) => {
    const above = here;
    here = above === undefined ? undefined : childSchema(above, key, value);
    value = valueAt(value, [key]);
    const parent = depth === 1 ? path[0] : undefined;
    if (typeof key !== 'number') words.push(titleOf(above, here, String(key)));
    else if (parent === 'nodes') words.splice(0, words.length, nodeWords(value, key));
    else if (parent === 'wires') words.splice(0, words.length, wireWords(document, value, key));
    else if (isObject(value) && typeof value.path === 'string') words.push(`"${value.path}"`);
    else words.push(`number ${key + 1}`);
  });
  return words.join(' › ');
}

function titleOf(above: z.ZodType | undefined, schema: z.ZodType | undefined, key: string): string {
  // An environment variable is called by its own name, not by the title that all values share.
  const isEntry = above !== undefined && unwrap(above) instanceof z.ZodRecord;
  if (schema === undefined || isEntry) return `"${key.slice(0, 64)}"`;
  return key === 'type' || key === 'kind' ? key : fieldOf(key, schema).title;
}

function pointerOf(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function fieldAt(schema: z.ZodType, document: unknown, path: Path): Field | undefined {
  const here = schemaAt(schema, document, path);
  return here === undefined ? undefined : fieldOf(String(path.at(-1) ?? ''), here);
}

/** What the names in the record above `path` must look like. */
function keyForm(schema: z.ZodType, document: unknown, path: Path): string {
  const above = schemaAt(schema, document, path.slice(0, -1));
  const record = above === undefined ? undefined : unwrap(above);
  const form = record instanceof z.ZodRecord && record.keyType instanceof z.ZodType ? record.keyType.meta() : undefined;
  return form?.description === undefined ? '' : `: ${form.description}`;
}

function schemaAt(schema: z.ZodType, document: unknown, path: Path): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  let value = document;
  for (const key of path) {
    here = here === undefined ? undefined : childSchema(here, key, value);
    value = valueAt(value, [key]);
  }
  return here;
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (isObject(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined),
    document,
  );
}
