/**
 * Collects what the environment did in a step, as JSON text. Each effect is written at once, from primitives only, so
 * that nothing user code redefines later (a `toJSON`, an array method) can change it.
 */
import {
  type ErrorPayload,
  LIMITS,
  type LogLevel,
  type ModuleCost,
  type ServiceName,
  type SourcePosition,
} from '../protocol.ts';
import { ticksSoFar } from './counter.ts';
import { stringify } from './primordials.ts';

let written = '';
let count = 0;
let logBytes = 0;
let droppedLines = 0;
let open = false;

export function openEffects(): void {
  written = '';
  count = 0;
  logBytes = 0;
  droppedLines = 0;
  open = true;
}

/** Ends the list; later effects of the step are lost, as those of a process that has ended. */
export function closeEffects(): void {
  open = false;
}

/** The list as a JSON array. */
export function effectsText(): string {
  return `[${written}]`;
}

function write(type: string, fields: string): void {
  if (!open) return;
  if (count >= LIMITS.effectsPerStep) {
    droppedLines += 1;
    return;
  }
  count += 1;
  written += `${written === '' ? '' : ','}{"type":"${type}","tick":${ticksSoFar()}${fields}}`;
}

export interface LogLine {
  readonly text: string;
  readonly level: LogLevel;
  readonly line: SourcePosition | undefined;
  readonly engineWorded: boolean;
}

export function emitLog({ text, level, line, engineWorded }: LogLine): void {
  if (!hasLogSpace(text)) return;
  const place = line ? `,"line":{"file":${stringify(line.file)},"line":${line.line}}` : '';
  write('log', `,"text":${stringify(cut(text))},"level":"${level}"${place}${worded(engineWorded)}`);
}

export function emitStdout(text: string): void {
  if (hasLogSpace(text)) write('stdout', `,"text":${stringify(cut(text))}`);
}

/** Says at the end of a step how much of its output was too much for the playground. */
export function emitDropped(): void {
  if (droppedLines === 0) return;
  const text = `[playground] ${droppedLines} more lines of output in this step were dropped`;
  count = 0;
  droppedLines = 0;
  write('log', `,"text":${stringify(text)},"level":"WARN"`);
}

/** False when nothing that is logged in this step is kept any more. */
export function keepsLogs(): boolean {
  return count < LIMITS.effectsPerStep && logBytes <= LIMITS.logBytesPerStep;
}

function hasLogSpace(text: string): boolean {
  logBytes += text.length < LIMITS.logLineBytes ? text.length : LIMITS.logLineBytes;
  if (logBytes <= LIMITS.logBytesPerStep) return true;
  droppedLines += 1;
  return false;
}

/** Keeps a line within its limit in UTF-8, whose characters take up to three bytes per code unit. */
function cut(text: string): string {
  const units = LIMITS.logLineBytes / 3;
  return text.length <= units ? text : `${text.slice(0, units)}… [cut by the playground]`;
}

const worded = (engineWorded: boolean | undefined) => (engineWorded ? ',"engineWorded":true' : '');

export function emitSetTimer(timerId: number, delayMs: number, repeat: boolean): void {
  write('setTimer', `,"timerId":${timerId},"delayMs":${delayMs},"repeat":${repeat}`);
}

export function emitClearTimer(timerId: number): void {
  write('clearTimer', `,"timerId":${timerId}`);
}

/** `input` is JSON text. */
export function emitCall(callId: number, service: ServiceName, command: string, input: string): void {
  write('call', `,"callId":${callId},"service":"${service}","command":${stringify(command)},"input":${input}`);
}

export function emitInitDone(modules: readonly ModuleCost[], error?: ErrorPayload): void {
  const list = modules
    .map(
      (one) => `{"path":${stringify(one.path)},"ticks":${one.ticks},"selfTicks":${one.selfTicks},"depth":${one.depth}}`,
    )
    .join();
  write('initDone', `${error ? `,"error":${errorText(error)}` : ''},"modules":[${list}]`);
}

/** `body` is JSON text. */
export function emitResponse(body: string): void {
  write('response', `,"body":${stringify(body)}`);
}

export function emitStreamedResponse(body: string, contentType: string, error?: ErrorPayload): void {
  const ending = error ? `,"error":${errorText(error)}` : '';
  write(
    'response',
    `,"body":${stringify(body)},"stream":{"contentType":${stringify(upTo(contentType, 1000))}${ending}}`,
  );
}

export function emitError(error: ErrorPayload): void {
  write('error', `,"error":${errorText(error)}`);
}

export function emitExit(code: number, error?: ErrorPayload): void {
  write('exit', `,"code":${code}${error ? `,"error":${errorText(error)}` : ''}`);
}

export function emitNext(): void {
  write('next', '');
}

/** Parts of an error that the playground passes on; far more than Lambda shows of one. */
const ERROR_CHARACTERS_MAX = 1024 * 1024;
const TRACE_LINES_MAX = 200;
const TRACE_LINE_CHARACTERS_MAX = 4096;

function errorText({ errorType, errorMessage, trace, engineWorded }: ErrorPayload): string {
  let lines = '';
  for (let i = 0; i < trace.length && i < TRACE_LINES_MAX; i++)
    lines += `${i === 0 ? '' : ','}${stringify(upTo(trace[i] ?? '', TRACE_LINE_CHARACTERS_MAX))}`;
  const type = stringify(upTo(errorType, ERROR_CHARACTERS_MAX));
  const message = stringify(upTo(errorMessage, ERROR_CHARACTERS_MAX));
  return `{"errorType":${type},"errorMessage":${message},"trace":[${lines}]${worded(engineWorded)}}`;
}

const upTo = (text: string, characters: number) => (text.length <= characters ? text : text.slice(0, characters));
