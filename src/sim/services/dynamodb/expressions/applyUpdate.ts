/** What an update expression makes of an item: all operands are read from the item as it was before. */
import { invalid } from '../failure.ts';
import { addNumbers } from '../numbers.ts';
import { type AttributeValue, type Item, isSet } from '../values.ts';
import { type Path, valueAt } from './paths.ts';
import type { UpdateAction, UpdateOperand } from './updates.ts';

/** The item after the update. Throws a ValidationException; the item given is untouched. */
export function applyUpdate(item: Item, actions: readonly UpdateAction[]): Item {
  const changes = actions.map((action) => ({ path: action.path, value: newValue(item, action) }));
  return changedMap(item, changes);
}

interface Change {
  /** What is left of the path at this level. */
  readonly path: Path;
  /** The new value; undefined removes. */
  readonly value: AttributeValue | undefined;
}

function newValue(item: Item, action: UpdateAction): AttributeValue | undefined {
  switch (action.kind) {
    case 'set':
      return evaluate(item, action.operand);
    case 'remove':
      return undefined;
    case 'add':
      return added(valueAt(item, action.path), action.value);
    case 'delete':
      return withoutMembers(valueAt(item, action.path), action.value);
  }
}

// ------------------------------------------------------------------------------------------ values

function evaluate(item: Item, operand: UpdateOperand): AttributeValue {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path':
      return valueAt(item, operand.path) ?? refersToNothing();
    case 'if_not_exists':
      return valueAt(item, operand.path) ?? evaluate(item, operand.otherwise);
    case 'list_append': {
      const [first, second] = operand.args.map((arg) => evaluate(item, arg));
      if (first?.type !== 'L' || second?.type !== 'L') throw wrongType();
      return { type: 'L', value: [...first.value, ...second.value] };
    }
    default: {
      const [first, second] = operand.args.map((arg) => evaluate(item, arg));
      if (first?.type !== 'N' || second?.type !== 'N') throw wrongType();
      return { type: 'N', value: addNumbers(first.value, second.value, operand.kind === '+' ? 1 : -1) };
    }
  }
}

function refersToNothing(): never {
  throw invalid('The provided expression refers to an attribute that does not exist in the item');
}

function wrongType(): Error {
  return invalid('An operand in the update expression has an incorrect data type');
}

/** ADD: a number is counted up from what is there or from 0, a set gets further members. */
function added(before: AttributeValue | undefined, operand: AttributeValue): AttributeValue {
  if (!before) return operand;
  if (before.type === 'N' && operand.type === 'N') return { type: 'N', value: addNumbers(before.value, operand.value) };
  if (!isSet(before) || !isSet(operand) || before.type !== operand.type) throw wrongType();
  return { type: before.type, value: [...new Set([...before.value, ...operand.value])] };
}

/** DELETE: a set loses members; with the last one it is gone. */
function withoutMembers(before: AttributeValue | undefined, operand: AttributeValue): AttributeValue | undefined {
  if (!before) return undefined;
  if (!isSet(before) || !isSet(operand) || before.type !== operand.type) throw wrongType();
  const gone = new Set(operand.value);
  const left = before.value.filter((member) => !gone.has(member));
  return left.length > 0 ? { type: before.type, value: left } : undefined;
}

// ------------------------------------------------------------------------------------------ places

function changedMap(map: Item, changes: readonly Change[]): Item {
  const changed = new Map(map);
  for (const [step, below] of grouped(changes)) {
    if (typeof step === 'number') throw invalidPath();
    const value = changedMember(changed.get(step), below);
    if (value) changed.set(step, value);
    else changed.delete(step);
  }
  return changed;
}

/** What is set beyond the end is appended in the order of the indexes; what is removed closes up at the end. */
function changedList(list: readonly AttributeValue[], changes: readonly Change[]): readonly AttributeValue[] {
  const changed: (AttributeValue | undefined)[] = [...list];
  const appended: [number, AttributeValue][] = [];
  for (const [step, below] of grouped(changes)) {
    if (typeof step === 'string') throw invalidPath();
    const value = changedMember(list[step], below);
    if (step < list.length) changed[step] = value;
    else if (value) appended.push([step, value]);
  }
  appended.sort(([a], [b]) => a - b);
  return [...changed, ...appended.map(([, value]) => value)].filter((value) => value !== undefined);
}

function changedMember(member: AttributeValue | undefined, below: readonly Change[]): AttributeValue | undefined {
  const here = below.find(({ path }) => path.length === 0);
  if (here) return here.value;
  if (member?.type === 'M') return { type: 'M', value: changedMap(member.value, below) };
  if (member?.type === 'L') return { type: 'L', value: changedList(member.value, below) };
  throw invalidPath();
}

function invalidPath(): Error {
  return invalid('The document path provided in the update expression is invalid for update');
}

function grouped(changes: readonly Change[]): ReadonlyMap<string | number, readonly Change[]> {
  const groups = new Map<string | number, Change[]>();
  for (const { path, value } of changes) {
    const [step, ...rest] = path;
    if (step === undefined) continue;
    const group = groups.get(step) ?? [];
    group.push({ path: rest, value });
    groups.set(step, group);
  }
  return groups;
}
