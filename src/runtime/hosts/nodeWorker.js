/**
 * Runs in a worker thread of Node.js and owns one `vm` context per execution environment. A step is: begin it, drain
 * microtasks, let Node.js report unhandled rejections in a turn of its event loop, settle, until there is an answer.
 */
import { setImmediate } from 'node:timers';
import { parentPort, workerData } from 'node:worker_threads';
import { createEnvironment, prepareScripts } from './nodeContext.js';

const scripts = prepareScripts(workerData.script);

/** @type {Map<number, import('./nodeContext.js').NodeEnvironment>} */
const environments = new Map();
/**
 * The environment whose step runs: rejections are its own.
 * @type {import('./nodeContext.js').NodeEnvironment | undefined}
 */
let current;

process.on('unhandledRejection', (reason, promise) => current?.agent.noteRejection(reason, promise));
process.on('rejectionHandled', (promise) => current?.agent.forgetRejection(promise));
process.on('uncaughtException', () => {});

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function step(/** @type {{ environment: number, text: string }} */ request) {
  let environment = environments.get(request.environment);
  if (!environment) {
    environment = createEnvironment(scripts);
    environments.set(request.environment, environment);
  }
  current = environment;
  environment.agent.begin(request.text);
  for (;;) {
    environment.drain();
    await turn();
    const answer = environment.agent.settle();
    if (answer !== null) return answer;
  }
}

parentPort?.on('message', async (message) => {
  if (message.type === 'stop') {
    environments.delete(message.environment);
    return;
  }
  const answers = [];
  for (const request of message.requests) {
    try {
      answers.push(await step(request));
    } catch (error) {
      environments.delete(request.environment);
      answers.push({ failed: error instanceof Error ? `${error.stack}` : String(error) });
    }
  }
  parentPort?.postMessage({ callId: message.callId, answers });
});
