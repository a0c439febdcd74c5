import { expect } from 'playwright/test';
import { BURST_SIZE, burstScenario } from './bench/burstScenario.ts';
import { test } from './bench/manyPage.ts';

/** One worker for all, some, and one for each. */
const LIMITS = [
  { live: 1, hard: 400 },
  { live: 4, hard: 400 },
  { live: 200, hard: 400 },
];
const REQUESTS = 12;

/** Leaves something everywhere that code of a realm can reach, and tells what it finds there, before and after a wait. */
const MESSY = `
const seen = () => [
  typeof globalThis.mark, typeof bare, typeof fromThis, this === undefined, globalThis === global,
  [].mark, ({}).mark, (() => {}).mark, Promise.mark, Math.mark, JSON.mark, Symbol.for('mark').description,
  Error.stackTraceLimit, Array.prototype.at.name, typeof Set.prototype.has, typeof BigInt.prototype.toJSON,
  Object.keys(Object.getOwnPropertyDescriptors(Array.prototype)).indexOf('map'), Object.getOwnPropertyNames(globalThis).length,
  Object.getPrototypeOf(Map.prototype) === Object.prototype, (function* () {})().mark, Reflect.get(Object.prototype, 'get'),
  RegExp.$1, RegExp.lastMatch, RegExp.input, Iterator?.prototype?.mark, new Date().mark, console.mark, process.mark,
  typeof Array.prototype.flat, [3, 1, 2].sort().join(), JSON.stringify({ a: 1 }),
];
let invocations = 0;
exports.handler = async () => {
  const before = seen();
  invocations += 1;
  const mine = 'i' + process.env.AWS_LAMBDA_LOG_STREAM_NAME + invocations;
  globalThis.mark = mine;
  bare = mine;
  (function () { this.fromThis = mine; })();
  for (const one of [Array.prototype, Object.prototype, Function.prototype, Promise, Math, JSON, console, process,
    Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())), Date.prototype]) one.mark = mine;
  Error.stackTraceLimit = 3;
  Object.defineProperty(Object.prototype, 'get', { __proto__: null, value: undefined, configurable: true, writable: true });
  Array.prototype.at = { at() { return mine; } }.at;
  Set.prototype.has = undefined;
  BigInt.prototype.toJSON = function () { return 'big'; };
  const { map } = Array.prototype;
  delete Array.prototype.map;
  Array.prototype.map = map;
  delete Array.prototype.flat;
  Object.setPrototypeOf(Map.prototype, { mark: mine });
  new RegExp('(' + mine.slice(-4) + ')').exec(mine);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const kept = [globalThis.mark, bare, fromThis, [].mark, ({}).mark, console.mark, RegExp.$1, RegExp.input, new Map().mark];
  return { before, after: seen(), keeps: kept.every((one) => one === mine || mine.endsWith(one)) };
};`;

/** Does what cannot be undone, in every third environment. */
const FREEZING = `
let calls = 0;
const isOdd = parseInt(process.env.AWS_LAMBDA_LOG_STREAM_NAME.slice(-2), 16) % 3 === 0;
if (isOdd) { Object.freeze(Array.prototype); Object.defineProperty(globalThis, 'fixed', { value: 1 }); }
exports.handler = async () => {
  calls += 1;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { calls, isOdd, frozen: Object.isFrozen(Array.prototype), fixed: typeof fixed };
};`;

const commonJs = (text: string) => {
  const scenario = JSON.parse(JSON.stringify(burstScenario(text, REQUESTS, 3)));
  scenario.nodes[1].handler.files[0].path = 'index.js';
  return scenario;
};

test('environments that share a worker find nothing of each other, and everything of their own', async ({ many }) => {
  const { answers, sharing } = await many.run(commonJs(MESSY), LIMITS[0]);
  const results = answers.map((answer) => JSON.parse(answer ?? 'null'));
  expect(sharing).toBe(REQUESTS);
  expect(results).toHaveLength(3 * REQUESTS);
  expect(results.map(({ keeps }) => keeps)).toEqual(results.map(() => true));
  const firsts = new Set(results.slice(0, REQUESTS).map(({ before }) => JSON.stringify(before)));
  expect([...firsts]).toHaveLength(1);
  expect(results[0].before.slice(0, 12)).toEqual([
    'undefined',
    'undefined',
    'undefined',
    false,
    true,
    null,
    null,
    null,
    null,
    null,
    null,
    'mark',
  ]);
});

for (const [name, text] of Object.entries({ MESSY, FREEZING })) {
  test(`the limit of workers never changes a run, ${name === 'MESSY' ? 'whatever handlers leave behind' : 'also when it cannot be undone'}`, async ({
    many,
  }) => {
    test.setTimeout(120_000);
    const runs = [];
    for (const limits of LIMITS) runs.push(await many.run(commonJs(text), limits));
    expect(new Set(runs.map(({ digest }) => digest)).size, JSON.stringify(runs.map(({ answers }) => answers[0]))).toBe(
      1,
    );
    expect(runs.map(({ reproducible }) => reproducible)).toEqual([true, true, true]);
    expect(runs[2]?.sharing).toBe(0);
  });
}

test(`${BURST_SIZE} requests at once are served by as many environments, each with a counter of its own`, async ({
  many,
}) => {
  // On a busy machine it takes its time; what counts is that it gets there.
  test.setTimeout(300_000);
  const { answers, reproducible, sharing } = await many.run(burstScenario());
  expect(answers).toHaveLength(BURST_SIZE);
  expect(new Set(answers)).toEqual(new Set(['{"count":1}']));
  expect(reproducible).toBe(true);
  expect(sharing).toBeGreaterThan(BURST_SIZE / 2);
});
