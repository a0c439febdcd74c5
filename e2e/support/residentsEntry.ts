/** Bundled and evaluated in a context of Node.js: lets environments share it as they share a worker. */
import { openResidents, type Residents } from '../../src/runtime/environment/worker/residents.ts';
import { scriptLoader } from '../../src/runtime/environment/worker/scripts.ts';

/** Whoever evaluates this script. */
export interface ResidentsHost {
  evaluate(): void;
  loadPart(name: string): unknown;
  importText(text: string): void;
  take(residents: Residents): void;
}

const HOST = Symbol.for('lambdarium.residents');
const host: ResidentsHost = Reflect.get(globalThis, HOST);
Reflect.deleteProperty(globalThis, HOST);
const { evaluate, loadPart } = host;
host.take(openResidents(evaluate, { services: scriptLoader.services(host.importText, () => {}), loadPart }));
