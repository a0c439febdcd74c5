/**
 * Runs in a worker thread of Node.js and owns one `vm` context per execution environment. Each context drains its
 * microtasks when a script evaluated in it ends, so a step is: evaluate, let Node.js report unhandled rejections in
 * a turn of its event loop, evaluate again. It is not a sandbox.
 */
import { setImmediate } from 'node:timers';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const AGENT = Symbol.for('lambdarium');
/** Functions of this realm that a bare context lacks; they take and give text. */
const WEB = { URL, URLSearchParams };

const environmentScript = new vm.Script(workerData.script, { filename: 'environment' });
const enter = new vm.Script(`globalThis[Symbol.for('lambdarium')].enter()`, { filename: 'enter' });

/** @type {Map<number, { context: vm.Context, agent: any, promisePrototype: object }>} */
const environments = new Map();

process.on('unhandledRejection', (reason, promise) => {
  const agent = agentOf(promise);
  if (agent) agent.rejections[agent.rejections.length] = { reason, promise };
});
process.on('rejectionHandled', (promise) => {
  const agent = agentOf(promise);
  if (agent) agent.handled[agent.handled.length] = promise;
});
process.on('uncaughtException', () => {});

/** The environment to whose realm a promise belongs. */
function agentOf(/** @type {unknown} */ promise) {
  for (const { agent, promisePrototype } of environments.values()) {
    if (Object.prototype.isPrototypeOf.call(promisePrototype, Object(promise))) return agent;
  }
  return undefined;
}

function start() {
  const context = vm.createContext(Object.create(null), {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  const evaluate = (/** @type {string} */ code, /** @type {string} */ filename) => {
    new vm.Script(code, { filename }).runInContext(context);
  };
  const checkSyntax = (/** @type {string} */ text) => {
    try {
      new vm.Script(text, { filename: 'check' });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  Object.assign(context, WEB);
  Object.defineProperty(context, AGENT, { value: { kind: 'context', evaluate, checkSyntax }, configurable: true });
  environmentScript.runInContext(context);
  const agent = vm.runInContext(`globalThis[Symbol.for('lambdarium')]`, context);
  const promisePrototype = vm.runInContext('Promise.prototype', context);
  return { context, agent, promisePrototype };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function step(/** @type {number} */ number, /** @type {string} */ text) {
  let environment = environments.get(number);
  if (!environment) {
    environment = start();
    environments.set(number, environment);
  }
  const { context, agent } = environment;
  agent.input = text;
  for (;;) {
    enter.runInContext(context);
    if (agent.output !== null) return agent.output;
    await turn();
  }
}

parentPort?.on('message', async (message) => {
  if (message.type === 'stop') {
    environments.delete(message.environment);
    return;
  }
  const answers = [];
  for (const { environment, text } of message.requests) {
    try {
      answers.push(await step(environment, text));
    } catch (error) {
      environments.delete(environment);
      answers.push({ failed: error instanceof Error ? `${error.stack}` : String(error) });
    }
  }
  parentPort?.postMessage({ callId: message.callId, answers });
});
