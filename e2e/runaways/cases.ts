/** Handlers that never come to an end by themselves, or want more than there is, and how each ends: the same in every browser. */

/** How Lambda would end it, or `watchdog`: a native of the engine that nobody can count, ended by the clock of the playground. */
export type Ending = 'timeout' | 'out of memory' | 'too large' | 'response' | 'error' | 'watchdog';

export interface Runaway {
  readonly what: string;
  /** Body of an asynchronous handler. */
  readonly code: string;
  /** Firefox may give up on it by itself: how often it tries depends on whether it has compiled the expression by then. */
  readonly mayFailInFirefox?: true;
}

const all = (cases: Readonly<Record<string, string>>): readonly Runaway[] =>
  Object.entries(cases).map(([what, code]) => ({ what, code }));
/** Swallows what it can, and goes on. */
const stubborn = (code: string) =>
  `try { ${code} } catch { console.log('caught'); } finally { console.log('went on'); }`;
const stubbornAll = (cases: Readonly<Record<string, string>>) =>
  all(cases).map(({ what, code }) => ({ what, code: stubborn(code) }));

/** Nested so that there are 2^40 ways to the innermost element. */
const MANY_WAYS = 'let many = [1]; for (let i = 0; i < 40; i++) many = [many, many];';
/** An iterator without an end whose `next` is a built-in. */
const NATIVE_ITERABLE = '({ [Symbol.iterator]: () => ({ next: Object }) })';
const LONGEST = '{ length: 2 ** 53 - 1 }';

export const RUNAWAYS: Readonly<Record<Ending, readonly Runaway[]>> = {
  timeout: [
    ...stubbornAll({
      'an empty endless loop': 'while (true) {}',
      'a loop without a body': 'for (;;);',
      'a do-while loop': 'let n = 0; do n++; while (n > 0);',
      'a loop that catches and continues': 'for (;;) { try { throw new Error("x"); } catch { continue; } }',
      'a loop that continues in finally': 'for (;;) { try { throw 1; } finally { continue; } }',
      'a loop of awaits': 'for (;;) await null;',
      'a loop of promises': 'const next = () => Promise.resolve().then(next); await next();',
      'a loop of microtasks': 'const next = () => queueMicrotask(next); next(); await new Promise(() => {});',
      'a loop of ticks': 'const next = () => process.nextTick(next); next(); await new Promise(() => {});',
      'an endless generator': 'const all = (function* () { for (;;) yield 1; })(); for (const x of all) x;',
      'the spread of an endless iterator':
        'const one = { next: () => ({ value: 1, done: false }), [Symbol.iterator]() { return this; } }; [...one];',
      'endless thenables': 'const t = { then(ok) { ok(t); } }; await t;',
      'recursion that is caught': 'const f = () => { try { f(); } catch {} f(); }; f();',
      'a for-await loop': 'for await (const x of (async function* () { for (;;) yield 1; })()) x;',
      'a labelled continue': 'outer: for (;;) { for (const x of [1]) continue outer; }',
      'a getter that reads itself in a loop': 'const o = { get x() { for (;;) this.y; } }; o.x;',
      'a static block': 'class A { static { for (;;); } }',
      'a default value': '((a = (() => { for (;;); })()) => a)();',
      'a proxy whose trap loops': 'new Proxy({}, { get() { for (;;); } }).x;',
      'an interval that never stops': 'await new Promise(() => setInterval(() => {}, 1));',
    }),
    ...all({
      'a sort that takes too long':
        'for (;;) Array.from({ length: 1e5 }, (_, i) => (i * 7919) % 100003).sort((a, b) => a - b);',
      'a sort of what is said to be long': `Array.prototype.sort.call(${LONGEST});`,
      'looking through what is said to be long': `Array.prototype.indexOf.call(${LONGEST}, 1);`,
      'a power of BigInts': 'return String(3n ** 20000000n).length;',
      'a quotient of BigInts': 'let x = 2n ** 8000000n; return x / 3n ** 2500000n > 1n;',
      'a million lines of output': 'for (let i = 0; i < 1e6; i++) console.log(i); return 1;',
      'formatting numbers for people': 'for (;;) (1.1e21).toLocaleString();',
      'listing the keys of a large object':
        'const a = {}; for (let i = 0; i < 3e5; i++) a["k" + i] = i; for (;;) Object.entries(a);',
      'comparing long texts': 'const a = "é".repeat(1e6); for (let i = 0; ; i++) a.localeCompare(a + "x");',
    }),
  ],
  'out of memory': all({
    'a text that doubles': 'let s = "x"; for (;;) s += s;',
    'a text that is replaced by a longer one': 'let s = "aaaaaaaaaa"; for (;;) s = s.replaceAll("a", "aaaaaaaaaa");',
    'a long repetition': 'return "x".repeat(2 ** 29 - 30).length;',
    'a long join': 'return Array(5e7).join("xxxxxxxxxxxx").length;',
    'a huge sort': 'return Array.from({ length: 2e7 }, (_, i) => -i).sort().length;',
    'a list that grows': 'const kept = []; for (;;) kept.push(new Array(100).fill(1));',
  }),
  'too large': all({
    'a response of 100 MB': 'return "x".repeat(100e6);',
    'a response of 7 MB of short texts': 'return Array.from({ length: 7e5 }, () => "123456789");',
  }),
  response: all({
    'a line of 50 MB': 'console.log("x".repeat(5e7)); return 1;',
    'more timers than the playground keeps':
      'try { for (let i = 0; i < 1e5; i++) setTimeout(() => {}, 1e6); } catch { return 1; }',
  }),
  error: all({
    'recursion without end': 'const f = (n) => f(n + 1) + 1; return f(0);',
    'a chain of proxies': 'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x;',
  }),
  watchdog: [
    ...all({
      'a catastrophic regular expression': 'return /^(a+)+$/.test("a".repeat(60) + "b");',
      'a replacement by one': 'return ("a".repeat(60) + "b").replace(/^(a+)+$/, "");',
    }).map((one) => ({ ...one, mayFailInFirefox: true as const })),
    ...all({
      'walking over what is said to be long': `Array.prototype.forEach.call(${LONGEST}, () => {});`,
      'a list of holes': 'const a = []; a.length = 2 ** 32 - 1; a.forEach(() => {});',
      'a set of what an endless native iterator gives': `return new Set(${NATIVE_ITERABLE}).size;`,
      'a microtask loop of natives only': 'const t = {}; t.then = Array.prototype.forEach.bind([t]); await t;',
      'what contains itself in many ways, flattened': `${MANY_WAYS} return many.flat(Infinity).length;`,
      'what contains itself in many ways, as a text': `${MANY_WAYS} return String(many).length;`,
      'a template without an end': `return String.raw({ raw: ${LONGEST} }).length;`,
      'long prototype chains':
        'let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o); let n = 0; for (;;) n += o.x ? 1 : 0;',
    }),
  ],
};
