/** Ways by which environments that take turns in one worker could tell each other something, beside the obvious ones of `many.spec.ts`. */
import { expect } from 'playwright/test';
import { burstScenario } from './bench/burstScenario.ts';
import { test } from './bench/manyPage.ts';

const REQUESTS = 6;

/** Each finds an object that may be the same in two environments, or one that is not but has hidden state. */
const COMMON: Readonly<Record<string, string>> = {
  'the function around a CommonJS file': '() => outer.callee',
  'its prototype': '() => outer.callee.prototype',
  'the arguments of a CommonJS file': '() => outer',
  'the parts of a template': '() => parts()',
  'their raw texts': '() => parts().raw',
  'a function of a module': '() => parts',
  'a class of a module': '() => Kept',
  'the prototype of a generator': '() => Object.getPrototypeOf(generate)',
  'the iterator of a regular expression': '() => Object.getPrototypeOf("a".matchAll(/a/g))',
  'a pattern of a module': '() => pattern()',
  'the module itself': '() => module',
  'the cache of modules': '() => require.cache',
  require: '() => require',
  'the runtime module': '() => module.parent ?? module.children',
  'the environment variables': '() => process.env',
  'a built-in module': '() => require("fs")',
  'the pool of buffers': '() => Buffer.from("x").buffer',
  'the constructor of async functions': '() => (async () => {}).constructor',
  'the getter of a stack': '() => Object.getOwnPropertyDescriptor(new Error("x"), "stack") ?? Error',
  'a call site':
    '() => { let all; const own = Error.prepareStackTrace; Error.prepareStackTrace = (e, sites) => { all = sites; }; void new Error("x").stack; Error.prepareStackTrace = own; return all ? Object.getPrototypeOf(all[0]) : Error; }',
  'the descriptor of a symbol': '() => Object.getPrototypeOf(Symbol.for("x"))',
  'the abort signal': '() => AbortSignal',
  'the console': '() => console',
  'the handler context': '() => Object.getPrototypeOf(context) ?? context',
};

const SOURCE = `
const outer = arguments;
const parts = () => ((texts) => texts)\`a\${1}b\`;
const pattern = () => /x/g;
class Kept {}
const generate = function* () {};
let context = {};
let mine = 0;
/** Puts a private field on any object, also on one that is frozen. */
const holder = class { constructor(object) { return object; } };
class Stamp extends holder { #mark = true; static has(object) { return #mark in object; } }
const common = { ${Object.entries(COMMON)
  .map(([name, find]) => `${JSON.stringify(name)}: ${find}`)
  .join(',\n')} };
exports.handler = async (event, given) => {
  context = given;
  mine += 1;
  const found = [];
  for (const [name, find] of Object.entries(common)) {
    let object;
    try { object = find(); } catch { continue; }
    if (typeof object !== 'object' && typeof object !== 'function' || object === null) continue;
    const before = Reflect.get(object, 'mark');
    if (mine === 1 && (before !== undefined || object.lastIndex > 0)) found.push(name);
    if (mine === 1 && Stamp.has(object)) found.push(name + ', by a private field');
    try { object.mark = 'seen'; } catch {}
    try { if (!Stamp.has(object)) new Stamp(object); } catch {}
    try { Object.setPrototypeOf(object, Object.create(Object.getPrototypeOf(object), { mark: { value: 'inherited' } })); } catch {}
  }
  if (mine === 1) {
    if (Array.prototype.length !== 0) found.push('the length of Array.prototype');
    if (RegExp.$1 === 'secret') found.push('RegExp.$1');
    if (Error.stackTraceLimit !== undefined && Error.stackTraceLimit !== 10) found.push('Error.stackTraceLimit');
  }
  Array.prototype[3] = 'seen';
  delete Array.prototype[3];
  Error.stackTraceLimit = 7;
  /(secret)/.exec('secret');
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { mine, found };
};`;

test('what two environments of a worker could have in common tells neither anything of the other', async ({ many }) => {
  const scenario = JSON.parse(JSON.stringify(burstScenario(SOURCE, REQUESTS, 2)));
  scenario.nodes[1].handler.files[0].path = 'index.js';
  const shared = await many.run(scenario, { live: 1, hard: 400 });
  const answers = shared.answers.map((answer) => JSON.parse(answer ?? 'null'));
  expect(shared.sharing).toBe(REQUESTS);
  expect(answers.map(({ mine }) => mine)).toEqual([...Array(REQUESTS).fill(1), ...Array(REQUESTS).fill(2)]);
  expect(answers.flatMap(({ found }) => found)).toEqual([]);
  const apart = await many.run(scenario, { live: 200, hard: 400 });
  expect(apart.digest).toBe(shared.digest);
});
