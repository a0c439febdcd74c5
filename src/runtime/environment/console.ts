/**
 * The console of Node.js as the Lambda runtime patches it (LOG-9, LOG-14): the levels write log events, the rest uses
 * them or, like `dir`, writes past them.
 */
import type { LogLevel } from '../protocol.ts';
import { BURDENS, CHARGES } from './charges.ts';
import { nowMs, processMs } from './clock.ts';
import { burden, charge, uncharged } from './counter.ts';
import { emitLog, emitStdout, keepsLogs } from './effects.ts';
import { format, formatWithOptions, inspect } from './inspect.ts';
import { formattedError, intoError, isEngineWorded } from './lambda/errors.ts';
import { processObject } from './process.ts';
import { callerPosition, countedLength } from './stack.ts';
import { table } from './table.ts';

const LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');

/** The request that lines belong to; `undefined` before the first. Lives where the runtime keeps it. */
export function setLogRequestId(requestId: string): void {
  Reflect.set(globalThis, REQUEST_ID, requestId);
}

type Log = (...args: unknown[]) => void;

let isJson = false;
/** While an error is logged as text that the engine may have worded. */
let isWorded = false;

// In the order in which Node.js has them; the levels are filled in when the runtime patches the console.
const NAMES =
  'log warn dir time timeEnd timeLog trace assert clear count countReset group groupEnd table debug info dirxml error groupCollapsed profile profileEnd timeStamp fatal';
export const consoleObject: Record<string, unknown> = Object.fromEntries(
  NAMES.split(' ').map((name) => [name, undefined]),
);

/** Installs the console for the log format and level of the environment variables. */
export function patchConsole(): void {
  isJson = processObject.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
  // Unknown levels are none: everything is logged.
  const lowest = LEVELS.indexOf((processObject.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase() ?? 'TRACE') as LogLevel);
  for (const [i, level] of LEVELS.entries()) {
    const name = level.toLowerCase();
    const isOn = i >= lowest || level === 'FATAL';
    consoleObject[name] = isOn ? (message: unknown, ...rest: unknown[]) => log(level, message, ...rest) : () => {};
  }
  consoleObject.log = consoleObject.info;
}

function log(level: LogLevel, ...args: unknown[]): void {
  charge(CHARGES.log);
  burden(BURDENS.log);
  // How long formatting takes depends on stacks, which engines show differently.
  const text = uncharged(() => (isJson ? jsonLine(level, args) : textLine(level, args)));
  charge(countedLength(text) * CHARGES.logCharacter);
  emitLog({
    text,
    level,
    line: keepsLogs() ? callerPosition() : undefined,
    engineWorded: isWorded || args.some(isEngineWorded),
  });
}

function textLine(level: LogLevel, args: unknown[]): string {
  return `${timestamp()}\t${requestId()}\t${level}\t${format(...args)}`;
}

function jsonLine(level: LogLevel, args: unknown[]): string {
  const record: Record<string, unknown> = { timestamp: timestamp(), level, requestId: requestId() };
  if (args.length === 1) {
    record.message = args[0];
    try {
      return JSON.stringify(record, (_key, value) => (value instanceof Error ? errorRecord(value) : value));
    } catch {
      record.message = format(args[0]);
      return JSON.stringify(record);
    }
  }
  record.message = format(...args);
  const error = args.find((one) => one instanceof Error);
  if (error) Object.assign(record, errorFields(error));
  return JSON.stringify(record);
}

function errorRecord(error: Error): object {
  return Object.assign(errorFields(error), error);
}

function errorFields(error: Error): Record<string, unknown> {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : error.stack,
  };
}

function timestamp(): string {
  return new Date(nowMs()).toISOString();
}

function requestId(): unknown {
  return Reflect.get(globalThis, REQUEST_ID);
}

/** Logs an error the way the runtime reports what it caught. */
export function logRuntimeError(title: string, value: unknown): void {
  const error = intoError(value);
  isWorded = isEngineWorded(error);
  try {
    if (isJson) self.error(error);
    else {
      const text = uncharged(() => formattedError(error));
      self.error(title, text);
    }
  } finally {
    isWorded = false;
  }
}

// The methods that the runtime does not replace, after Node.js: most go through `log`, `warn` and the like of the
// console object, so that they too become log events.

const counts = new Map<string, number>();
const times = new Map<string, number>();
let indentation = '';

// User code may replace them by anything; what is no function then fails here as it would in Node.js.
const self = consoleObject as Record<'log' | 'warn' | 'error' | 'group', Log>;

/** Past the patched methods, with the indentation of groups. */
function writeRaw(text: string): void {
  emitStdout(
    `${text
      .split('\n')
      .map((line) => indentation + line)
      .join('\n')}\n`,
  );
}

function duration(label: string): string | undefined {
  const startMs = times.get(label);
  if (startMs === undefined) {
    processObject.emitWarning(`No such label '${label}' for console.timeEnd()`);
    return undefined;
  }
  return elapsed(processMs() - startMs);
}

function elapsed(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds % 60).toFixed(3).padStart(6, '0');
  return minutes < 60
    ? `${minutes}:${rest} (m:ss.mmm)`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest.slice(0, 2)} (h:mm:ss)`;
}

Object.assign(consoleObject, {
  dir(value: unknown, options?: object) {
    writeRaw(inspect(value, { customInspect: false, ...options }));
  },
  dirxml: (...args: unknown[]) => writeRaw(format(...args)),
  table(data: unknown, columns?: readonly string[]) {
    self.log(typeof data === 'object' && data !== null ? table(data, columns) : data);
  },
  group(...args: unknown[]) {
    if (args.length > 0) self.log(...args);
    indentation += '  ';
  },
  groupCollapsed(...args: unknown[]) {
    self.group(...args);
  },
  groupEnd() {
    indentation = indentation.slice(2);
  },
  count(label: unknown = 'default') {
    const count = (counts.get(`${label}`) ?? 0) + 1;
    counts.set(`${label}`, count);
    self.log(`${label}: ${count}`);
  },
  countReset(label: unknown = 'default') {
    if (!counts.delete(`${label}`)) processObject.emitWarning(`Count for '${label}' does not exist`);
  },
  assert(condition: unknown, ...args: unknown[]) {
    if (condition) return;
    const [first, ...rest] = args;
    self.warn(args.length === 0 ? 'Assertion failed' : `Assertion failed: ${first}`, ...rest);
  },
  time(label: unknown = 'default') {
    times.set(`${label}`, processMs());
  },
  timeLog(label: unknown = 'default', ...args: unknown[]) {
    const passed = duration(`${label}`);
    if (passed !== undefined)
      self.log('%s: %s', `${label}`, [passed, ...args.map((one) => formatWithOptions({}, one))].join(' '));
  },
  timeEnd(label: unknown = 'default') {
    const passed = duration(`${label}`);
    times.delete(`${label}`);
    if (passed !== undefined) self.log('%s: %s', `${label}`, passed);
  },
  clear() {},
  profile() {},
  profileEnd() {},
  timeStamp() {},
});
