/**
 * Reads what an environment sent as its answer. User code is on the other side, so the text can be anything: whatever
 * is not exactly an answer to the step, within the limits, is refused as a whole.
 */
import type {
  Effect,
  ErrorPayload,
  Json,
  LogLevel,
  ModuleCost,
  SourcePosition,
  StepAnswer,
  StreamedResponse,
  TmpImage,
} from '../protocol.ts';
import { LIMITS, SERVICE_NAMES } from '../protocol.ts';

export type ParsedAnswer =
  | { readonly ok: true; readonly answer: StepAnswer }
  | { readonly ok: false; readonly reason: string };

/** Most characters of a whole answer: a response, logs and calls at their limits, with room for escapes. */
const ANSWER_CHARACTERS_MAX =
  4 * (LIMITS.payloadBytes + LIMITS.logBytesPerStep) + 8 * LIMITS.callInputBytes + 2 * LIMITS.tmpBytes;
const TICKS_MAX = 2 ** 40;
const MODULES_MAX = 10_000;
const TRACE_LINES_MAX = 200;
const JSON_DEPTH_MAX = 200;
/** Characters of all module paths that an init may report. */
const MODULE_PATHS_MAX = 1024 * 1024;
/** Characters of all file names beside the log lines of a step. */
const PLACES_MAX = 4 * LIMITS.logBytesPerStep;
const LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** Never throws. */
export function parseStepAnswer(message: unknown, stepId: number): ParsedAnswer {
  if (typeof message !== 'string') return refused('an answer is a text');
  if (message.length > ANSWER_CHARACTERS_MAX) return refused('the answer is too long');
  try {
    return { ok: true, answer: readAnswer(JSON.parse(message), stepId) };
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'unreadable');
  }
}

const refused = (reason: string): ParsedAnswer => ({ ok: false, reason });

type Fields = Readonly<Record<string, unknown>>;

function readAnswer(value: unknown, stepId: number): StepAnswer {
  const fields = record(value, 'answer');
  if (fields.stepId !== stepId) throw new Error('the answer is to another step');
  const status = fields.status === 'quiescent' || fields.status === 'endless' ? fields.status : fail('status');
  const ticks = integer(fields.ticks, 'ticks', TICKS_MAX);
  const effects = readEffects(list(fields.effects, 'effects', LIMITS.effectsPerStep + 1), ticks);
  const memoryMb = integer(fields.memoryMb, 'memoryMb', 1_000_000);
  const answer = { stepId, status, ticks, effects, memoryMb } as const;
  return fields.tmp === undefined ? answer : { ...answer, tmp: readTmp(record(fields.tmp, 'tmp')) };
}

function readTmp(fields: Fields): TmpImage {
  const folders = list(fields.folders, 'folders', LIMITS.tmpEntries).map((path) => tmpPath(path));
  let characters = 0;
  const files = list(fields.files, 'files', LIMITS.tmpEntries).map((entry): readonly [string, string] => {
    const [path, base64] = list(entry, 'file', 2);
    if (typeof base64 !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return fail('content of a file');
    characters += base64.length;
    return [tmpPath(path), base64];
  });
  if (characters > 2 * LIMITS.tmpBytes) return fail('size of /tmp');
  return { folders, files };
}

const tmpPath = (path: unknown): string =>
  typeof path === 'string' && path.length <= 4096 && /^\/tmp(\/|$)/.test(path) ? path : fail('path in /tmp');

/** Effects in order; they cannot happen before each other or after the end of the step. */
function readEffects(values: readonly unknown[], ticks: number): Effect[] {
  let last = 0;
  let logBytes = 0;
  let placeCharacters = 0;
  return values.map((value) => {
    const effect = readEffect(record(value, 'effect'));
    if (effect.tick < last || effect.tick > ticks) fail('tick');
    last = effect.tick;
    if (effect.type === 'log' || effect.type === 'stdout') logBytes += effect.text.length;
    if (effect.type === 'log') placeCharacters += effect.line?.file.length ?? 0;
    if (logBytes > 2 * LIMITS.logBytesPerStep || placeCharacters > PLACES_MAX) fail('log');
    return effect;
  });
}

function readEffect(fields: Fields): Effect {
  const tick = integer(fields.tick, 'tick', TICKS_MAX);
  switch (fields.type) {
    case 'log':
      return {
        type: 'log',
        tick,
        text: text(fields.text, 'log text', LIMITS.logLineBytes),
        level: oneOf(LEVELS, fields.level),
        ...worded(fields),
        ...position(fields.line),
      };
    case 'stdout':
      return { type: 'stdout', tick, text: text(fields.text, 'stdout', LIMITS.logLineBytes) };
    case 'setTimer':
      return {
        type: 'setTimer',
        tick,
        timerId: id(fields.timerId),
        delayMs: integer(fields.delayMs, 'delayMs', 2 ** 31),
        repeat: fields.repeat === true,
      };
    case 'clearTimer':
      return { type: 'clearTimer', tick, timerId: id(fields.timerId) };
    case 'call':
      return {
        type: 'call',
        tick,
        callId: id(fields.callId),
        service: oneOf(SERVICE_NAMES, fields.service),
        command: text(fields.command, 'command', 100),
        input: callInput(fields.input),
      };
    case 'initDone':
      return {
        type: 'initDone',
        tick,
        ...(fields.error === undefined ? {} : { error: errorPayload(fields.error) }),
        modules: moduleCosts(fields.modules),
      };
    case 'response':
      return {
        type: 'response',
        tick,
        body: text(fields.body, 'body', LIMITS.payloadBytes * 2),
        ...streamed(fields.stream),
      };
    case 'error':
      return { type: 'error', tick, error: errorPayload(fields.error) };
    case 'exit':
      return {
        type: 'exit',
        tick,
        code: integer(fields.code, 'code', 255),
        ...(fields.error === undefined ? {} : { error: errorPayload(fields.error) }),
      };
    case 'next':
      return { type: 'next', tick };
    default:
      return fail('type of an effect');
  }
}

function errorPayload(value: unknown): ErrorPayload {
  const fields = record(value, 'error');
  const trace = list(fields.trace, 'trace', Number.POSITIVE_INFINITY).slice(0, TRACE_LINES_MAX);
  return {
    errorType: text(fields.errorType, 'errorType', LIMITS.payloadBytes),
    errorMessage: text(fields.errorMessage, 'errorMessage', LIMITS.payloadBytes),
    trace: trace.map((line) => text(line, 'trace', LIMITS.payloadBytes)),
    ...worded(fields),
  };
}

function moduleCosts(value: unknown): ModuleCost[] {
  const costs = list(value, 'modules', MODULES_MAX).map(moduleCost);
  const characters = costs.reduce((sum, { path }) => sum + path.length, 0);
  return characters <= MODULE_PATHS_MAX ? costs : fail('modules');
}

function moduleCost(value: unknown): ModuleCost {
  const fields = record(value, 'module');
  const selfTicks =
    typeof fields.selfTicks === 'number' && Number.isSafeInteger(fields.selfTicks)
      ? fields.selfTicks
      : fail('selfTicks');
  return {
    path: text(fields.path, 'path', 4096),
    ticks: integer(fields.ticks, 'ticks', TICKS_MAX),
    selfTicks,
    depth: integer(fields.depth, 'depth', 10_000),
  };
}

function streamed(value: unknown): { stream?: StreamedResponse } {
  if (value === undefined) return {};
  const fields = record(value, 'stream');
  const contentType = text(fields.contentType, 'contentType', 1000);
  return { stream: { contentType, ...(fields.error === undefined ? {} : { error: errorPayload(fields.error) }) } };
}

function position(value: unknown): { line?: SourcePosition } {
  if (value === undefined) return {};
  const fields = record(value, 'line');
  return { line: { file: text(fields.file, 'file', 4096), line: integer(fields.line, 'line', 2 ** 31) } };
}

function worded(fields: Fields): { engineWorded?: true } {
  return fields.engineWorded === true ? { engineWorded: true } : {};
}

function callInput(value: unknown): Json {
  // No more than its JSON text would have.
  let characters = 0;
  const count = (more: number) => {
    characters += more + 1;
    if (characters > LIMITS.callInputBytes) fail('size of an input');
  };
  return json(value, 0, count);
}

/** A plain copy of parsed JSON, so that a key like `__proto__` stays a key. */
function json(value: unknown, depth: number, count: (characters: number) => void): Json {
  count(typeof value === 'string' ? value.length : 0);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : fail('number');
  if (depth > JSON_DEPTH_MAX) return fail('depth of an input');
  if (Array.isArray(value)) return value.map((one) => json(one, depth + 1, count));
  return Object.fromEntries(
    Object.entries(record(value, 'input')).map(([key, one]) => {
      count(key.length);
      return [key, json(one, depth + 1, count)];
    }),
  );
}

function record(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(what);
  // An object that is no array has named fields; each is checked where it is read.
  return value as Fields;
}

function list(value: unknown, what: string, max: number): readonly unknown[] {
  return Array.isArray(value) && value.length <= max ? value : fail(what);
}

function text(value: unknown, what: string, max: number): string {
  return typeof value === 'string' && value.length <= max ? value : fail(what);
}

function integer(value: unknown, what: string, max: number): number {
  // Negative zero is a zero like any other from here on.
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? value + 0 : fail(what);
}

const id = (value: unknown) => integer(value, 'id', Number.MAX_SAFE_INTEGER);

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T {
  return allowed.find((one) => one === value) ?? fail('name');
}

function fail(what: string): never {
  throw new Error(`the answer has an impossible ${what}`);
}
