import environmentScript from 'virtual:environment-script';
import { afterAll, expect, it } from 'vitest';
import { compileFiles } from '../compile/compileFiles.ts';
import { createNodeHost } from '../runtime/hosts/nodeHost.ts';
import { Scenario } from '../scenario/schema.ts';
import { Session } from './session.ts';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());

it('a response of 100 MB is refused for its size, before the handler could time out (INV-12)', async () => {
  const text = 'export const handler = async () => "x".repeat(100e6);';
  const scenario = Scenario.parse({
    version: 1,
    durationS: 30,
    nodes: [
      {
        id: 'n1',
        type: 'function',
        name: 'f',
        position: { x: 0, y: 0 },
        memoryMb: 512,
        handler: { kind: 'code', files: [{ path: 'index.mjs', text }] },
      },
    ],
  });
  const session = new Session(scenario, [{ type: 'invoke', timeUs: 0, nodeId: 'n1', mode: 'sync' }], {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
  });
  await session.advance(Number.POSITIVE_INFINITY);
  const records = Array.from({ length: session.trace.length }, (_, i) => session.trace.at(i));
  const ended = records.find(({ kind }) => kind === 'invoke_ended');
  expect(ended?.data.error).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});
