/**
 * The one script of the sandboxed frame: starts and ends workers for the kernel side. It sees no user code and no
 * answers; those go through the channels that it passes on.
 */
import type { SandboxStart, ToSandbox } from './sandboxMessages.ts';

const workers = new Map<number, Worker>();

addEventListener('message', function start({ data, ports: [control], source }: MessageEvent<SandboxStart>) {
  if (source !== parent || !control) return;
  removeEventListener('message', start);
  const address = URL.createObjectURL(new Blob([data.script], { type: 'text/javascript' }));
  control.onmessage = ({ data: message, ports }: MessageEvent<ToSandbox>) => {
    if (message.type === 'echo') control.postMessage(message);
    if (message.type === 'spawn') {
      const worker = new Worker(address);
      workers.set(message.worker, worker);
      worker.postMessage(0, ports.slice());
    }
    if (message.type === 'kill') {
      workers.get(message.worker)?.terminate();
      workers.delete(message.worker);
    }
  };
});
