/** What tests and the command ask of a host, in a page or in Node.js: replays of cases, and digests of runs. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { Session } from '../../src/engine/session.ts';
import { createReplayer, type Replayer } from '../../src/runtime/conformance/replayer.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { traceDigest } from '../../src/sim/trace/digest.ts';

export interface ConformanceRuntime extends Replayer {
  /** Runs a scenario to its end, as often as asked, each time from the start; gives the digest of each run. */
  digests(scenario: Scenario, repeats: number): Promise<readonly string[]>;
}

export function createConformanceRuntime(host: EnvironmentHost): ConformanceRuntime {
  return {
    ...createReplayer(host),
    async digests(scenario, repeats) {
      const digests: string[] = [];
      for (let i = 0; i < repeats; i++) digests.push(await digestOf(scenario, host));
      return digests;
    },
  };
}

async function digestOf(scenario: Scenario, host: EnvironmentHost): Promise<string> {
  const session = new Session(scenario, [], {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
  });
  try {
    await session.advance(Number.POSITIVE_INFINITY);
    return session.reproducible ? traceDigest(session.trace) : 'stopped by the playground';
  } finally {
    session.end();
  }
}
