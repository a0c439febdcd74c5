/** Entry of the script that runs inside an execution environment, in a worker or in a context of Node.js. */
import { type ContextHost, startContextAgent } from './contextAdaptor.ts';
import { startWorkerAgent } from './workerAdaptor.ts';

const HOST = Symbol.for('lambdarium');
const host: ContextHost | undefined = Reflect.get(globalThis, HOST);

if (host) Object.defineProperty(globalThis, HOST, { value: startContextAgent(host), enumerable: false });
else startWorkerAgent();
