/** Parsing of handler sources, and what the other files here need to walk a syntax tree. */
import { type AnyNode, type Node, type Options, type Program, parse, type Token } from 'acorn';

export type Goal = 'module' | 'commonjs';

export interface ParsedSource {
  readonly program: Program;
  readonly tokens: readonly Token[];
}

export interface SyntaxProblem {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly message: string;
}

/** Parses a source text; a syntax error is a value with its place. */
export function parseSource(text: string, goal: Goal): ParsedSource | { readonly problem: SyntaxProblem } {
  const tokens: Token[] = [];
  try {
    return { program: parse(text, options(goal, tokens)), tokens };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function options(goal: Goal, tokens: Token[]): Options {
  return { ecmaVersion: 'latest', sourceType: goal, allowHashBang: true, onToken: tokens };
}

/** Acorn throws a SyntaxError with `loc`; its message ends in the place, which is given separately. */
function problemOf(error: unknown): SyntaxProblem {
  if (!(error instanceof SyntaxError) || !('loc' in error)) throw error;
  // Acorn documents `loc` on the errors it throws; there is no type for it.
  const { line, column } = error.loc as { line: number; column: number };
  return { line, column: column + 1, message: error.message.replace(/ \(\d+:\d+\)$/, '') };
}

/** The direct children of a node, in source order but for decorators of destructuring defaults. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || key === 'start' || key === 'end') continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

// Everything in a tree that has a `type` text is a node of acorn's.
function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

export function isFunction(node: AnyNode): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** The names a binding pattern declares. */
export function patternNames(pattern: AnyNode | null | undefined, names: string[] = []): string[] {
  if (!pattern) return names;
  switch (pattern.type) {
    case 'Identifier':
      names.push(pattern.name);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        patternNames(property.type === 'RestElement' ? property.argument : property.value, names);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) patternNames(element, names);
      break;
    case 'AssignmentPattern':
      patternNames(pattern.left, names);
      break;
    case 'RestElement':
      patternNames(pattern.argument, names);
      break;
    default:
  }
  return names;
}

/** The names that `var` declares in a function body, nested blocks included and nested functions not. */
export function varNames(node: AnyNode, names: string[] = []): string[] {
  for (const child of childrenOf(node)) {
    if (isFunction(child) || child.type === 'StaticBlock') continue;
    if (child.type === 'VariableDeclaration' && child.kind === 'var') {
      for (const { id } of child.declarations) patternNames(id, names);
    }
    varNames(child, names);
  }
  return names;
}

/** Line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

export type { AnyNode, Node };
