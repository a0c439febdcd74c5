/** The page in which many environments run: benches and tests drive it through `window.many`. As on the site, steps come from a worker. */
import { openSandbox } from '../../src/runtime/hosts/openSandbox.ts';
import type { WorkerLimits } from '../../src/runtime/hosts/residences.ts';
import type { BenchName, Measured } from './benches.ts';
import type { ManyRequest, ManyTask } from './kernelSide.ts';

export interface ManyPage {
  /** Runs a bench with a sandbox of its own; calls the global `onBenchStart` when what is measured begins. */
  bench(name: BenchName): Promise<Measured>;
  /** Runs a scenario and gives its digest, what its handlers answered, and how it was run. */
  run(scenario: object, limits?: WorkerLimits): Promise<ManyRun>;
}

export interface ManyRun {
  readonly digest: string;
  readonly reproducible: boolean;
  readonly answers: readonly (string | null)[];
  /** Most environments that shared a worker at one time. */
  readonly sharing: number;
}

function inKernelSide(task: ManyTask): Promise<unknown> {
  const sandbox = openSandbox(document);
  const worker = new Worker(new URL('./kernelSide.ts', import.meta.url), { type: 'module' });
  const result = new Promise<unknown>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ isStarting?: true; result?: unknown; error?: string }>) => {
      if (data.isStarting) window.onBenchStart?.();
      else if (data.error === undefined) resolve(data.result);
      else reject(new Error(data.error));
    };
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  const request: ManyRequest = { port: sandbox.port, task };
  worker.postMessage(request, [sandbox.port]);
  return result.finally(() => {
    worker.terminate();
    sandbox.iframe.remove();
  });
}

const many: ManyPage = {
  // The kernel side answers each task with what it is for.
  bench: (name) => inKernelSide({ type: 'bench', name }) as Promise<Measured>,
  // As above.
  run: (scenario, limits) => inKernelSide({ type: 'run', scenario, ...(limits ? { limits } : {}) }) as Promise<ManyRun>,
};

declare global {
  interface Window {
    readonly many: ManyPage;
    /** Given by the bench. */
    readonly onBenchStart?: () => void;
  }
}
Object.assign(window, { many });
