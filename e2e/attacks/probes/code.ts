/** Ways to make code from text, which neither the compiler nor the counter would have seen. */
import type { Probe } from '../probes.ts';

const CALL_OUT = "'return fetch(' + JSON.stringify(sink.http) + ')'";
const IMPORT = "'return import(' + JSON.stringify(sink.http) + ')'";

const runs = (name: string, code: string, only?: Probe['only']): Probe => ({
  name: `code-${name}`,
  sink: 'http',
  control: 'worker',
  code,
  ...(only ? { only } : {}),
});

export const codeProbes: readonly Probe[] = [
  runs('eval', "await eval('fetch(' + JSON.stringify(sink.http) + ')')"),
  runs('eval-indirect', "await (0, eval)('fetch(' + JSON.stringify(sink.http) + ')')"),
  runs('eval-import', "await (0, eval)('import(' + JSON.stringify(sink.http) + ')')"),
  runs('function', `await Function(${CALL_OUT})()`),
  runs('function-import', `await Function(${IMPORT})()`),
  runs('new-function', `await new Function(${CALL_OUT})()`),
  runs('function-parameters', `await Function('a = fetch(' + JSON.stringify(sink.http) + ')', 'return a')()`),
  runs('constructor-constructor', `await ({}).constructor.constructor(${IMPORT})()`),
  runs('array-method', `await [].filter.constructor(${IMPORT})()`),
  runs('getter', `await Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.constructor(${IMPORT})()`),
  runs('class', `await (class {}).constructor(${IMPORT})()`),
  runs('arrow', `await (() => {}).constructor(${IMPORT})()`),
  runs('bound', `await Function.bind(null, ${IMPORT})()()`),
  runs('reflect', `await Reflect.construct(Function, [${IMPORT}])()`),
  runs('proxy', `await new Proxy(Function, {})(${IMPORT})()`),
  runs('subclass', `class F extends Function { constructor(text) { super(text); } } await new F(${IMPORT})()`),
  runs('call', `await Function.prototype.constructor.call(null, ${IMPORT})()`),
  runs('async-function', `await (async () => {}).constructor(${IMPORT})()`),
  runs('generator-function', `await (function* () {}).constructor(${IMPORT})().next().value`),
  runs('async-generator-function', `await (async function* () {}).constructor(${IMPORT})().next()`),
  runs('generator-prototype', `await Object.getPrototypeOf(function* () {}).constructor(${IMPORT})().next().value`),
  runs(
    'async-generator-prototype',
    `await Object.getPrototypeOf(async function* () {}).constructor(${IMPORT})().next()`,
  ),
  runs('tag-of-symbol', `await Object.getPrototypeOf(Object.getPrototypeOf(async () => {})).constructor(${IMPORT})()`),
  runs('url', `await URL.constructor(${IMPORT})()`),
  runs('structured-clone', `await structuredClone.constructor(${IMPORT})()`),
  runs('text-encoder', `await new TextEncoder().encode.constructor(${IMPORT})()`),
  runs('console', `await console.log.constructor(${IMPORT})()`),
  runs('timer-function', `await setTimeout.constructor(${IMPORT})()`),
  runs('error', `try { null.x; } catch (error) { await error.constructor.constructor(${IMPORT})(); }`),
  runs(
    'promise-error',
    `await Promise.reject(new TypeError()).catch((error) => error.constructor.constructor(${IMPORT})())`,
  ),
  runs(
    'stack-overflow-error',
    `const f = () => f() + 1; try { f(); } catch (error) { await error.constructor.constructor(${IMPORT})(); }`,
  ),
  runs(
    'dom-exception',
    `try { structuredClone(() => {}); } catch (error) { await error.constructor.constructor(${IMPORT})(); }`,
  ),
  runs('intl', `await new Intl.NumberFormat().format.constructor(${IMPORT})()`),
  runs('iterator-helper', `await [].values().map((x) => x).next.constructor(${IMPORT})()`),
  runs('regexp-iterator', `await 'a'.matchAll(/a/g).next.constructor(${IMPORT})()`),
  runs('tagged-template', `await ((parts) => parts.map.constructor)\`x\`(${IMPORT})()`),
  runs(
    'species',
    `class A extends Array { static get [Symbol.species]() { return Function; } } await Reflect.construct(new A().constructor[Symbol.species], [${IMPORT}])()`,
  ),
  runs('new-target', `function F() { return Reflect.construct(Function, [${IMPORT}], new.target); } await new F()()`),
  runs('to-string', `const code = { toString: () => ${IMPORT} }; await Function(code)()`),
  runs('timer-text', "setTimeout('fetch(' + JSON.stringify(sink.http) + ')', 1); await roundTrip()"),
  runs(
    'interval-text',
    "const t = setInterval('fetch(' + JSON.stringify(sink.http) + ')', 1); await roundTrip(); clearInterval(t)",
  ),
  runs(
    'caller',
    "const f = function () { return f.caller ?? f.constructor; }; const made = f(); await (made === f.constructor ? made : made.constructor)('return import(' + JSON.stringify(sink.http) + ')')()",
  ),
  runs('arguments-callee', `const f = function () { return arguments.callee.constructor; }; await f()(${IMPORT})()`),
];
