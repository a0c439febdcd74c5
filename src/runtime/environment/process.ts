/** The `process` object, and the end of the process. Nobody sends it a signal: there are no extensions (ENV-17). */

import type { ErrorPayload } from '../protocol.ts';
import { nowUs, processMs } from './clock.ts';
import { ABORT, endProcess, ticksSoFar } from './counter.ts';
import { closeEffects, emitExit, emitStdout } from './effects.ts';
import { connectLoop, enqueueTick } from './eventLoop.ts';
import { memoryBytes } from './memory.ts';
import { EventEmitter, onLeak } from './node/events.ts';
import { systemError } from './node/systemErrors.ts';
import { checkString, invalidArgType } from './node/validate.ts';

/** What the simulated Node.js says about itself, by runtime. */
const VERSIONS: Readonly<Record<string, string>> = {
  'nodejs24.x': '24.21.0',
  'nodejs22.x': '22.23.3',
  'nodejs20.x': '20.20.2',
};

const state: { exited: boolean; ticks: number; folder: string; reason?: ErrorPayload } = {
  exited: false,
  ticks: 0,
  folder: '/var/task',
};

/** Whether the process has ended; nothing it does after that counts. */
export function hasExited(): boolean {
  return state.exited;
}

/** Ticks at which the process ended. */
export function exitTicks(): number {
  return state.ticks;
}

/** The error that is about to end the process, for the record of its exit. */
export function setExitReason(reason: ErrorPayload): void {
  state.reason = reason;
}

function exit(code?: unknown): never {
  if (!state.exited) {
    if (code !== undefined) processObject.exitCode = Number(code);
    const exitCode = (processObject.exitCode ?? 0) & 255;
    state.exited = true;
    try {
      processObject.emit('exit', exitCode);
    } finally {
      state.ticks = ticksSoFar();
      emitExit(exitCode, state.reason);
      closeEffects();
      endProcess();
    }
  }
  throw ABORT;
}

/** The system ends the process, which does not get to say anything: its memory is used up. */
export function killProcess(): never {
  if (!state.exited) {
    state.exited = true;
    state.ticks = ticksSoFar();
    closeEffects();
    endProcess();
  }
  throw ABORT;
}

const hrtime = Object.assign(
  (previous?: readonly [number, number]): [number, number] => {
    if (previous !== undefined && !Array.isArray(previous))
      throw invalidArgType('time', 'an instance of Array', previous);
    const ns = nowUs() * 1000;
    const [seconds, rest] = [Math.floor(ns / 1e9), ns % 1e9];
    if (!previous) return [seconds, rest];
    const difference = (seconds - previous[0]) * 1e9 + (rest - previous[1]);
    return [Math.floor(difference / 1e9), difference % 1e9];
  },
  { bigint: () => BigInt(nowUs()) * 1000n },
);

const memoryUsage = Object.assign(
  () => {
    const rss = memoryBytes();
    const heapTotal = Math.round(rss * 0.45);
    return { rss, heapTotal, heapUsed: Math.round(rss * 0.35), external: 2_000_000, arrayBuffers: 20_000 };
  },
  { rss: () => memoryBytes() },
);

function stream(fd: number) {
  const write = (chunk: unknown, ...rest: unknown[]): boolean => {
    // As in Node.js anything else than text or bytes fails.
    emitStdout(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk as Uint8Array));
    const callback = rest.findLast((one) => typeof one === 'function');
    if (typeof callback === 'function') enqueueTick(() => callback());
    return true;
  };
  return Object.assign(new EventEmitter(), { fd, isTTY: undefined, writable: true, columns: 80, write, end: write });
}

function emitWarning(warning: unknown, type?: unknown, code?: unknown): void {
  if (typeof warning !== 'string' && !(warning instanceof Error))
    throw invalidArgType('warning', 'of type string or an instance of Error', warning);
  const options: { type?: unknown; code?: unknown } = typeof type === 'object' && type !== null ? type : { type, code };
  const error = warning instanceof Error ? warning : new Error(warning);
  if (!(warning instanceof Error)) {
    Object.defineProperty(error, 'name', { value: options.type || 'Warning', configurable: true, writable: true });
    if (options.code) Object.assign(error, { code: options.code });
  }
  enqueueTick(() => {
    processObject.emit('warning', error);
    const label = 'code' in error && error.code ? `[${error.code}] ` : '';
    const hint = hintShown ? '' : '\n(Use `node --trace-warnings ...` to show where the warning was created)';
    hintShown = true;
    // Node.js writes warnings with console.error, which the Lambda runtime has replaced.
    console.error(`(node:${processObject.pid}) ${label}${error.name}: ${error.message}${hint}`);
  });
}
let hintShown = false;

/** The parts of `process` that change, or whose type cannot be read off their first value. */
interface Features {
  exitCode: number | undefined;
  version: string;
  versions: Record<string, string>;
  env: Record<string, string>;
  readonly pid: number;
  readonly stdout: ReturnType<typeof stream>;
  readonly stderr: ReturnType<typeof stream>;
  readonly [name: string]: unknown;
  emitWarning(warning: unknown, type?: unknown, code?: unknown): void;
  exit(code?: unknown): never;
}

const features: Features = {
  title: 'node',
  arch: 'x64',
  platform: 'linux',
  pid: 2,
  ppid: 1,
  execPath: '/var/lang/bin/node',
  execArgv: ['--no-experimental-require-module', '--no-experimental-detect-module'],
  argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
  argv0: '/var/lang/bin/node',
  exitCode: undefined,
  version: '',
  versions: {},
  release: { name: 'node', lts: 'Jod' },
  config: { variables: {} },
  features: {},
  stdout: stream(1),
  stderr: stream(2),
  stdin: Object.assign(new EventEmitter(), { fd: 0, isTTY: undefined }),
  env: {},
  hrtime,
  memoryUsage,
  emitWarning,
  nextTick(callback: unknown, ...args: unknown[]): void {
    if (typeof callback !== 'function') {
      throw invalidArgType('callback', 'of type function', callback);
    }
    enqueueTick(() => Reflect.apply(callback, undefined, args));
  },
  uptime: () => processMs() / 1000,
  cwd: () => state.folder,
  chdir(folder: unknown): void {
    checkString(folder, 'directory');
    if (!/^\/(tmp|var\/task)?\/?$/.test(folder))
      throw Object.assign(systemError('ENOENT', 'chdir', '/var/task', folder), { path: '/var/task', dest: folder });
    state.folder = folder.length > 1 ? folder.replace(/\/$/, '') : folder;
  },
  umask: () => 0o22,
  cpuUsage: () => ({ user: Math.round(processMs() * 1000), system: 0 }),
  resourceUsage: () => ({
    userCPUTime: Math.round(processMs() * 1000),
    systemCPUTime: 0,
    maxRSS: Math.round(memoryBytes() / 1024),
  }),
  constrainedMemory: () => Number(processObject.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1024 * 1024,
  availableMemory: () =>
    Math.max(0, Number(processObject.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1024 * 1024 - memoryBytes()),
  getActiveResourcesInfo: () => [],
  setUncaughtExceptionCaptureCallback: () => {},
  hasUncaughtExceptionCaptureCallback: () => false,
  setSourceMapsEnabled: () => {},
  allowedNodeEnvironmentFlags: new Set(),
  report: { getReport: () => ({}) },
  geteuid: () => 993,
  getegid: () => 990,
  getgroups: () => [990],
  getuid: () => 993,
  getgid: () => 990,
  exit,
  reallyExit: exit,
  abort: () => exit(134),
  kill(pid: unknown, signal: unknown = 'SIGTERM'): boolean {
    if (typeof pid !== 'number') throw invalidArgType('pid', 'of type number', pid);
    if (signal === 0) return true;
    // Only the process itself can be reached.
    if (pid !== features.pid) throw systemError('ESRCH', 'kill');
    return exit(signal === 'SIGTERM' ? 143 : 137);
  },
};

// The prototype is an emitter's, the rest are own properties, as in Node.js.
export const processObject = Object.assign(Object.create(EventEmitter.prototype) as EventEmitter, features);
Object.defineProperty(processObject, Symbol.toStringTag, { value: 'process', configurable: true });

/** Fills `process` for a runtime and its variables, and ties it to the event loop. */
export function startProcess(runtime: string, env: Readonly<Record<string, string>>): void {
  const version = VERSIONS[runtime] ?? '22.0.0';
  processObject.version = `v${version}`;
  processObject.versions = { node: version, v8: '12.4.254.21-node.33', uv: '1.51.0', modules: '127' };
  processObject.env = environmentVariables(env);
  onLeak((warning) => emitWarning(warning));
  connectLoop({ onUncaught, onUnhandledRejection, onEmpty, onIdle });
}

/** Values assigned to `process.env` become text. */
function environmentVariables(env: Readonly<Record<string, string>>): Record<string, string> {
  return new Proxy(
    { ...env },
    {
      set: (target, key, value) => Reflect.set(target, key, typeof key === 'symbol' ? value : `${value}`),
      defineProperty: (target, key, descriptor) =>
        Reflect.defineProperty(
          target,
          key,
          'value' in descriptor ? { ...descriptor, value: `${descriptor.value}` } : descriptor,
        ),
    },
  );
}

function onUncaught(error: unknown): void {
  if (error === ABORT) return;
  if (processObject.emit('uncaughtException', error, 'uncaughtException')) return;
  processObject.stderr.write(`Uncaught ${error instanceof Error ? error.stack : String(error)}\n`);
  exit(1);
}

function onUnhandledRejection(reason: unknown, promise: unknown): void {
  if (reason === ABORT) return;
  if (processObject.emit('unhandledRejection', reason, promise)) return;
  onUncaught(reason);
}

function onEmpty(): void {
  processObject.emit('beforeExit', processObject.exitCode ?? 0);
}

let isUnsettledAtTop = false;

/** Whether the main module is still waiting in a top-level await. */
export function setUnsettledAtTop(value: boolean): void {
  isUnsettledAtTop = value;
}

/** Ends a process that has nothing left to do; with 13 when a top-level await never settled, as Node.js. */
function onIdle(): void {
  try {
    exit(processObject.exitCode ?? (isUnsettledAtTop ? 13 : 0));
  } catch {
    // Ending the process always throws; there is nobody here to be stopped.
  }
}
