/** A context of Node.js that several environments share as they share a worker: what they must not find of each other needs no browser. */
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { bundleScript } from '../../src/build/bundleScript.ts';
import type { Residents } from '../../src/runtime/environment/worker/residents.ts';
import type { EnvironmentScript } from '../../src/runtime/hosts/environmentScript.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import { createInlineHost } from '../../src/runtime/hosts/inlineHost.ts';
import { type NodeEnvironment, prepareScripts } from '../../src/runtime/hosts/nodeContext.js';
import type { ResidentsHost } from './residentsEntry.ts';

const ENTRY = fileURLToPath(new URL('./residentsEntry.ts', import.meta.url));

/** A host all of whose environments share one context, whatever functions they are of. */
export async function createSharedHost(environmentScript: EnvironmentScript): Promise<EnvironmentHost> {
  const { code } = await bundleScript(ENTRY, { minify: false });
  const context = vm.createContext(Object.create(null), {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  Object.assign(context, { URL, URLSearchParams });
  const run = (text: string, filename: string) => new vm.Script(text, { filename }).runInContext(context);
  const scripts = prepareScripts(environmentScript);
  const parts: Record<string, unknown> = scripts.parts.runInContext(context);
  let residents: Residents | undefined;
  const host: ResidentsHost = {
    evaluate: () => scripts.core.runInContext(context),
    loadPart: (name) => parts[name],
    importText: (text) => run(text, 'index'),
    take: (made) => {
      residents = made;
    },
  };
  Object.defineProperty(context, Symbol.for('lambdarium.residents'), { value: host, configurable: true });
  run(code, 'residents');
  if (!residents) throw new Error('The entry hands its residents over.');
  const all = residents;
  let count = 0;
  return createInlineHost(environmentScript, {
    create() {
      count += 1;
      return member(all, count, () => run('0', 'drain'));
    },
  });
}

function member(residents: Residents, number: number, drain: () => void): NodeEnvironment {
  return {
    drain,
    agent: {
      begin(text) {
        if (!residents.begin(number, text)) throw new Error('What was done to the context cannot be undone.');
      },
      settle: () => residents.current().settle(),
      noteRejection: (reason, promise) => residents.current().noteRejection(reason, promise),
      forgetRejection: (promise) => residents.current().forgetRejection(promise),
    },
  };
}
