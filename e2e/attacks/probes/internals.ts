/**
 * Ways to the runtime's own things, above all to the port on which it answers: built-ins are replaced by ones that look at
 * what they are given. In the control run the runtime is one that uses whatever built-ins it finds.
 */
import type { Engine, Probe } from '../probes.ts';

/** `look(value)` remembers what no handler may hold; `leaks` are those. */
const LOOK = `
const leaks = []; const tagOf = Object.prototype.toString; const applyNow = Reflect.apply; const ownKeysNow = Reflect.ownKeys; const ownNow = Object.getOwnPropertyDescriptor; const defineNow = Object.defineProperty;
const indexOfNow = String.prototype.indexOf; const parts = ['Port', 'MessageEvent', 'Worker', 'Channel', 'Window'];
const names = (tag, part) => applyNow(indexOfNow, tag, [part]) >= 0;
const isForbidden = (tag) => { for (let i = 0; i < parts.length; i++) if (names(tag, parts[i])) return true; return false; };
const look = (value) => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  let tag = ''; try { tag = applyNow(tagOf, value, []); } catch {}
  if (!isForbidden(tag)) return;
  leaks[leaks.length] = tag;
  // Who holds the port can answer in the runtime's place, also when the probe itself never comes to its end.
  if (names(tag, 'Port')) try { value.postMessage('stolen'); } catch {}
};
// Descriptors without a prototype, since that may have been given a getter named value.
const bare = (fields) => Object.assign(Object.create(null), fields);
const put = (self, key, value) => Reflect.defineProperty(self, key, bare({ value, writable: true, configurable: true, enumerable: true }));
const lookInto = (value) => {
  look(value);
  if (typeof value !== 'object' || value === null) return;
  try { const keys = ownKeysNow(value); for (let i = 0; i < keys.length && i < 8; i++) look(ownNow(value, keys[i])?.value); } catch {}
};
const lookAll = (self, args) => { lookInto(self); for (let i = 0; i < args.length; i++) lookInto(args[i]); };
const wrap = (target, name) => {
  const native = target?.[name];
  if (typeof native !== 'function') return;
  defineNow(target, name, { configurable: true, writable: true, value: function (...args) { lookAll(this, args); return applyNow(native, this, args); } });
};
const wrapAll = (target) => { const keys = ownKeysNow(target); for (let i = 0; i < keys.length; i++) { const key = keys[i]; if (key === 'constructor') continue; const own = ownNow(target, key); if (own.configurable && typeof own.value === 'function') wrap(target, key); } };
`;

const trap = (name: string, install: string, only?: readonly Engine[]): Probe => ({
  name: `trap-${name}`,
  sink: 'leak',
  control: 'worker',
  code: `${LOOK} ${install}; await roundTrip(); await roundTrip(); return leaks.length`,
  ...(only ? { only } : {}),
});

const found = (name: string, code: string): Probe => ({
  name: `internal-${name}`,
  sink: 'leak',
  control: 'worker',
  code,
});

/** Whatever of these names an object is asked for or given through `Object.prototype`. */
const NAMES =
  "['0','1','data','ports','port','target','source','type','value','get','set','writable','configurable','enumerable','done','next','then','toJSON','index','transfer','reason','promise','tmp','stack','name','message','capture','once','passive','signal']";

export const internalsProbes: readonly Probe[] = [
  trap('function-call', "wrap(Function.prototype, 'call')"),
  trap('function-apply', "wrap(Function.prototype, 'apply')"),
  trap('function-bind', "wrap(Function.prototype, 'bind')"),
  trap(
    'has-instance',
    'Object.defineProperty(Object, Symbol.hasInstance, { value: (v) => { look(v); return false; } })',
  ),
  trap('reflect', 'wrapAll(Reflect)'),
  trap('object', 'wrapAll(Object)'),
  trap('array-methods', 'wrapAll(Array.prototype)'),
  trap('array-iterator', 'wrap(Array.prototype, Symbol.iterator)'),
  trap(
    'array-iterator-next',
    'const proto = Object.getPrototypeOf([][Symbol.iterator]()); const next = proto.next; proto.next = function () { const r = applyNow(next, this, []); look(r.value); return r; }',
  ),
  trap('map', 'wrapAll(Map.prototype)'),
  trap('set', 'wrapAll(Set.prototype)'),
  trap('weak-map', 'wrapAll(WeakMap.prototype)'),
  trap(
    'promise-then',
    'const { then } = Promise.prototype; Promise.prototype.then = function (ok, no) { return applyNow(then, this, [(v) => { lookInto(v); return typeof ok === "function" ? ok(v) : v; }, no]); }',
  ),
  trap('promise-statics', "wrap(Promise, 'resolve'); wrap(Promise, 'all'); wrap(Promise, 'reject')"),
  trap(
    'promise-constructor',
    "const P = Promise; Object.defineProperty(Promise.prototype, 'constructor', { configurable: true, get() { look(this); return class extends P { static get [Symbol.species]() { return class { constructor(run) { run(look, look); } }; } }; } })",
  ),
  trap('json', 'wrapAll(JSON)'),
  trap(
    'to-json',
    "Object.defineProperty(Object.prototype, 'toJSON', { configurable: true, value: function () { look(this); return this; } })",
  ),
  trap(
    'to-string',
    "Object.prototype.toString = function () { look(this); return '' }; Object.prototype.valueOf = function () { look(this); return 0 }",
  ),
  trap(
    'to-primitive',
    'Object.defineProperty(Object.prototype, Symbol.toPrimitive, { configurable: true, value: function () { look(this); return 0; } })',
  ),
  trap(
    'object-setters',
    `for (const name of ${NAMES}) Object.defineProperty(Object.prototype, name, bare({ configurable: true, get() { look(this); return undefined; }, set(value) { look(this); look(value); put(this, name, value); } }))`,
  ),
  trap(
    'array-setters',
    "for (const name of ['0', '1', '2']) Object.defineProperty(Array.prototype, name, { configurable: true, get() { look(this); }, set(value) { look(value); put(this, name, value); } })",
  ),
  trap(
    'global-setters',
    "for (const name of ['__$reg', 'kernelPort', 'port', 'event']) Object.defineProperty(Object.prototype, name, { configurable: true, get() { look(this); }, set(value) { look(value); } }); ",
  ),
  trap(
    'array-prototype-proxy',
    'Object.setPrototypeOf(Array.prototype, new Proxy(Object.prototype, { get(t, k, self) { look(self); for (let i = 0; i < 3; i++) look(Reflect.getOwnPropertyDescriptor(self, i)?.value); return Reflect.get(t, k); }, has(t, k) { return k in t; }, set(t, k, v, self) { look(v); return put(self, k, v); } }))',
  ),
  trap(
    'function-prototype-proxy',
    'Object.setPrototypeOf(Function.prototype, new Proxy(Object.prototype, { set(t, k, v, self) { look(v); return put(self, k, v); } }))',
  ),
  trap('string-methods', 'wrapAll(String.prototype)'),
  trap('regexp', 'wrapAll(RegExp.prototype)'),
  trap(
    'symbol-species',
    'Object.defineProperty(Array, Symbol.species, { configurable: true, get() { return function () { return new Proxy([], { defineProperty(t, k, d) { look(d.value); return Reflect.defineProperty(t, k, d); } }); }; } })',
  ),
  trap(
    'error-constructor',
    "for (const E of [Error, TypeError, RangeError]) Object.defineProperty(E.prototype, 'message', { configurable: true, get() { look(this); return ''; }, set(v) { look(v); } }); wrap(Error, 'captureStackTrace')",
  ),
  trap(
    'stack-frames',
    "Error.prepareStackTrace = (error, frames) => { for (let i = 0; i < frames.length; i++) { look(frames[i].getThis()); look(frames[i].getFunction()); } return ''; }; const see = () => { void new Error().stack; }; const then = Promise.prototype.then; Promise.prototype.then = function (...a) { see(); return applyNow(then, this, a); }; const stringify = JSON.stringify; JSON.stringify = function (...a) { see(); return applyNow(stringify, this, a); }; console.log(new Error('x').stack)",
    ['chromium'],
  ),
  trap(
    'caller',
    'const stringify = JSON.stringify; JSON.stringify = function named(...a) { let at = named; for (let i = 0; i < 30 && at; i++) { try { at = at.caller; } catch { break; } look(at?.arguments?.[0]); look(at?.arguments?.[1]); } return applyNow(stringify, this, a); }',
  ),
  trap('async-iterator', 'wrapAll(Object.getPrototypeOf(async function* () {}).prototype)'),
  trap('typed-arrays', 'wrapAll(Object.getPrototypeOf(Uint8Array.prototype))'),
  trap('number-methods', 'wrapAll(Number.prototype)'),
  trap('date-methods', 'wrapAll(Date.prototype)'),
  trap(
    'thenable-return',
    "Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { look(this); return undefined; } })",
  ),
  trap(
    'proto-setter',
    "const own = Object.getOwnPropertyDescriptor(Object.prototype, '__proto__'); Object.defineProperty(Object.prototype, '__proto__', { configurable: true, get() { look(this); return applyNow(own.get, this, []); }, set(v) { look(this); return applyNow(own.set, this, [v]); } })",
  ),
  trap('console', "for (const name of ['log', 'info', 'warn', 'error']) wrap(console, name)"),
  found(
    'host-symbol',
    "return Object.getOwnPropertySymbols(globalThis).includes(Symbol.for('lambdarium')) && globalThis[Symbol.for('lambdarium')] !== undefined",
  ),
  found('register', "await roundTrip(); return typeof globalThis['__' + '$reg'] !== 'undefined'"),
  found('counter', "return Object.getOwnPropertyNames(globalThis).some((name) => name.startsWith('__$'))"),
  found(
    'global-functions',
    "return Object.getOwnPropertyNames(globalThis).some((name) => /^(on[a-z]+|postMessage|importScripts|close|reportError)$/.test(name)) || typeof globalThis.postMessage !== 'undefined'",
  ),
  found('unknown-symbols', 'return Object.getOwnPropertySymbols(globalThis).some((s) => /lambdarium/.test(String(s)))'),
];
