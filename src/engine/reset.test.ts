import environmentScript from 'virtual:environment-script';
import { describe, expect, it } from 'vitest';
import { compileFiles } from '../compile/compileFiles.ts';
import { createNodeHost } from '../runtime/hosts/nodeHost.ts';
import { Scenario } from '../scenario/schema.ts';
import { runHeadless } from './headless.ts';
import { Session } from './session.ts';

const text = `
import { appendFileSync, readFileSync } from 'node:fs';
let calls = 0;
export const handler = async (event, context) => {
  calls += 1;
  appendFileSync('/tmp/calls', 'x');
  if (event.exit) process.exit(1);
  return { calls, tmp: readFileSync('/tmp/calls', 'utf8').length, stream: context.logStreamName };
};`;

const scenario = Scenario.parse({
  version: 1,
  durationS: 20,
  nodes: [
    {
      id: 'n1',
      type: 'function',
      name: 'f',
      position: { x: 0, y: 0 },
      handler: { kind: 'code', files: [{ path: 'index.mjs', text }] },
    },
  ],
});

const invokeAt = (timeS: number, event: object = {}) =>
  ({ type: 'invoke', timeUs: timeS * 1e6, nodeId: 'n1', mode: 'sync', payload: JSON.stringify(event) }) as const;
const inputs = [invokeAt(0), invokeAt(2), invokeAt(4, { exit: true }), invokeAt(6), invokeAt(8)];

const answers = ({ trace }: Session) =>
  Array.from({ length: trace.length }, (_, i) => trace.at(i))
    .filter(({ kind }) => kind === 'invoke_ended')
    .map(({ data }) => (data.payload ? JSON.parse(data.payload) : data.error.errorType));

describe('a reset environment (ENV-12, ENV-13, ENV-14)', () => {
  it('loses its globals and keeps /tmp and its log stream', async () => {
    const [first, second, exit, third, fourth] = answers(await runHeadless(scenario, { inputs }));
    expect([first, second].map(({ calls, tmp }) => [calls, tmp])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(exit).toBe('Runtime.ExitError');
    expect([third, fourth].map(({ calls, tmp }) => [calls, tmp])).toEqual([
      [1, 4],
      [2, 5],
    ]);
    expect(new Set([first, second, third, fourth].map(({ stream }) => stream)).size).toBe(1);
  });

  it('has the /tmp of the moment when the user acts in the past', async () => {
    const host = createNodeHost(environmentScript);
    const session = new Session(scenario, inputs, {
      host,
      compile: (files) => compileFiles(files).files,
      yieldNow: () => Promise.resolve(),
    });
    await session.advance(Number.POSITIVE_INFINITY);
    await session.act(7_000_000, [invokeAt(7)]);
    await session.advance(Number.POSITIVE_INFINITY);
    session.end();
    host.dispose();
    expect(answers(session).map((answer) => answer.tmp)).toEqual([1, 2, undefined, 4, 5]);
  });
});
