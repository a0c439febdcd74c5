/** Projection expressions: which attributes of an item are given back. */
import type { AttributeValue, Item } from '../values.ts';
import { checkApart, checkReserved, type Path, parsePath, resolvePath, type WrittenPath } from './paths.ts';
import type { Placeholders } from './placeholders.ts';
import { Reader } from './tokens.ts';

/** Throws a ValidationException. */
export function parseProjection(source: string, placeholders: Placeholders): readonly Path[] {
  const reader = new Reader('ProjectionExpression', source);
  const written: WrittenPath[] = [];
  do written.push(parsePath(reader, () => false));
  while (reader.takeSymbol(','));
  reader.expectEnd();
  for (const path of written) checkReserved(reader, path);
  const paths = written.map((path) => resolvePath(reader, path, placeholders));
  checkApart(reader, paths);
  return paths;
}

/** The parts of an item at some paths that lie apart; elements of a list move together. */
export function project(item: Item, paths: readonly Path[]): Item {
  return projectMap(item, paths);
}

function projectMap(item: Item, paths: readonly Path[]): Item {
  const parts = new Map<string, AttributeValue>();
  for (const [step, below] of grouped(paths)) {
    const part = projectValue(item.get(String(step)), below);
    if (part) parts.set(String(step), part);
  }
  return parts;
}

function projectList(list: readonly AttributeValue[], paths: readonly Path[]): readonly AttributeValue[] {
  return [...grouped(paths)]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([step, below]) => projectValue(list[Number(step)], below))
    .filter((part) => part !== undefined);
}

function projectValue(value: AttributeValue | undefined, below: readonly Path[]): AttributeValue | undefined {
  if (!value || below.some((path) => path.length === 0)) return value;
  if (value.type === 'M') {
    const parts = projectMap(
      value.value,
      below.filter(([step]) => typeof step === 'string'),
    );
    return parts.size > 0 ? { type: 'M', value: parts } : undefined;
  }
  if (value.type !== 'L') return undefined;
  const parts = projectList(
    value.value,
    below.filter(([step]) => typeof step === 'number'),
  );
  return parts.length > 0 ? { type: 'L', value: parts } : undefined;
}

/** The rests of the paths by their first step. */
function grouped(paths: readonly Path[]): ReadonlyMap<string | number, readonly Path[]> {
  const groups = new Map<string | number, Path[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    const group = groups.get(step) ?? [];
    group.push(rest);
    groups.set(step, group);
  }
  return groups;
}
