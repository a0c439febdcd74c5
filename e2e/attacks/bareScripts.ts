/** Scripts that run probes with nothing taken away: what shows that a probe works, and what the policy alone has to hold. */
import { PROBES } from './probes.ts';

/** Waits for a port; for each probe named on it runs that and says what came of it. */
const SERVE = `
const isNative = (f) => typeof f === 'function' && /\\[native code\\]/.test(Function.prototype.toString.call(f));
const say = MessagePort.prototype.postMessage; const start = Reflect.apply; const text = String;
self.addEventListener('message', function begin(event) {
  const port = event.ports[0];
  if (!port) return;
  globalThis[Symbol.for('lambdarium')] = port;
  globalThis.__$reg = port;
  port.onmessage = async ({ data: { name, sink } }) => {
    let outcome;
    try {
      const value = await probes[name](sink, () => naive(port), isNative);
      outcome = { leak: Boolean(value), text: text(value) };
    } catch (error) { outcome = { leak: false, text: text(error) }; }
    start(say, port, [outcome]);
  };
});
`;

/** A runtime that answers with whatever built-ins it finds, and so hands its port to whoever replaced them. */
const NAIVE = `
const OPERATIONS = [
  (port) => port.postMessage.call(port, 0), (port) => port.postMessage.apply(port, [0]), (port) => port.postMessage.bind(port),
  (port) => port instanceof Object, (port) => Reflect.apply(port.postMessage, port, [0]), (port) => Object.assign({}, { port }),
  (port) => [].push(port), (port) => { for (const one of [port]) one; }, (port) => { const [one] = [port]; },
  (port) => new Map().set('port', port), (port) => new Set().add(port), (port) => new WeakMap().set(port, 1),
  (port) => Promise.resolve(port), (port) => Promise.resolve({ port }).then((x) => x), (port) => Promise.resolve().then(() => port),
  (port) => JSON.stringify({ port }), (port) => \`\${port}\`, (port) => port + 1,
  (port) => { const o = {}; o.port = port; }, (port) => { const a = []; a[0] = port; }, (port) => { globalThis.kernelPort = port; },
  (port) => [port].missing, (port) => { const send = () => {}; send.port = port; }, (port) => 'x'.concat(port), (port) => /x/.test(port),
  (port) => [port].map((x) => x), (port) => Error.captureStackTrace(port), (port) => (function () { JSON.stringify(1); }).call(port),
  (port) => (function () { JSON.stringify(1); })(port), (port) => (async function* () {})().next(port),
  (port) => new Uint8Array(1).includes(port), (port) => (1).toFixed(port), (port) => new Date(0).setTime(port),
  async (port) => { await port; }, (port) => port.__proto__, (port) => console.log(port),
];
const task = setTimeout;
const naive = async (port) => {
  for (let i = 0; i < OPERATIONS.length; i++) { try { OPERATIONS[i](port)?.catch?.(() => {}); } catch {} }
  await new Promise((done) => task(done, 5));
};
`;

function probesText(controls: readonly string[]): string {
  const entries = PROBES.filter(({ control }) => controls.includes(control)).map(
    ({ name, code }) => `${JSON.stringify(name)}: async (sink, roundTrip, isNative) => { ${code} }`,
  );
  return `const probes = {\n${entries.join(',\n')}\n};`;
}

export function bareWorkerScript(): string {
  return `${probesText(['worker', 'document', 'node'])}\n${NAIVE}\n${SERVE}`;
}

export function bareDocumentScript(): string {
  return `${probesText(['document'])}\n${NAIVE}\n${SERVE}`;
}
