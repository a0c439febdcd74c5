/**
 * An execution environment in a `vm` context of Node.js. A context drains its microtasks when a script evaluated in it
 * ends; unhandled rejections Node.js reports later, so whoever drives it passes them on. It is not a sandbox.
 */
import vm from 'node:vm';

const HOST = Symbol.for('lambdarium');
const URL_PARTS = 'href origin protocol username password host hostname port pathname search hash'.split(' ');
const nothing = new vm.Script('0', { filename: 'drain' });

/**
 * @typedef {object} NodeEnvironment
 * @property {{ begin(text: string): void, settle(): string | null, noteRejection(reason: unknown, promise: unknown): void, forgetRejection(promise: unknown): void }} agent
 * @property {() => void} drain runs all microtasks
 */

/** @typedef {{ core: vm.Script, parts: vm.Script }} EnvironmentScripts */

/**
 * @param {import('./environmentScript.ts').EnvironmentScript} script
 * @returns {EnvironmentScripts}
 */
export function prepareScripts({ core, parts }) {
  const functions = Object.entries(parts).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return {
    core: new vm.Script(core, { filename: 'environment' }),
    parts: new vm.Script(`({${functions.join()}})`, { filename: 'environment' }),
  };
}

/**
 * @param {EnvironmentScripts} scripts
 * @returns {NodeEnvironment}
 */
export function createEnvironment(scripts) {
  const context = vm.createContext(Object.create(null), {
    microtaskMode: 'afterEvaluate',
    codeGeneration: { strings: false, wasm: false },
  });
  /** @type {NodeEnvironment['agent'] | undefined} */
  let agent;
  // All at once and before any user code: a script that ends while another runs would let its microtasks run.
  const parts = scripts.parts.runInContext(context);
  const host = {
    services: servicesOf(context),
    loadPart: (/** @type {string} */ name) => parts[name],
    take(/** @type {NodeEnvironment['agent']} */ made) {
      agent = made;
    },
  };
  Object.defineProperty(context, HOST, { value: host, configurable: true });
  scripts.core.runInContext(context);
  if (!agent) throw new Error("The environment's script hands its agent over when it is evaluated.");
  return { agent, drain: () => nothing.runInContext(context) };
}

/** @param {vm.Context} context */
function servicesOf(context) {
  return {
    // Watchdogs of Node.js count processor time.
    isCounting() {},
    loadScript(/** @type {string} */ code, /** @type {string} */ filename, /** @type {unknown} */ register) {
      context.__$reg = register;
      try {
        new vm.Script(code, { filename }).runInContext(context);
      } finally {
        delete context.__$reg;
      }
    },
    checkSyntax(/** @type {string} */ text) {
      try {
        new vm.Script(text, { filename: 'check' });
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    /** Addresses are parsed in this realm; only text is read and given. */
    parseUrl(/** @type {{ href: string, base?: string, set?: [part: string, value: string] }} */ { href, base, set }) {
      try {
        /** @type {any} */
        const url = new URL(href, base);
        if (set) url[set[0]] = set[1];
        return Object.assign(Object.create(null), Object.fromEntries(URL_PARTS.map((part) => [part, url[part]])));
      } catch {
        return undefined;
      }
    },
  };
}
