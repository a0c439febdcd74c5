/** A scenario run on a host, and what came of it. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { Session } from '../../src/engine/session.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import { traceDigest } from '../../src/sim/trace/digest.ts';
import type { ManyRun } from './page.ts';

export async function runScenario(scenario: object, host: EnvironmentHost): Promise<ManyRun> {
  let sharing = 0;
  const session = new Session(Scenario.parse(scenario), [], {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
    onProgress: () => {
      sharing = Math.max(sharing, host.sharing?.().length ?? 0);
    },
  });
  await session.advance(Number.POSITIVE_INFINITY);
  const { trace, reproducible } = session;
  const answers = Array.from({ length: trace.length }, (_, i) => trace.at(i))
    .filter(({ kind }) => kind === 'invoke_ended')
    .map(({ data }) => data.payload ?? JSON.stringify(data.error ?? null));
  const digest = traceDigest(trace);
  session.end();
  return { digest, reproducible, answers, sharing };
}
