/** Handlers whose outcome would differ between engines, or from run to run, if the environment let it. */

/** Races, intervals and 20 awaits: the order in which promises settle decides the log. */
const RACES = `
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

export const handler = async () => {
  const seen = [];
  const ticking = setInterval(() => seen.push('tick'), 7);
  for (let i = 0; i < 20; i++) { await null; if (i % 5 === 0) await sleep(3); }
  seen.push(await Promise.race([sleep(10, 'a'), sleep(10, 'b'), sleep(9.5, 'c')]));
  seen.push(await Promise.any([sleep(4).then(() => { throw new Error('no'); }), sleep(5, 'd'), Promise.resolve().then(() => sleep(5, 'e'))]));
  const all = await Promise.allSettled([sleep(1, 1), Promise.reject(new Error('x')), (async () => { for await (const x of [sleep(2, 2), 3]) seen.push(x); })()]);
  seen.push(...all.map(({ status }) => status));
  process.nextTick(() => seen.push('next tick'));
  setImmediate(() => seen.push('immediate'));
  queueMicrotask(() => seen.push('microtask'));
  await sleep(0);
  clearInterval(ticking);
  console.log(seen.join(), Date.now(), performance.now(), Math.random(), crypto.randomUUID());
  return seen;
};`;

const mathFunctions =
  'acos acosh asin asinh atan atanh cbrt cos cosh exp expm1 log log10 log1p log2 sin sinh tan tanh sqrt fround';

/** By name; each logs or returns what it finds out. */
export const TRICKY_HANDLERS: Readonly<Record<string, string>> = {
  races: RACES,
  math: `
import { createHash } from 'node:crypto';
export const handler = async () => {
  const digest = createHash('sha256');
  let x = 0.1;
  const next = () => { x = (x * 9301.77 + 0.49297) % 233.28; return x; };
  for (const name of '${mathFunctions}'.split(' ')) {
    for (let i = 0; i < 300; i++) {
      const v = next() * 10 ** ((i % 9) - 4);
      for (const y of [v, -v, 1 / v, Math.min(v, 1)]) digest.update(name + String(Math[name](y)));
    }
  }
  for (let i = 0; i < 2000; i++) {
    const [a, b] = [next(), next() - 100];
    for (const y of [a ** b, Math.pow(-a, Math.trunc(b)), Math.atan2(a, b), Math.hypot(a, b, a * b), a ** 0.5]) digest.update(String(y));
  }
  let z = 1.1; z **= 7.3;
  return [digest.digest('hex'), z, 10 ** -5, 2 ** 0.5, (-8) ** (1 / 3), 2n ** 70n + '', Math.hypot(), Math.hypot(Infinity, NaN), Math.max(), Math.sign(-0)].map(String);
};`,
  numbers: `
export const handler = async () => {
  const out = [];
  for (const x of [0.1 + 0.2, 1e21, 1.005, 123.456, 5e-324, 1.7976931348623157e308, -0, 1 / 3, 25, 0.000001234])
    out.push(x.toFixed(2), x.toPrecision(7), x.toExponential(), x.toString(36), x.toString(2), x.toLocaleString(), String(x));
  out.push(parseFloat('3.14abc'), Number('0x1f'), (123456789.126).toLocaleString('en-US', { style: 'currency', currency: 'USD' }));
  return out.map(String);
};`,
  sorting: `
export const handler = async () => {
  let calls = 0;
  const values = Array.from({ length: 500 }, () => ({ key: Math.floor(Math.random() * 40), id: Math.random() }));
  const order = [];
  const by = (a, b) => { calls++; order.push(a.key); return a.key - b.key; };
  const sorted = [...values].sort(by); const copy = values.toSorted(by);
  const typed = Float64Array.from(values, ({ key }) => key).sort((a, b) => { calls++; return b - a; });
  const random = [...values].sort(() => Math.random() - 0.5).map(({ key }) => key);
  console.log(calls, sorted.map(({ id }) => id).join(), copy.length, typed.join(), random.join(), order.length);
  return { calls, words: ['b', 'ä', 'a', 'Z', 'z', 'é', undefined, 'e', , '10', '9'].sort(), locale: ['b', 'ä', 'a', 'Z', 'z', 'é', 'e'].sort((a, b) => a.localeCompare(b)), numbers: [10, 9, 1, -0, 0].sort(), big: [3n, 1n, 2n].sort().map(String) };
};`,
  dates: `
export const handler = async () => {
  const d = new Date(); const fixed = new Date(2024, 1, 29, 12, 30, 45, 678);
  return [d.toISOString(), String(d), d.getTimezoneOffset(), d.toLocaleDateString(), d.toLocaleTimeString(), d.toLocaleString(), String(fixed), fixed.toJSON(),
    new Date('2024-03-10 02:30').toISOString(), new Date('March 7, 2021').getTime(), new Date('2021-02-31').getTime(), Date.parse('nonsense'), Date.UTC(99, 0),
    new Date('Tue Mar 05 2024 10:00:00 GMT+0200').toISOString(), new Date('2024-01-01T00:00').getTime(), new Date(2019, 0).toUTCString(), new Date(8.64e15 + 1).getTime(),
    Intl.DateTimeFormat().resolvedOptions().timeZone, new Intl.DateTimeFormat('en-US', { dateStyle: 'full' }).format(fixed), new Intl.DateTimeFormat().format(),
    fixed.toLocaleDateString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }), Intl.NumberFormat().resolvedOptions().locale].map(String);
};`,
  recursion: `
let depth = 0;
const down = () => { depth++; down(); };
const mutual = (n) => { depth++; return other(n + 1); };
const other = function (n) { depth++; return mutual(n + 1) + 1; };
async function later() { depth++; await later(); }
class Deep { get x() { depth++; return this.x; } toString() { depth++; return \`\${this}\`; } toJSON() { depth++; return JSON.stringify(this); } [Symbol.toPrimitive]() { depth++; return +this; } }
const nested = () => { depth++; return [1].map(nested); };
const spread = (...args) => { depth++; return spread(...args); };
const replaced = () => { depth++; return 'a'.replace('a', replaced); };
const proxy = new Proxy({}, { get: (t, k, r) => { depth++; return r[k]; } });
const bound = () => { depth++; return again(); }; const again = bound.bind(null);
const reflected = () => { depth++; return Reflect.apply(reflected, null, []); };
const called = () => { depth++; return called.call(null); };
export const handler = async () => {
  const found = [];
  for (const run of [down, () => mutual(0), later, () => new Deep().x, () => String(new Deep()), () => JSON.stringify(new Deep()), () => +new Deep(), nested, () => spread(1, 2, 3), replaced, () => proxy.x, bound, reflected, called, () => JSON.parse('['.repeat(200000))]) {
    depth = 0;
    try { await run(); found.push('ended ' + depth); } catch (e) { found.push(e.name + ' ' + depth); }
  }
  console.log(found.join(', '));
  return found;
};`,
  errors: `
const trials = [() => null.x, () => undefined.f(), () => { let o = {}; return o.a.b; }, () => nope, () => { const c = 1; c = 2; }, () => { tdz; let tdz; }, () => JSON.parse('{bad'), () => JSON.parse(''), () => new Array(-1), () => 'x'.repeat(-1), () => { ({}).x(); }, () => { const [a] = null; }, () => { for (const x of 5); }, () => new (class { constructor() { throw new TypeError('own'); } })(), () => BigInt(1.5), () => 1n + 1, () => Symbol() + '', () => decodeURIComponent('%'), () => new Intl.NumberFormat('xx-invalid-locale-'), () => (1).toFixed(101), () => Reflect.construct(1), () => new Proxy({}, null), () => { 'use strict'; undefinedVariable = 1; }, () => Object.defineProperty(Object.freeze({}), 'a', { value: 1 }), () => null[Symbol.iterator], () => new Map([1]), () => { class A { constructor() { this.x; } } class B extends A { constructor() {} } new B(); }, () => { const { a } = undefined; }, () => [].reduce((a) => a), () => new (() => {})(), () => ({}) instanceof 5, () => 'a' in 'b', () => JSON.stringify(1n), () => { const a = {}; a.a = a; JSON.stringify(a); }];
export const handler = async () => trials.map((trial, i) => {
  try { trial(); return 'ended'; } catch (e) { return [i, e.name, e instanceof Error, Object.keys(e).join(), Object.getOwnPropertyNames(e).sort().join(), typeof e.message, (/index\\.mjs:(\\d+)/.exec(e.stack) ?? [])[1]].join(' '); }
});`,
  lines: `
function thrower() {
  throw new Error('here');
}
const wrapped = () => {
  try { thrower(); } catch (cause) { throw new Error('outer', { cause }); }
};
export const handler = async () => {
  const out = [];
  try { wrapped(); } catch (e) { out.push(e.stack, e.cause.stack); }
  try { [1].map(() => { throw new RangeError('in map'); }); } catch (e) { out.push(e.stack); }
  try { await (async () => { await null; throw new Error('after await'); })(); } catch (e) { out.push(e.stack); }
  const target = {}; Error.captureStackTrace(target); out.push(target.stack);
  class Own extends Error { constructor(m) { super(m); this.name = 'Own'; } method() { return new Error('in method').stack; } }
  try { throw new Own('mine'); } catch (e) { out.push(e.stack, e.method()); }
  console.log(out.join('\\n'));
  console.error(new Error('logged').stack);
  return out;
};`,
  objects: `
export const handler = async () => {
  const o = { b: 1, 2: 1, a: 1, 1: 1, [Symbol('s')]: 1 }; class P { constructor() { this.own = 1; } } P.prototype.inherited = 2;
  const keys = []; for (const k in new P()) keys.push(k); for (const k in o) keys.push(k);
  for (const k in [3, 4]) keys.push(k); for (const k in 'ab') keys.push(k);
  const during = []; const m = { x: 1, y: 2 }; for (const k in m) { during.push(k); delete m.y; m.z = 3; }
  const groups = Object.groupBy([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even'));
  return [keys, during, Reflect.ownKeys(o).map(String), groups, Object.entries({ z: 1, y: 2 }), String(function f(a, b) { return a; }), String(class { x = 1 }), String((a) => a), String(async function* g() {}), (function () {}).name, (() => {}).name, Object.getOwnPropertyNames(function () {}).sort(), Object.getOwnPropertyNames(class { static s() {} }).sort()];
};`,
  text: `
export const handler = async () => [
  'x1y22z333'.replace(/(?<n>\\d+)/g, '<$<n>>'), 'aBc'.match(/b/i).index, [...'a1b2'.matchAll(/[a-z](\\d)/g)].map((m) => m[1]), 'ß'.toUpperCase(), 'İ'.toLowerCase().length, 'I'.toLocaleLowerCase(),
  'é'.normalize('NFD').length, 'ﬁ'.normalize('NFKC'), '👩‍👩‍👧'.length, [...'👩‍👩‍👧'].length, /\\p{Script=Greek}/u.test('α'), 'a-b_c d'.split(/[-_ ]/), 'abc'.at(-1), 'aXbX'.replaceAll('X', (m, i) => i), /(?<=\\$)\\d+/.exec('cost $42')[0], 'a\\u0000b'.length, encodeURIComponent('ä&/'), escape('ä'), 'x'.padStart(5, 'ab'), ' \\u00a0x\\ufeff'.trim(), '\\ud800'.isWellFormed(), /a.c/s.test('a\\nc'), 'résumé'.localeCompare('resume'), ['a', 'B', 'c'].map((x) => x.localeCompare('b', undefined, { sensitivity: 'base' })), new Intl.PluralRules('en').select(1), new Intl.ListFormat('en').format(['a', 'b', 'c']), new Intl.RelativeTimeFormat('en').format(-1, 'day'), JSON.stringify({ a: '\\u2028\\ud800', b: [undefined, () => 1, NaN], c: new Date(0) }), JSON.stringify('\\u007f'), /[\\u{1F600}-\\u{1F64F}]/u.test('😀'), 'abc'.replace(/(z)?b/, '[$1]')];`,
  runaway: `
export const handler = async (event, context) => { let n = 0; for (;;) { n++; if (n % 100000 === 0) console.log(n); } };`,
  leftovers: `
let n = 0;
export const handler = async () => {
  n++;
  setTimeout(() => console.log('left over from', n), 50);
  if (n === 2) Promise.reject(new Error('nobody waits'));
  if (n === 3) process.exit(3);
  return { n, pid: process.pid, memory: process.memoryUsage().rss, hr: process.hrtime(), uptime: process.uptime() };
};`,
};
