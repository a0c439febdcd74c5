/** Condition and filter expressions: read, checked in the order in which DynamoDB finds faults, and evaluated. */
import { compareScalars } from '../order.ts';
import { ATTRIBUTE_TYPES, type AttributeType, type AttributeValue, valueToJson } from '../values.ts';
import { type Comparator, parseConditionSyntax, type Written } from './conditionSyntax.ts';
import { checkReserved, type Path, pathText, resolvePath } from './paths.ts';
import type { Placeholders } from './placeholders.ts';
import { type ExpressionKind, Reader } from './tokens.ts';

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  /** `size` is the only function that gives an operand; where others stand in its place is an error before this. */
  | { readonly kind: 'size'; readonly of: Operand };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly args: readonly [Operand, Operand] }
  | { readonly kind: 'between'; readonly args: readonly [Operand, Operand, Operand] }
  | { readonly kind: 'in'; readonly operand: Operand; readonly options: readonly Operand[] }
  | { readonly kind: 'function'; readonly name: FunctionName; readonly args: readonly Operand[] };

/** Functions and how many operands they take. */
const FUNCTIONS = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

/** Most operands of IN beside the first. */
const OPTIONS_MAX = 100;

/** Throws a ValidationException. */
export function parseCondition(kind: ExpressionKind, source: string, placeholders: Placeholders): Condition {
  const reader = new Reader(kind, source);
  const { written, hasRedundantParentheses } = parseConditionSyntax(reader);
  if (hasRedundantParentheses) throw reader.error('The expression has redundant parentheses;');
  const all = nodesOf(written);
  for (const node of all) checkFunctionName(reader, node);
  checkPlaces(reader, written, all);
  for (const node of all) if (node.kind === 'path') checkReserved(reader, node.path);
  return new Resolver(reader, placeholders).condition(written);
}

// ------------------------------------------------------------------------------------------ checks of the syntax tree

function childrenOf(node: Written): readonly Written[] {
  switch (node.kind) {
    case 'path':
    case 'value':
      return [];
    case 'and':
    case 'or':
      return node.parts;
    case 'not':
      return [node.part];
    default:
      return node.args;
  }
}

/** A node and all below it, in the order of the text. */
function nodesOf(node: Written): readonly Written[] {
  return [node, ...childrenOf(node).flatMap(nodesOf)];
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

function checkFunctionName(reader: Reader, node: Written): void {
  if (node.kind === 'call' && !isFunctionName(node.name))
    throw reader.error(`Invalid function name; function: ${node.name}`);
}

/** `size` is an operand, all other functions are conditions. */
function checkPlaces(reader: Reader, root: Written, all: readonly Written[]): void {
  const refuse = (node: Written | undefined) => {
    if (node?.kind !== 'call') return;
    const message = 'The function is not allowed to be used this way in an expression; function:';
    throw reader.error(`${message} ${node.name}`);
  };
  const isSize = (node: Written) => node.kind === 'call' && node.name === 'size';
  for (const node of all) {
    const isLogic = node.kind === 'and' || node.kind === 'or' || node.kind === 'not';
    refuse(childrenOf(node).find((child) => isSize(child) === isLogic));
  }
  if (isSize(root)) refuse(root);
}

// ------------------------------------------------------------------------------------------ resolved

class Resolver {
  private readonly reader: Reader;
  private readonly placeholders: Placeholders;

  constructor(reader: Reader, placeholders: Placeholders) {
    this.reader = reader;
    this.placeholders = placeholders;
  }

  condition(node: Written): Condition {
    switch (node.kind) {
      case 'and':
      case 'or':
        return { kind: node.kind, parts: node.parts.map((part) => this.condition(part)) };
      case 'not':
        return { kind: 'not', part: this.condition(node.part) };
      case 'compare':
        return this.comparison(node.operator, this.operands(node.args));
      case 'between':
        return this.between(this.operands(node.args));
      case 'in':
        return this.in(this.operands(node.args));
      case 'call':
        return this.function(node.name, this.operands(node.args));
      default:
        throw new Error('The grammar lets no operand stand for a condition.');
    }
  }

  private operands(nodes: readonly Written[]): readonly Operand[] {
    return nodes.map((node) => this.operand(node));
  }

  private operand(node: Written): Operand {
    switch (node.kind) {
      case 'path':
        return { kind: 'path', path: resolvePath(this.reader, node.path, this.placeholders) };
      case 'value':
        return { kind: 'value', value: this.placeholders.value(this.reader, node.name) };
      case 'call': {
        const args = this.operands(node.args);
        this.checkCount(node.name, args, FUNCTIONS.size);
        this.checkTypes('size', args.slice(0, 1), ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M']);
        return { kind: 'size', of: existing(args[0]) };
      }
      default:
        throw new Error('The grammar lets no condition stand for an operand.');
    }
  }

  private comparison(operator: Comparator, [left, right]: readonly Operand[]): Condition {
    const args = [existing(left), existing(right)] as const;
    this.checkDistinct(operator, args);
    return { kind: 'compare', operator, args };
  }

  private between([operand, low, high]: readonly Operand[]): Condition {
    const args = [existing(operand), existing(low), existing(high)] as const;
    this.checkBounds(args[1], args[2]);
    return { kind: 'between', args };
  }

  private in([operand, ...options]: readonly Operand[]): Condition {
    this.checkCount('IN', options, Math.min(options.length, OPTIONS_MAX));
    return { kind: 'in', operand: existing(operand), options };
  }

  private function(name: string, args: readonly Operand[]): Condition {
    if (!isFunctionName(name)) throw new Error('Names of functions were checked before.');
    this.checkCount(name, args, FUNCTIONS[name]);
    this.checkDistinct(name, args);
    if (name.startsWith('attribute_') && name !== 'attribute_type' && args[0]?.kind !== 'path')
      throw this.reader.error(`Operator or function requires a document path; operator or function: ${name}`);
    if (name === 'begins_with') this.checkTypes(name, args, ['S', 'B']);
    if (name === 'attribute_type') this.checkTypeName(args[1]);
    return { kind: 'function', name, args };
  }

  private checkCount(name: string, args: readonly Operand[], count: number): void {
    if (args.length === count) return;
    const message = 'Incorrect number of operands for operator or function; operator or function:';
    throw this.reader.error(`${message} ${name}, number of operands: ${args.length}`);
  }

  private checkTypes(name: string, args: readonly Operand[], allowed: readonly AttributeType[]): void {
    const wrong = args.map(typeOf).find((type) => type !== undefined && !allowed.includes(type));
    if (wrong !== undefined) throw this.wrongType(name, wrong);
  }

  private wrongType(name: string, type: string): Error {
    const message = 'Incorrect operand type for operator or function; operator or function:';
    return this.reader.error(`${message} ${name}, operand type: ${type}`);
  }

  private checkTypeName(operand: Operand | undefined): void {
    const value = operand?.kind === 'value' ? operand.value : undefined;
    if (value?.type !== 'S')
      throw this.wrongType('attribute_type', (operand && typeOf(operand)) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
    const types: readonly string[] = ATTRIBUTE_TYPES;
    if (types.includes(value.value)) return;
    const valid = '{B,NULL,SS,BOOL,L,BS,N,NS,S,M}';
    throw this.reader.error(`Invalid attribute type name found; type: ${value.value}, valid types: ${valid}`);
  }

  private checkDistinct(name: string, [first, second]: readonly Operand[]): void {
    if (first?.kind !== 'path' || second?.kind !== 'path') return;
    if (first.path.length !== second.path.length || first.path.some((step, i) => step !== second.path[i])) return;
    const message =
      'The first operand must be distinct from the remaining operands for this operator or function; operator:';
    throw this.reader.error(`${message} ${name}, first operand: ${pathText(first.path)}`);
  }

  private checkBounds(low: Operand, high: Operand): void {
    if (low.kind !== 'value' || high.kind !== 'value') return;
    const shown = `lower bound operand: ${shownValue(low.value)}, upper bound operand: ${shownValue(high.value)}`;
    if (low.value.type !== high.value.type)
      throw this.reader.error(`The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`);
    if ((compareScalars(low.value, high.value) ?? 0) > 0)
      throw this.reader.error(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`,
      );
  }
}

function existing(operand: Operand | undefined): Operand {
  if (!operand) throw new Error('The grammar gives every operator its operands.');
  return operand;
}

/** The type of an operand, as far as the expression says it. */
function typeOf(operand: Operand): AttributeType | undefined {
  if (operand.kind === 'value') return operand.value.type;
  return operand.kind === 'size' ? 'N' : undefined;
}

function shownValue(value: AttributeValue): string {
  const shown = value.type === 'L' || value.type === 'M' ? JSON.stringify(valueToJson(value)) : String(value.value);
  return `AttributeValue: {${value.type}:${shown}}`;
}

/** All document paths of a condition. */
export function pathsOf(condition: Condition): readonly Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(pathsOf);
    case 'not':
      return pathsOf(condition.part);
    case 'in':
      return [condition.operand, ...condition.options].flatMap(operandPaths);
    default:
      return [...condition.args].flatMap(operandPaths);
  }
}

function operandPaths(operand: Operand): readonly Path[] {
  if (operand.kind === 'path') return [operand.path];
  return operand.kind === 'size' ? operandPaths(operand.of) : [];
}
