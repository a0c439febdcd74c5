/** The page in which handlers run in real workers for the runtime tests; tests drive it through `window.runtime`. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import type { Recorded, RuntimeCase } from '../../src/runtime/conformance/cases.ts';
import { differences } from '../../src/runtime/conformance/compare.ts';
import { replayCase } from '../../src/runtime/conformance/replay.ts';
import { openSandbox } from '../../src/runtime/hosts/openSandbox.ts';
import { createSandboxHost } from '../../src/runtime/hosts/sandboxHost.ts';
import type { InitStep } from '../../src/runtime/protocol.ts';

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
const compile = (files: readonly { path: string; text: string }[]) => compileFiles(files).files;
let environment = 1;

export interface RuntimePage {
  /** Replays a case and gives what differs from the recording. */
  replay(one: RuntimeCase, runtime: InitStep['runtime']): Promise<string[]>;
  /** Replays a case and gives what happened, in the form of a recording. */
  record(one: RuntimeCase, runtime: InitStep['runtime']): Promise<Recorded>;
  isLost(): boolean;
  removeFrame(): void;
}

const runtimePage: RuntimePage = {
  async replay(one, runtime) {
    const expected = (runtime === 'nodejs24.x' && one.recordedOnNode24) || one.recorded;
    return differences(expected, await replayCase(one, { host, compile, runtime, environment: nextEnvironment() }));
  },
  record: (one, runtime) => replayCase(one, { host, compile, runtime, environment: nextEnvironment() }),
  isLost: () => isLost,
  removeFrame: () => iframe.remove(),
};

/** Each case gets numbers of its own, because it may need several environments. */
function nextEnvironment(): number {
  environment += 100;
  return environment;
}

Object.assign(window, { runtime: runtimePage });
