/**
 * What running a piece of code costs, in ticks of the cost counter. One tick is about one simple operation; the
 * weights follow measurements of what the shapes cost relative to each other, so that equal budgets mean roughly
 * equal real time (a caught exception costs as much as hundreds of additions).
 */
import type { AnyNode } from './syntax.ts';

/** Entering a `catch` block: an exception was thrown and caught, maybe by a native. */
export const CATCH_TICKS = 300;
/** Entering an async function: a promise is made. */
export const ASYNC_ENTRY_TICKS = 20;
/** One more turn of a loop, or entering a function, beside what its body does. */
export const ENTRY_TICKS = 1;

const TICKS: Readonly<Record<string, number>> = {
  CallExpression: 3,
  NewExpression: 5,
  TaggedTemplateExpression: 4,
  ImportExpression: 20,
  MemberExpression: 1,
  BinaryExpression: 1,
  LogicalExpression: 1,
  UnaryExpression: 1,
  UpdateExpression: 1,
  AssignmentExpression: 1,
  ConditionalExpression: 1,
  ObjectExpression: 3,
  ArrayExpression: 3,
  Property: 1,
  SpreadElement: 3,
  TemplateLiteral: 2,
  RegExpLiteral: 3,
  ClassBody: 10,
  FunctionDeclaration: 1,
  FunctionExpression: 1,
  ArrowFunctionExpression: 1,
  YieldExpression: 5,
  // Unwinding the stack; most often an Error with its trace was made too.
  ThrowStatement: 300,
};

/** Bytes of what evaluating a node makes, its children not counted: estimates after V8. */
const BYTES: Readonly<Record<string, number>> = {
  ObjectExpression: 32,
  Property: 8,
  ArrayExpression: 32,
  NewExpression: 56,
  TemplateLiteral: 32,
  RegExpLiteral: 64,
  ClassBody: 200,
  FunctionExpression: 64,
  ArrowFunctionExpression: 64,
  SpreadElement: 32,
  ThrowStatement: 200,
};

export function smallBytesOf(node: AnyNode): number {
  return BYTES[node.type] ?? 0;
}

/** Ticks of a node itself, its children not counted. */
export function ticksOf(node: AnyNode): number {
  return TICKS[node.type] ?? 0;
}
