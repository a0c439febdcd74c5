import environmentScript from 'virtual:environment-script';
import { afterAll, expect, it } from 'vitest';
import { createInlineHost } from '../../src/runtime/hosts/inlineHost.ts';
import { createNodeHost } from '../../src/runtime/hosts/nodeHost.ts';
import { scenariosToCompare } from '../conformance/digests.ts';
import { createConformanceRuntime } from '../conformance/runtime.ts';

const inline = createInlineHost(environmentScript);
const threaded = createNodeHost(environmentScript);
afterAll(() => {
  inline.dispose();
  threaded.dispose();
});

it.each(scenariosToCompare())(
  '$name gives the same records in the calling thread and in another',
  async ({ scenario }) => {
    const [here, there] = [createConformanceRuntime(inline), createConformanceRuntime(threaded)];
    expect(await here.records(scenario)).toEqual(await there.records(scenario));
  },
);
