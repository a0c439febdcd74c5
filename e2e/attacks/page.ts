/**
 * The page in which attacks are tried. It has no policy of its own, so that each defence can be tried without the others:
 * `none` is the control; `policy` is the sandboxed frame with its policy around code that kept all of its globals;
 * `stripping` is the environment's script with neither frame nor policy; `both` is what users get.
 */
import environmentScript, { workerScript } from 'virtual:environment-script';
import sandboxHtml from 'virtual:sandbox-document';
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { replayCase } from '../../src/runtime/conformance/replay.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import { openSandbox } from '../../src/runtime/hosts/openSandbox.ts';
import { createSandboxHost } from '../../src/runtime/hosts/sandboxHost.ts';
import type { SandboxStart, ToSandbox } from '../../src/runtime/hosts/sandboxMessages.ts';
import { bareDocumentScript, bareWorkerScript } from './bareScripts.ts';
import { PROBES, type Probe, type Sink } from './probes.ts';

export type Defence = 'none' | 'policy' | 'stripping' | 'both';

/** What came of a probe; `leak` when it got hold of what it was after. */
export interface Outcome {
  readonly leak: boolean;
  /** What it gave or threw. */
  readonly text: string;
}

export interface AttackPage {
  run(defence: Defence, name: string, sink: Sink): Promise<Outcome>;
  /** Runs a handler's source in the full sandbox and gives its response. */
  respond(source: string): Promise<unknown>;
}

/** An attack that waits for what never comes is given up; the defences answer at once. */
const GIVE_UP_MS = 4000;
const LINGER_MS = 2000;

const hosts = new Map<Defence, EnvironmentHost>();
let environment = 1;

const attackPage: AttackPage = {
  async run(defence, name, sink) {
    const probe = PROBES.find((one) => one.name === name);
    if (!probe) throw new Error(`There is no probe ${name}.`);
    if (defence === 'none') return probe.control === 'document' ? inDocument(probe, sink) : inBareWorker(probe, sink);
    if (defence === 'policy') return underPolicy(probe, sink);
    return inEnvironment(hostFor(defence), probe, sink);
  },
  async respond(source) {
    const [first] = (await replay(hostFor('both'), 'index.mjs', source)).invocations;
    return first?.response ?? first;
  },
};

function hostFor(defence: 'stripping' | 'both'): EnvironmentHost {
  let host = hosts.get(defence);
  if (!host) {
    const port = defence === 'both' ? openSandbox(document).port : openUndefended();
    host = createSandboxHost(port, { watchdogMs: 20_000, pooled: 1 });
    hosts.set(defence, host);
  }
  return host;
}

/** The frame's own document without its policy, in a frame that is not sandboxed. */
function openUndefended(): MessagePort {
  return openFrame(sandboxHtml.replace(/<meta[^>]*>/, ''), { workerScript, environmentScript }, false).port;
}

function openFrame(html: string, start: SandboxStart, sandboxed: boolean) {
  const frame = document.createElement('iframe');
  if (sandboxed) frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = html;
  const { port1, port2 } = new MessageChannel();
  frame.onload = () => {
    frame.onload = null;
    frame.contentWindow?.postMessage(start, '*', [port2]);
  };
  document.body.append(frame);
  return { frame, port: port1 };
}

async function inEnvironment(host: EnvironmentHost, { code }: Probe, sink: Sink): Promise<Outcome> {
  const source = `const isNative = (f) => typeof f === 'function' && /\\[native code\\]/.test(Function.prototype.toString.call(f));
    const roundTrip = () => new Promise((done) => setTimeout(done, 5));
    exports.handler = async () => { const sink = ${JSON.stringify(sink)};
      try { return { value: (await (async () => { ${code} })()) ?? null }; } catch (error) { return { error: String(error) }; } };`;
  const { invocations, exit, initError } = await replay(host, 'index.js', source);
  if (initError) return { leak: false, text: `does not load: ${JSON.stringify(initError)}` };
  // The handler above answers in one of these two ways.
  const response = invocations[0]?.response as { value?: unknown; error?: string } | undefined;
  // An answer that is none can only have been sent by who holds the port.
  if (exit.endsWith('invalid-answer')) return { leak: true, text: exit };
  return { leak: Boolean(response?.value), text: JSON.stringify(response ?? exit) };
}

function replay(host: EnvironmentHost, path: string, source: string) {
  environment += 10;
  const one = {
    group: '',
    id: '',
    what: '',
    files: { [path]: source },
    handler: 'index.handler',
    events: [{}],
    recorded: { invocations: [], logs: [], exit: '' },
  };
  const compile = (files: readonly { path: string; text: string }[]) => compileFiles(files).files;
  return replayCase(one, { host, compile, runtime: 'nodejs22.x', environment });
}

function inBareWorker(probe: Probe, sink: Sink): Promise<Outcome> {
  const worker = new Worker(scriptAddress(bareWorkerScript()));
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(0, [port2]);
  return askPort(port1, probe, sink).finally(() => afterwards(() => worker.terminate()));
}

function underPolicy(probe: Probe, sink: Sink): Promise<Outcome> {
  const { frame, port: control } = openFrame(
    sandboxHtml,
    { workerScript: bareWorkerScript(), environmentScript: { core: '', parts: {} } },
    true,
  );
  const { port1, port2 } = new MessageChannel();
  control.postMessage({ type: 'spawn', worker: 1 } satisfies ToSandbox, [port2]);
  return askPort(port1, probe, sink).finally(() => afterwards(() => frame.remove()));
}

function inDocument(probe: Probe, sink: Sink): Promise<Outcome> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<body><script>${bareDocumentScript().replaceAll('</', '<\\/')}</script>`;
  const { port1, port2 } = new MessageChannel();
  frame.onload = () => {
    frame.onload = null;
    frame.contentWindow?.postMessage(0, '*', [port2]);
  };
  document.body.append(frame);
  // What it started may take a while to be sent, so the frame stays.
  return askPort(port1, probe, sink);
}

function askPort(port: MessagePort, { name }: Probe, sink: Sink): Promise<Outcome> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Outcome | 'stolen' | 0>) => {
      if (data === 'stolen') resolve({ leak: true, text: data });
      // The naive runtime of the control sends zeros.
      else if (data !== 0) resolve(data);
    };
    setTimeout(() => resolve({ leak: false, text: 'never ended' }), GIVE_UP_MS);
    port.postMessage({ name, sink });
  });
}

/** What an attack began without waiting for it gets time to be sent. */
function afterwards(end: () => void): void {
  setTimeout(end, LINGER_MS);
}

function scriptAddress(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}

Object.assign(window, { attack: attackPage });
