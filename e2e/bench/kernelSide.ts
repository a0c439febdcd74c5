/** The worker of the page for many environments: owns the sandbox's host, as the kernel worker of the site does. */

import { WORKER_LIMITS, type WorkerLimits } from '../../src/runtime/hosts/residences.ts';
import { createSandboxHost } from '../../src/runtime/hosts/sandboxHost.ts';
import { type BenchName, runBench } from './benches.ts';
import { runScenario } from './runScenario.ts';

export type ManyTask =
  | { readonly type: 'bench'; readonly name: BenchName }
  | { readonly type: 'run'; readonly scenario: object; readonly limits?: WorkerLimits };

export interface ManyRequest {
  readonly port: MessagePort;
  readonly task: ManyTask;
}

addEventListener('message', ({ data: { port, task } }: MessageEvent<ManyRequest>) => {
  perform(port, task).then(
    (result) => postMessage({ result }),
    (error: unknown) => postMessage({ error: error instanceof Error ? `${error.stack}` : String(error) }),
  );
});

async function perform(port: MessagePort, task: ManyTask): Promise<unknown> {
  const host = createSandboxHost(port, {
    limits: (task.type === 'run' && task.limits) || WORKER_LIMITS,
    onLost: () => postMessage({ error: 'The sandbox is lost.' }),
  });
  if (task.type === 'run') return runScenario(task.scenario, host);
  return runBench(task.name, host, { scale: 1, onStart: () => postMessage({ isStarting: true }) });
}
