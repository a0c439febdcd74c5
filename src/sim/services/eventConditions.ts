/** What a pattern can ask of one value: literals and the operators of EventBridge. */
import type { JsonValue } from '../steps.ts';
import { ipRange } from './ipRange.ts';
import { wildcard } from './wildcard.ts';

/** Whether a value is taken; undefined stands for a field that is not there. */
export type Condition = (value: JsonValue | undefined) => boolean;

/** A pattern that EventBridge refuses; the message is its reason. */
export class PatternError extends Error {}

/** One element of a pattern's list. */
export function conditionsOf(element: JsonValue): Condition {
  if (typeof element !== 'object' || element === null) return (value) => value === element;
  if (Array.isArray(element)) throw new PatternError('Match value must be String, number, true, false, or null');
  const [entry, ...others] = Object.entries(element);
  if (!entry) throw new PatternError('Empty objects are not allowed');
  if (others.length > 0) throw new PatternError('Only one key allowed in match expression');
  const [operator, operand] = entry;
  const make = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!make) throw new PatternError(`Unrecognized match type ${operator}`);
  return make(operand);
}

const OPERATORS: Readonly<Record<string, (operand: JsonValue) => Condition>> = {
  exists,
  prefix: (operand) => affix(operand, 'prefix'),
  suffix: (operand) => affix(operand, 'suffix'),
  'equals-ignore-case': (operand) => ignoringCase(textOf(operand, 'equals-ignore-case')),
  exactly: (operand) => ofText((exact) => (value) => value === exact, textOf(operand, 'exactly')),
  wildcard: (operand) => ofText(wildcardOf, textOf(operand, 'wildcard')),
  cidr: (operand) => inRange(textOf(operand, 'prefix')),
  numeric,
  'anything-but': anythingBut,
};

function textOf(operand: JsonValue, operator: string): string {
  if (typeof operand !== 'string') throw new PatternError(`${operator} match pattern must be a string`);
  return operand;
}

function ofText(make: (operand: string) => (value: string) => boolean, operand: string): Condition {
  const holds = make(operand);
  return (value) => typeof value === 'string' && holds(value);
}

function exists(operand: JsonValue): Condition {
  if (typeof operand !== 'boolean') throw new PatternError('exists match pattern must be either true or false.');
  return (value) => (value !== undefined) === operand;
}

function affix(operand: JsonValue, operator: 'prefix' | 'suffix'): Condition {
  const ignored = caseIgnored(operand);
  const wanted = ignored ?? textOf(operand, operator);
  const folded = (text: string) => (ignored === undefined ? text : text.toLowerCase());
  return ofText(
    (text) => (value) =>
      operator === 'prefix' ? folded(value).startsWith(folded(text)) : folded(value).endsWith(folded(text)),
    wanted,
  );
}

/** `{ "equals-ignore-case": "x" }` inside a prefix or suffix. */
function caseIgnored(operand: JsonValue): string | undefined {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return undefined;
  const text = Object.entries(operand).find(([name]) => name === 'equals-ignore-case')?.[1];
  return typeof text === 'string' ? text : undefined;
}

function ignoringCase(text: string): Condition {
  return (value) => typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}

function wildcardOf(pattern: string): (value: string) => boolean {
  const parsed = wildcard(pattern);
  if (typeof parsed === 'string') throw new PatternError(parsed);
  return parsed;
}

function inRange(cidr: string): Condition {
  const range = ipRange(cidr);
  if (typeof range === 'string') throw new PatternError(range);
  return (value) => typeof value === 'string' && range(value);
}

// ------------------------------------------------------------------------------------------ numbers

type Comparison = (value: number, bound: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};
const BOUND_MAX = 5e9;

/** `[">", 0, "<=", 5]`: one comparison, or a lower bound and then an upper one. */
function numeric(operand: JsonValue): Condition {
  if (!Array.isArray(operand)) throw new PatternError('Value of numeric must be an array.');
  const [first, bound, second, other, ...rest] = operand;
  const comparisons = [comparison(first, bound)];
  if (second !== undefined) {
    const isRange =
      typeof first === 'string' && first.startsWith('>') && typeof second === 'string' && second.startsWith('<');
    if (!isRange) throw new PatternError(`Bad numeric range operator: ${String(second)}`);
    comparisons.push(comparison(second, other));
  }
  if (rest.length > 0) throw new PatternError('Too many terms in numeric range expression');
  return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
}

function comparison(operator: JsonValue | undefined, bound: JsonValue | undefined): (value: number) => boolean {
  const compare =
    typeof operator === 'string' && Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  if (!compare) throw new PatternError(`Unrecognized numeric range operator: ${String(operator)}`);
  if (typeof bound !== 'number') throw new PatternError(`Value of ${String(operator)} must be numeric`);
  if (Math.abs(bound) > BOUND_MAX)
    throw new PatternError(`Value must be between -${BOUND_MAX} and ${BOUND_MAX}, inclusive`);
  return (value) => compare(value, bound);
}

// ------------------------------------------------------------------------------------------ anything but

const NO_SUCH_OPERAND = 'Value of anything-but must be an array or single string/number value.';

/** The field must be there and be none of these. */
function anythingBut(operand: JsonValue): Condition {
  const refused = refusedBy(operand);
  return (value) => value !== undefined && !refused.some((condition) => condition(value));
}

function refusedBy(operand: JsonValue): readonly Condition[] {
  if (typeof operand === 'string' || typeof operand === 'number') return [(value) => value === operand];
  if (Array.isArray(operand)) return operand.map(literal);
  if (typeof operand !== 'object' || operand === null) throw new PatternError(NO_SUCH_OPERAND);
  const [entry, ...others] = Object.entries(operand);
  if (!entry || others.length > 0) throw new PatternError(NO_SUCH_OPERAND);
  const [operator, value] = entry;
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator))
    throw new PatternError(`Unsupported anything-but pattern: ${operator}`);
  // What is missing, such as case to be ignored in a prefix, EventBridge words as if it were no operand at all.
  if (typeof value === 'object' && !Array.isArray(value)) throw new PatternError(NO_SUCH_OPERAND);
  const kind = operator === 'prefix' || operator === 'suffix' ? 'prefix/suffix' : operator;
  return (Array.isArray(value) ? value : [value]).map((one) => {
    const text = textOf(one, kind);
    if (text === '' && kind === 'prefix/suffix') throw new PatternError('Null prefix/suffix not allowed');
    return conditionsOf({ [operator]: text });
  });
}

function literal(value: JsonValue): Condition {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new PatternError('Inside anything but list, start|null|boolean is not supported.');
  return (given) => given === value;
}
