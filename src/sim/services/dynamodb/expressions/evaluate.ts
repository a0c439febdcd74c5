/**
 * What a condition says of an item. An attribute that is not there makes every comparison false but `<>`; values of
 * different types are unequal and have no order.
 */

import { base64Length, utf8Length } from '../bytes.ts';
import { bytesOf, compareScalars } from '../order.ts';
import { type AttributeValue, equal, type Item } from '../values.ts';
import type { Comparator } from './conditionSyntax.ts';
import type { Condition, FunctionName, Operand } from './conditions.ts';
import { valueAt } from './paths.ts';

export function holds(condition: Condition, item: Item): boolean {
  const valueFor = (operand: Operand) => operandValue(operand, item);
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, item));
    case 'or':
      return condition.parts.some((part) => holds(part, item));
    case 'not':
      return !holds(condition.part, item);
    case 'compare':
      return compares(condition.operator, valueFor(condition.args[0]), valueFor(condition.args[1]));
    case 'between':
      return isBetween(valueFor(condition.args[0]), valueFor(condition.args[1]), valueFor(condition.args[2]));
    case 'in': {
      const value = valueFor(condition.operand);
      return condition.options.some((option) => compares('=', value, valueFor(option)));
    }
    case 'function': {
      const [value, operand] = condition.args.map(valueFor);
      return FUNCTIONS[condition.name](value, operand);
    }
  }
}

type Value = AttributeValue | undefined;

function operandValue(operand: Operand, item: Item): Value {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, operand.path);
    case 'value':
      return operand.value;
    case 'size': {
      const size = sizeOf(operandValue(operand.of, item));
      return size === undefined ? undefined : { type: 'N', value: String(size) };
    }
  }
}

/** Bytes of a string or binary, elements of anything else that has some. */
function sizeOf(value: Value): number | undefined {
  switch (value?.type) {
    case 'S':
      return utf8Length(value.value);
    case 'B':
      return base64Length(value.value);
    case 'L':
    case 'SS':
    case 'NS':
    case 'BS':
      return value.value.length;
    case 'M':
      return value.value.size;
    default:
      return undefined;
  }
}

function compares(operator: Comparator, a: Value, b: Value): boolean {
  const isEqual = a !== undefined && b !== undefined && equal(a, b);
  if (operator === '=') return isEqual;
  if (operator === '<>') return !isEqual;
  const order = a && b && compareScalars(a, b);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function isBetween(value: Value, low: Value, high: Value): boolean {
  return compares('>=', value, low) && compares('<=', value, high);
}

const FUNCTIONS: Readonly<Record<FunctionName, (value: Value, operand?: Value) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) => value !== undefined && value.type === type?.value,
  begins_with: beginsWith,
  contains,
  size: () => false,
};

export function beginsWith(value: Value, prefix: Value): boolean {
  if (value?.type === 'S' && prefix?.type === 'S') return value.value.startsWith(prefix.value);
  if (value?.type !== 'B' || prefix?.type !== 'B') return false;
  return isAt(bytesOf(value.value), bytesOf(prefix.value), 0);
}

/** A part of a string or binary, or an element of a set or list. */
function contains(value: Value, operand: Value): boolean {
  if (!value || !operand) return false;
  switch (value.type) {
    case 'S':
      return operand.type === 'S' && value.value.includes(operand.value);
    case 'B':
      return operand.type === 'B' && hasPart(bytesOf(value.value), bytesOf(operand.value));
    case 'SS':
    case 'NS':
    case 'BS':
      return `${operand.type}S` === value.type && value.value.some((member) => member === operand.value);
    case 'L':
      return value.value.some((element) => equal(element, operand));
    default:
      return false;
  }
}

function hasPart(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let start = 0; start + part.length <= bytes.length; start++) if (isAt(bytes, part, start)) return true;
  return false;
}

function isAt(bytes: Uint8Array, part: Uint8Array, start: number): boolean {
  return start + part.length <= bytes.length && part.every((byte, i) => bytes[start + i] === byte);
}
