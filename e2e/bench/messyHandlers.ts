/** Handlers that leave behind what other environments must not find. */
import { burstScenario } from './burstScenario.ts';

/** Leaves something everywhere that code of a realm can reach, and tells what it finds there, before and after a wait. */
export const MESSY = `
const seen = () => [
  typeof globalThis.mark, typeof bare, typeof fromThis, this === undefined, globalThis === global,
  [].mark, ({}).mark, (() => {}).mark, Promise.mark, Math.mark, JSON.mark, Symbol.for('mark').description,
  Error.stackTraceLimit, Array.prototype.at.name, typeof Set.prototype.has, typeof BigInt.prototype.toJSON,
  Object.keys(Object.getOwnPropertyDescriptors(Array.prototype)).indexOf('map'), Object.getOwnPropertyNames(globalThis).length,
  Object.getPrototypeOf(Map.prototype) === Object.prototype, (function* () {})().mark, Reflect.get(Object.prototype, 'get'),
  RegExp.$1, RegExp.lastMatch, RegExp.input, globalThis.Iterator?.prototype?.mark, new Date().mark, console.mark, process.mark,
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
export const FREEZING = `
let calls = 0;
const isOdd = parseInt(process.env.AWS_LAMBDA_LOG_STREAM_NAME.slice(-2), 16) % 3 === 0;
if (isOdd) { Object.freeze(Array.prototype); Object.defineProperty(globalThis, 'fixed', { value: 1 }); }
exports.handler = async () => {
  calls += 1;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { calls, isOdd, frozen: Object.isFrozen(Array.prototype), fixed: typeof fixed };
};`;

/** Three times, a minute apart, so many requests at once to a CommonJS handler. */
export function commonJs(text: string, requests: number): object {
  const scenario = JSON.parse(JSON.stringify(burstScenario(text, requests, 3)));
  scenario.nodes[1].handler.files[0].path = 'index.js';
  return scenario;
}
