/** Replays cases on a host, whichever it is: what the command, the tests and the pages they open have in common. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import type { Recorded, RuntimeCase } from '../../src/runtime/conformance/cases.ts';
import { type Comparison, compareRecordings, type Replayed } from '../../src/runtime/conformance/compare.ts';
import { replayToCompare } from '../../src/runtime/conformance/replay.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import type { InitStep } from '../../src/runtime/protocol.ts';

export type RuntimeName = InitStep['runtime'];

/** All of it can be called from another process: plain data goes in and comes out. */
export interface Replayer {
  /** Replays a case and compares it with the recording. */
  replay(one: RuntimeCase, runtime: RuntimeName): Promise<Comparison>;
  /** Replays a case and gives what happened, in the form of a recording. */
  record(one: RuntimeCase, runtime: RuntimeName): Promise<Recorded>;
}

/** A case may need several environments: after an exit it goes on in a new one. */
const ENVIRONMENTS_PER_CASE = 100;

export function createReplayer(host: EnvironmentHost): Replayer {
  let environment = 1;
  const compile = (files: readonly { path: string; text: string }[]) => compileFiles(files).files;
  const run = (one: RuntimeCase, runtime: RuntimeName): Promise<Replayed> => {
    environment += ENVIRONMENTS_PER_CASE;
    return replayToCompare(one, { host, compile, runtime, environment });
  };
  return {
    async replay(one, runtime) {
      const expected = (runtime === 'nodejs24.x' && one.recordedOnNode24) || one.recorded;
      return compareRecordings(expected, await run(one, runtime));
    },
    record: async (one, runtime) => (await run(one, runtime)).recorded,
  };
}
