/** The page in which handlers run in real workers for the runtime tests; tests drive it through `window.runtime`. */
import { openSandbox } from '../../src/runtime/hosts/openSandbox.ts';
import { createSandboxHost } from '../../src/runtime/hosts/sandboxHost.ts';
import { type ConformanceRuntime, createConformanceRuntime } from './runtime.ts';

const { iframe, port } = openSandbox(document);
let isLost = false;
const watchdogMs = Number(new URLSearchParams(location.search).get('watchdogMs') ?? 15_000);
const host = createSandboxHost(port, {
  // Long by default: on a busy machine it must not come before the budget of ticks.
  watchdogMs,
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
