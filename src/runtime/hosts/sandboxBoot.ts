/**
 * The one script of the sandboxed frame: starts and ends workers for the kernel side. It sees no user code and no
 * answers; those go through the channels that it passes on.
 */
import type { SandboxStart, ToSandbox } from './sandboxMessages.ts';

const workers = new Map<number, Worker>();

const addressOf = (script: string) => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));

addEventListener('message', function start({ data, ports: [control], source }: MessageEvent<SandboxStart>) {
  if (source !== parent || !control) return;
  removeEventListener('message', start);
  const address = addressOf(data.workerScript);
  // As a function: it is evaluated anew for each environment, in the worker that is to hold it. In parentheses: engines
  // take that for a function that is called soon, and do not parse it twice.
  const environmentAddress = addressOf(
    `globalThis[Symbol.for('lambdarium')]((function(){${data.environmentScript}\n}));`,
  );
  control.onmessage = ({ data: message, ports }: MessageEvent<ToSandbox>) => {
    if (message.type === 'echo') control.postMessage(message);
    if (message.type === 'spawn') {
      const worker = new Worker(address);
      workers.set(message.worker, worker);
      worker.postMessage(environmentAddress, ports.slice());
    }
    if (message.type === 'kill') {
      workers.get(message.worker)?.terminate();
      workers.delete(message.worker);
    }
  };
});
