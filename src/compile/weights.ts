/**
 * What running a piece of code costs, in ticks of the cost counter: nanoseconds at a full vCPU. The weights follow
 * measurements of the shapes in Node.js, between code that runs for the first time and code that has been optimised
 * (`npm run calibrate` compares), but for shapes on which the playground itself spends much more: there they are higher, so that
 * the budget of a step is used up in a few seconds of real time whatever the loop.
 */
import type { AnyNode } from './syntax.ts';

/** Entering a `catch` block: an exception was thrown and caught, maybe by a native. */
export const CATCH_TICKS = 6000;
/** Entering an async function: a promise is made. */
export const ASYNC_ENTRY_TICKS = 60;
/** Entering a function, beside what its body does. */
export const ENTRY_TICKS = 0.5;
/** One more turn of a loop, and the least that it can take: counting takes some nanoseconds itself. */
export const TURN_TICKS = 1;
export const TURN_TICKS_MIN = 3;
/** A function that is handed over to be called: most often by a native, which takes more than a call in the code. */
export const CALLBACK_TICKS = 18;

const TICKS: Readonly<Record<string, number>> = {
  CallExpression: 2,
  NewExpression: 4,
  TaggedTemplateExpression: 20,
  ImportExpression: 200,
  MemberExpression: 0.5,
  BinaryExpression: 0.5,
  LogicalExpression: 0.5,
  UnaryExpression: 0.5,
  UpdateExpression: 0.5,
  AssignmentExpression: 0.5,
  ConditionalExpression: 0.5,
  ObjectExpression: 8,
  ArrayExpression: 8,
  Property: 2,
  // In arrays and calls; objects are copied far more slowly.
  SpreadElement: 40,
  TemplateLiteral: 10,
  RegExpLiteral: 20,
  // Of these two a turn.
  ForOfStatement: 3,
  ForInStatement: 15,
  ClassBody: 100,
  FunctionDeclaration: 5,
  FunctionExpression: 5,
  ArrowFunctionExpression: 5,
  YieldExpression: 15,
  // Unwinding the stack; most often an Error with its trace was made too.
  ThrowStatement: 500,
};

/** Copying the properties of an object into another. */
const OBJECT_SPREAD_TICKS = 200;
/** Reading the `stack` of an error, which is made up then. */
const STACK_TICKS = 20_000;
/** Each value in a template, turned into text. */
const TEMPLATE_VALUE_TICKS = 35;
/** Putting a text that is written out before or behind something else. */
const CONCATENATION_TICKS = 20;

/** Methods of natives that take longer than a call, by the names they are called by. */
const METHOD_TICKS: Readonly<Record<string, number>> = named([
  [5, 'push pop at charAt charCodeAt codePointAt'],
  [25, 'has get set add delete startsWith endsWith includes indexOf slice substring trim is isArray keys values'],
  [15, 'sin cos tan asin acos atan atan2 exp log2 log10 pow hypot cbrt random'],
  [
    40,
    'toString toUpperCase toLowerCase toFixed padStart padEnd parseInt parseFloat entries concat shift unshift splice',
  ],
  [60, 'normalize test exec match split replace replaceAll join assign fromEntries'],
  [400, 'toISOString toJSON'],
]);
/** The same of functions and constructors. */
const FUNCTION_TICKS: Readonly<Record<string, number>> = named([
  [20, 'Number String parseInt parseFloat BigInt Array'],
  [40, 'Map Set WeakMap Promise Uint8Array Float64Array'],
  [80, 'Date'],
  [1500, 'Error TypeError RangeError'],
  [300, 'RegExp URL URLSearchParams Proxy'],
]);

function named(groups: readonly (readonly [ticks: number, names: string])[]): Record<string, number> {
  const ticks: Record<string, number> = Object.create(null);
  for (const [cost, names] of groups) for (const name of names.split(' ')) ticks[name] = cost;
  return ticks;
}

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
  return (TICKS[node.type] ?? 0) + furtherTicks(node);
}

function furtherTicks(node: AnyNode): number {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return calleeTicks(node.callee);
    case 'ObjectExpression':
      return node.properties.some(({ type }) => type === 'SpreadElement') ? OBJECT_SPREAD_TICKS : 0;
    case 'MemberExpression':
      return node.property.type === 'Identifier' && node.property.name === 'stack' ? STACK_TICKS : 0;
    case 'TemplateLiteral':
      return node.expressions.length * TEMPLATE_VALUE_TICKS;
    case 'BinaryExpression':
      return node.operator === '+' && (isText(node.left) || isText(node.right)) ? CONCATENATION_TICKS : 0;
    default:
      return 0;
  }
}

function calleeTicks(callee: AnyNode): number {
  if (callee.type === 'Identifier') return FUNCTION_TICKS[callee.name] ?? 0;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) return 0;
  return METHOD_TICKS[callee.property.name] ?? 0;
}

const isText = (node: AnyNode) =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
