/**
 * The one script of the sandboxed frame: starts and ends workers for the kernel side. It sees no user code and no
 * answers; those go through the channels that it passes on.
 */
import type { SandboxStart, ToSandbox, WorkerStart } from './sandboxMessages.ts';

const workers = new Map<number, Worker>();

const addressOf = (script: string) => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));

addEventListener('message', function start({ data, ports: [control], source }: MessageEvent<SandboxStart>) {
  if (source !== parent || !control) return;
  removeEventListener('message', start);
  const address = addressOf(data.workerScript);
  const { core, parts } = data.environmentScript;
  // Handed over as functions: what they do is done anew for each environment, in the worker that is to hold it. In parentheses:
  // engines take that for functions that are called soon, and do not parse them twice.
  const addressOfFunction = (text: string) => addressOf(`__$part((${text}));`);
  const where: WorkerStart = {
    core: addressOfFunction(`function(){${core}\n}`),
    parts: Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, addressOfFunction(text)])),
  };
  control.onmessage = ({ data: message, ports }: MessageEvent<ToSandbox>) => {
    if (message.type === 'echo') control.postMessage(message);
    if (message.type === 'spawn') {
      const worker = new Worker(address);
      workers.set(message.worker, worker);
      worker.postMessage(where, ports.slice());
    }
    if (message.type === 'kill') {
      workers.get(message.worker)?.terminate();
      workers.delete(message.worker);
    }
  };
});
