import environmentScript from 'virtual:environment-script';
import { afterAll, expect, it } from 'vitest';
import { compileFiles } from '../../../compile/compileFiles.ts';
import { replayCase } from '../../conformance/replay.ts';
import { createNodeHost } from '../../hosts/nodeHost.ts';
import { ALLOWED_NATIVES } from './allowed.ts';
import { notAllowed, walkerSource } from './walker.ts';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());
/** `URL` is lent by the host here, which is no sandbox: its prototypes lead into the realm of Node.js itself. */
const OF_THE_HOST = /^(URL|URL\.prototype|url_error|search_parameters_iterator)\.__proto__|^URL\t__proto__/;
let environment = 1;

async function walk(plant?: string): Promise<readonly string[]> {
  environment += 100;
  const { invocations, ...rest } = await replayCase(
    {
      group: '',
      id: '',
      what: '',
      files: { 'index.js': walkerSource(plant) },
      handler: 'index.handler',
      events: [{}],
      recorded: { invocations: [], logs: [], exit: '' },
    },
    {
      host,
      compile: (files) => compileFiles(files).files,
      runtime: 'nodejs24.x',
      environment,
    },
  );
  const response = invocations[0]?.response;
  if (!Array.isArray(response)) throw new Error(JSON.stringify({ invocations, ...rest }));
  return response.filter((one) => !OF_THE_HOST.test(one));
}

it('in Node.js a handler reaches no native function but those of the list', async () => {
  const found = await walk();
  expect(found.length).toBeGreaterThan(400);
  expect(notAllowed(found, ALLOWED_NATIVES)).toEqual([]);
});

it('a native function that is not on the list is found, wherever it is', async () => {
  const native = 'Math.max.bind()';
  const plants = {
    globalThis: `globalThis.planted = ${native};`,
    'a prototype': `Object.getPrototypeOf(async function* () {}).prototype.planted = ${native};`,
    'a getter': `Object.defineProperty(Map.prototype, 'planted', { get: ${native} });`,
    'a symbol': `Error.prototype[Symbol('planted')] = ${native};`,
    'what a module offers': `require('fs').planted = { deep: [${native}] };`,
  };
  for (const [where, plant] of Object.entries(plants)) {
    expect(notAllowed(await walk(plant), ALLOWED_NATIVES), where).toEqual([expect.stringContaining('planted')]);
  }
});
