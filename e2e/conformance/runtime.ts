/** What tests and the command ask of a host, in a page or in Node.js: replays of cases, and digests of runs. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { Session } from '../../src/engine/session.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { canonical, traceDigest } from '../../src/sim/trace/digest.ts';
import { type Outcomes, outcomesOf } from './outcomes.ts';
import { createReplayer, type Replayer } from './replayer.ts';

export interface ConformanceRuntime extends Replayer {
  /** Runs a scenario to its end, as often as asked, each time from the start; gives the digest of each run. */
  digests(scenario: Scenario, repeats: number): Promise<readonly string[]>;
  /** What the digest of a run is made of, one text a record: to see where two runs part. */
  records(scenario: Scenario): Promise<readonly string[]>;
  /** Runs handlers, given by their bodies, at the same moment; see `outcomes.ts`. */
  outcomes(bodies: readonly string[], memoryMb: number, again: readonly number[]): Promise<Outcomes>;
}

export function createConformanceRuntime(host: EnvironmentHost): ConformanceRuntime {
  return {
    ...createReplayer(host),
    async digests(scenario, repeats) {
      const digests: string[] = [];
      for (let i = 0; i < repeats; i++) {
        const session = await runToEnd(scenario, host);
        digests.push(session.reproducible ? traceDigest(session.trace) : 'stopped by the playground');
      }
      return digests;
    },
    outcomes: (bodies, memoryMb, again) => outcomesOf(host, bodies, memoryMb, again),
    async records(scenario) {
      const { trace } = await runToEnd(scenario, host);
      return Array.from({ length: trace.length }, (_, i) => canonical(trace.at(i)));
    },
  };
}

async function runToEnd(scenario: Scenario, host: EnvironmentHost): Promise<Session> {
  const session = new Session(scenario, [], {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
  });
  try {
    await session.advance(Number.POSITIVE_INFINITY);
  } finally {
    session.end();
  }
  return session;
}
