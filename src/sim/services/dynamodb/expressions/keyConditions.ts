/**
 * Key-condition expressions: one equality for the partition key, and optionally one condition for the sort key.
 *
 * @source Amazon DynamoDB Developer Guide, "Key condition expressions for the Query operation":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html (October 2026)
 */
import { invalid } from '../failure.ts';
import type { AttributeValue } from '../values.ts';
import type { Comparator } from './conditionSyntax.ts';
import { type Condition, type Operand, parseCondition } from './conditions.ts';
import type { Placeholders } from './placeholders.ts';

/** A condition on one key attribute. */
export interface KeyCondition {
  readonly operator: Exclude<Comparator, '<>'> | 'between' | 'begins_with';
  /** Two for `between`, else one. */
  readonly operands: readonly AttributeValue[];
}

/** Conditions by attribute, in the order of the text. Throws a ValidationException. */
export function parseKeyConditions(source: string, placeholders: Placeholders): ReadonlyMap<string, KeyCondition> {
  const conditions = new Map<string, KeyCondition>();
  collect(parseCondition('KeyConditionExpression', source, placeholders), conditions);
  return conditions;
}

function collect(condition: Condition, into: Map<string, KeyCondition>): void {
  if (condition.kind === 'and') {
    for (const part of condition.parts) collect(part, into);
    return;
  }
  const { attribute, keyCondition } = single(condition);
  if (into.has(attribute)) throw invalid('KeyConditionExpressions must only contain one condition per key');
  into.set(attribute, keyCondition);
}

interface Single {
  readonly attribute: string;
  readonly keyCondition: KeyCondition;
}

function single(condition: Condition): Single {
  switch (condition.kind) {
    case 'compare':
      return comparison(condition.operator, condition.args);
    case 'between':
      return operator('between', 'BETWEEN', condition.args);
    case 'function':
      if (condition.name === 'begins_with') return operator('begins_with', 'begins_with', condition.args);
      throw unusable(condition.name);
    default:
      throw unusable(condition.kind.toUpperCase());
  }
}

function unusable(name: string): Error {
  return invalid(`Invalid operator used in KeyConditionExpression: ${name}`);
}

const MIRRORED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The attribute may stand on either side. */
function comparison(operator: Comparator, args: readonly [Operand, Operand]): Single {
  if (operator === '<>') throw unusable(operator);
  const attribute = attributeOf(args);
  const isMirrored = args[0].kind !== 'path';
  return {
    attribute,
    keyCondition: { operator: isMirrored ? MIRRORED[operator] : operator, operands: args.flatMap(literal) },
  };
}

function operator(kind: 'between' | 'begins_with', shown: string, args: readonly Operand[]): Single {
  if (args[0]?.kind !== 'path')
    throw invalid(
      `Invalid condition in KeyConditionExpression: ${shown} operator must have the key attribute as its first operand`,
    );
  return { attribute: attributeOf(args), keyCondition: { operator: kind, operands: args.flatMap(literal) } };
}

function attributeOf(args: readonly Operand[]): string {
  if (args.some(({ kind }) => kind === 'size'))
    throw invalid('KeyConditionExpressions cannot contain nested operations');
  const [path, another] = args.flatMap((arg) => (arg.kind === 'path' ? [arg.path] : []));
  if (another)
    throw invalid('Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition');
  if (!path) throw invalid('Invalid condition in KeyConditionExpression: No key attribute specified');
  if (path.length > 1) throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
  return String(path[0]);
}

function literal(operand: Operand): readonly AttributeValue[] {
  return operand.kind === 'value' ? [operand.value] : [];
}
