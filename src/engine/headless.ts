/** Runs a scenario in Node.js, real handlers included, as the page does: for tests, and for checking a link's digest in CI. */
import environmentScript from 'virtual:environment-script';
import { compileFiles } from '../compile/compileFiles.ts';
import { createInlineHost } from '../runtime/hosts/inlineHost.ts';
import type { ScenarioInputs } from '../scenario/inputs.ts';
import type { Scenario } from '../scenario/schema.ts';
import { Session } from './session.ts';

/** Runs up to `untilUs` (default: the end) and gives the session, ended; its trace stays readable. */
export async function runHeadless(
  scenario: Scenario,
  { inputs = [], untilUs = Number.POSITIVE_INFINITY }: { inputs?: ScenarioInputs; untilUs?: number } = {},
): Promise<Session> {
  const host = createInlineHost(environmentScript);
  const session = new Session(scenario, inputs, {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
  });
  try {
    await session.advance(untilUs);
  } finally {
    session.end();
    host.dispose();
  }
  return session;
}
