/** Document paths such as `a.b[0]` or `#n`, in an expression and in an item. */
import type { AttributeValue, Item } from '../values.ts';
import type { Placeholders } from './placeholders.ts';
import { isReserved } from './reservedWords.ts';
import type { Reader } from './tokens.ts';

/** Attribute names and list indexes; the first is a name. */
export type Path = readonly (string | number)[];

/** A path as it is written: placeholders of names are not resolved yet. */
export type WrittenPath = readonly (number | { readonly name: string; readonly isPlaceholder: boolean })[];

/** Keywords of the grammar are no names; other reserved words are, and are refused later, by name. */
export function parsePath(reader: Reader, isKeyword: (reader: Reader) => boolean): WrittenPath {
  return parseSteps(reader, isKeyword, [parseName(reader, isKeyword)]);
}

/** The steps after a beginning of a path. */
export function parseSteps(reader: Reader, isKeyword: (reader: Reader) => boolean, head: WrittenPath): WrittenPath {
  const steps = [...head];
  for (;;) {
    if (reader.takeSymbol('.')) steps.push(parseName(reader, isKeyword));
    else if (reader.takeSymbol('[')) steps.push(parseIndex(reader));
    else return steps;
  }
}

function parseName(reader: Reader, isKeyword: (reader: Reader) => boolean): Exclude<WrittenPath[number], number> {
  const { kind } = reader.next;
  if (kind === 'name') return { name: reader.take().text, isPlaceholder: true };
  if (kind !== 'word' || isKeyword(reader)) throw reader.unexpected();
  return { name: reader.take().text, isPlaceholder: false };
}

function parseIndex(reader: Reader): number {
  if (reader.next.kind !== 'number') throw reader.unexpected();
  const index = Number(reader.take().text);
  reader.expectSymbol(']');
  return index;
}

/** Reserved words that stand in a path without a placeholder are refused. */
export function checkReserved(reader: Reader, path: WrittenPath): void {
  for (const step of path) {
    if (typeof step === 'number' || step.isPlaceholder || !isReserved(step.name)) continue;
    throw reader.error(`Attribute name is a reserved keyword; reserved keyword: ${step.name}`);
  }
}

export function resolvePath(reader: Reader, path: WrittenPath, placeholders: Placeholders): Path {
  return path.map((step) => {
    if (typeof step === 'number') return step;
    return step.isPlaceholder ? placeholders.name(reader, step.name) : step.name;
  });
}

/** Two paths of one expression must lie apart: neither the same, nor one inside the other, nor a list here and a map there. */
export function checkApart(reader: Reader, paths: readonly Path[]): void {
  paths.forEach((path, i) => {
    for (const earlier of paths.slice(0, i)) checkTwoApart(reader, earlier, path);
  });
}

function checkTwoApart(reader: Reader, one: Path, two: Path): void {
  const shown = `must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(two)}`;
  for (let i = 0; i < Math.min(one.length, two.length); i++) {
    if (typeof one[i] !== typeof two[i]) throw reader.error(`Two document paths conflict with each other; ${shown}`);
    if (one[i] !== two[i]) return;
  }
  throw reader.error(`Two document paths overlap with each other; ${shown}`);
}

/** As DynamoDB shows a path: `[a, b, [0]]`. */
export function pathText(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/** What an item has at a path. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  const [head, ...rest] = path;
  return rest.reduce<AttributeValue | undefined>(
    (value, step) => value && memberOf(value, step),
    item.get(String(head)),
  );
}

function memberOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return value.type === 'L' ? value.value[step] : undefined;
  return value.type === 'M' ? value.value.get(step) : undefined;
}
