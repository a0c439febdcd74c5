/** The page in which handlers run in real workers for the runtime tests; tests drive it through `window.runtime`. */
import { openSandbox } from '../../src/runtime/hosts/openSandbox.ts';
import { WORKER_LIMITS } from '../../src/runtime/hosts/residences.ts';
import { createSandboxHost } from '../../src/runtime/hosts/sandboxHost.ts';
import { type ConformanceRuntime, createConformanceRuntime } from './runtime.ts';

const { iframe, port } = openSandbox(document);
let isLost = false;
const options = new URLSearchParams(location.search);
const watchdogMs = Number(options.get('watchdogMs') ?? 60_000);
const live = Number(options.get('workers') ?? WORKER_LIMITS.live);
const host = createSandboxHost(port, {
  // Long by default: on a busy machine it must not come before the budget of ticks.
  watchdogMs,
  limits: { ...WORKER_LIMITS, live },
  onLost: () => {
    isLost = true;
  },
});

export interface RuntimePage extends ConformanceRuntime {
  isLost(): boolean;
  removeFrame(): void;
}

const runtimePage: RuntimePage = {
  ...createConformanceRuntime(host),
  isLost: () => isLost,
  removeFrame: () => iframe.remove(),
};

Object.assign(window, { runtime: runtimePage });
