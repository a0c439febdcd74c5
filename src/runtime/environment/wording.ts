/**
 * Errors of Firefox made to look like those of V8: Node.js is V8, so its words are the ones that people know and that
 * handlers match. Where the engine is V8 nothing here does anything.
 */
import { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } from './primordials.ts';

/** Own properties of Firefox's errors, which no error has in Node.js. */
const PLACES = ['fileName', 'lineNumber', 'columnNumber'] as const;

/** Messages in Firefox and what V8 says instead; `$1` … are groups. What V8 says more about is left as it is. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^can't access property "(.*)" of (undefined|null)$/, "Cannot read properties of $2 (reading '$1')"],
  [/^can't access property "(.*)", .* is (undefined|null)$/, "Cannot read properties of $2 (reading '$1')"],
  [
    /^can't access property (Symbol\..*?)(?:,.* is| of) (undefined|null)$/,
    "Cannot read properties of $2 (reading '$1')",
  ],
  [/^can't access lexical declaration '(.*)' before initialization$/, "Cannot access '$1' before initialization"],
  [/^invalid assignment to const '.*'$/, 'Assignment to constant variable.'],
  [/^assignment to undeclared variable (.*)$/, '$1 is not defined'],
  [/^"(.*)" is read-only$/, "Cannot assign to read only property '$1' of object '#<Object>'"],
  [/^can't define property "(.*)": Object is not extensible$/, 'Cannot define property $1, object is not extensible'],
  [/^can't add property (.*), object is not extensible$/, 'Cannot add property $1, object is not extensible'],
  [/^property "(.*)" is non-configurable and can't be deleted$/, "Cannot delete property '$1' of #<Object>"],
  [/^setting getter-only property "(.*)"$/, 'Cannot set property $1 of #<Object> which has only a getter'],
  [/^too much recursion$/, 'Maximum call stack size exceeded'],
  [/^invalid array length$/, 'Invalid array length'],
  [/^cyclic object value$/, 'Converting circular structure to JSON'],
  [/^BigInt value can't be serialized in JSON$/, 'Do not know how to serialize a BigInt'],
  [/^reduce of empty array with no initial value$/, 'Reduce of empty array with no initial value'],
  [/^malformed URI sequence$/, 'URI malformed'],
  [/^can't convert symbol to string$/, 'Cannot convert a Symbol value to a string'],
  [/^can't convert symbol to number$/, 'Cannot convert a Symbol value to a number'],
  [/^can't convert BigInt to number$/, 'Cannot convert a BigInt value to a number'],
  [/^can't convert (undefined|null) to object$/, 'Cannot convert undefined or null to object'],
  [/^can't convert (?:.*) to primitive type$/, 'Cannot convert object to primitive value'],
  [/^can't mix BigInt and other types$/, 'Cannot mix BigInt and other types, use explicit conversions'],
  [/^BigInt division by zero$/, 'Division by zero'],
  [
    /^must call super constructor before using 'this' in derived class constructor$/,
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  ],
  [/^class constructors must be invoked with 'new'$/, "Class constructor cannot be invoked without 'new'"],
  [/^invalid date$/, 'Invalid time value'],
  [/^invalid time value$/, 'Invalid time value'],
  [/^precision (-?\d+) out of range$/, 'toFixed() digits argument must be between 0 and 100'],
  [/^radix must be an integer at least 2 and no greater than 36$/, 'toString() radix must be between 2 and 36'],
  [/^(.*) is not a valid URL\.?$/, 'Invalid URL'],
  [/^URL constructor: (.*) is not a valid URL\.?$/, 'Invalid URL'],
  [/^import declarations may only appear at top level of a module$/, 'Cannot use import statement outside a module'],
  [/^export declarations may only appear at top level of a module$/, "Unexpected token 'export'"],
  [/^import\.meta may only appear in a module$/, "Cannot use 'import.meta' outside a module"],
  [
    /^await is only valid in async functions and (?:the top level bodies of )?modules$/,
    'await is only valid in async functions and the top level bodies of modules',
  ],
  [/^return not in function$/, 'Illegal return statement'],
  [/^redeclaration of (?:\w+) (.*)$/, "Identifier '$1' has already been declared"],
  [/^missing = in const declaration$/, 'Missing initializer in const declaration'],
  [/^missing \) after argument list$/, 'missing ) after argument list'],
  [/^"" string literal contains an unescaped line break$/, 'Invalid or unexpected token'],
  [/^'' string literal contains an unescaped line break$/, 'Invalid or unexpected token'],
  [/^illegal character (.*)$/, 'Invalid or unexpected token'],
  [/^unterminated string literal$/, 'Invalid or unexpected token'],
  [/^'' literal not terminated before end of script$/, 'Unterminated template literal'],
  [/^\x60\x60 literal not terminated before end of script$/, 'Unterminated template literal'],
  [/^unterminated regular expression literal$/, 'Invalid regular expression: missing /'],
  [/^illegal break statement$/, 'Illegal break statement'],
  [/^unlabeled break must be inside loop or switch$/, 'Illegal break statement'],
  [/^continue must be inside loop$/, 'Illegal continue statement: no surrounding iteration statement'],
  [/^invalid assignment left-hand side$/, 'Invalid left-hand side in assignment'],
  [/^missing \} (?:after|in) .*$/, 'Unexpected end of input'],
  [/^expected expression, got end of script$/, 'Unexpected end of input'],
  [/^expected expression, got '(.*)'$/, "Unexpected token '$1'"],
  [/^expected expression, got keyword '(.*)'$/, "Unexpected token '$1'"],
  [/^unexpected token: '(.*)'$/, "Unexpected token '$1'"],
  [/^unexpected token: identifier$/, 'Unexpected identifier'],
  [/^unexpected token: keyword '(.*)'$/, "Unexpected token '$1'"],
  [/^unexpected token: numeric literal$/, 'Unexpected number'],
  [/^unexpected token: string literal$/, 'Unexpected string'],
];

const { exec } = RegExp.prototype;

/** A message in the words of V8, or as it is. With natives that are neither charged nor to be replaced. */
export function v8Words(message: string): string {
  for (let i = 0; i < WORDS.length; i++) {
    const [pattern, words] = WORDS[i] ?? [];
    const match = pattern && apply(exec, pattern, [message]);
    if (match && words !== undefined) return filled(words, match);
  }
  return message;
}

/** Puts groups in the place of `$1` and `$2`. */
function filled(words: string, groups: ArrayLike<string | undefined>): string {
  let text = '';
  for (let i = 0; i < words.length; i++) {
    const group = words[i] === '$' ? Number(words[i + 1]) : Number.NaN;
    text += group >= 1 ? (groups[group] ?? '') : words[i];
    if (group >= 1) i += 1;
  }
  return text;
}

const NativeError = Error;
const isFirefox = PLACES.every((name) => Object.hasOwn(new Error(), name));

/** Makes an error what it would be in Node.js, and gives it back; anything else stays as it is. */
export const mended: (value: unknown) => unknown = isFirefox ? mend : (value) => value;

/** A promise's reaction that gets errors mended. */
export function mendingReaction(reaction: unknown): unknown {
  if (!isFirefox || typeof reaction !== 'function') return reaction;
  return (value: unknown) => reaction(mend(value));
}

function mend(value: unknown): unknown {
  if (!(value instanceof NativeError) || !getOwnPropertyDescriptor(value, 'columnNumber')) return value;
  for (const name of PLACES) deleteProperty(value, name);
  const message = getOwnPropertyDescriptor(value, 'message');
  deleteProperty(value, 'message');
  // The stack is an own property there, and comes first.
  const stack = getOwnPropertyDescriptor(NativeError.prototype, 'stack');
  if (stack && !getOwnPropertyDescriptor(value, 'stack')) defineProperty(value, 'stack', stack);
  if (message) {
    const text: unknown = message.value;
    defineProperty(value, 'message', typeof text === 'string' ? { ...message, value: v8Words(text) } : message);
  }
  return value;
}

/** Where an error shows its own properties, it is mended first. Once, before user code. */
export function installMending(): void {
  if (!isFirefox) return;
  const { getOwnPropertyNames, getOwnPropertyDescriptors } = Object;
  const { ownKeys } = Reflect;
  // The `as object` below: what is no object makes the native throw, as it should.
  replace(Object, { getOwnPropertyNames: (value: unknown) => apply(getOwnPropertyNames, Object, [mend(value)]) });
  replace(Object, {
    getOwnPropertyDescriptors: (value: unknown) => apply(getOwnPropertyDescriptors, Object, [mend(value) as object]),
  });
  replace(Reflect, { ownKeys: (value: object) => apply(ownKeys, Reflect, [mend(value) as object]) });
  renameInternalError();
}

/** A full stack is a RangeError; Firefox has a class of its own for it. */
function renameInternalError(): void {
  const InternalError: unknown = Reflect.get(globalThis, 'InternalError');
  if (typeof InternalError !== 'function') return;
  Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
  for (const name of ['constructor', 'name', 'message', 'toString']) deleteProperty(InternalError.prototype, name);
}

function replace(target: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods))
    defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}
