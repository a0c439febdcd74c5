/**
 * The log of a run: what handlers printed, and the lines the platform writes around it (INIT_START, INIT_REPORT, START, END,
 * REPORT), in order (LOG-2). Lines are numbers until they are asked for, so that a run of a million invocations stays small.
 */
import type { FunctionNode, Scenario } from '../../../scenario/schema.ts';
import {
  endLine,
  initReportLine,
  initStartLine,
  type ReportStatus,
  reportLine,
  startLine,
} from '../../lambda/logLines.ts';
import { type InvokeEnded, type InvokeRequested, KIND, OUTCOMES, PLAYGROUND_STOPS } from '../records.ts';
import type { Trace } from '../trace.ts';
import { invocationBehind } from './causes.ts';
import { logMessage } from './logMessage.ts';
import { deployedBy, World } from './world.ts';

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'PLATFORM';

export interface LogLine {
  /** Position in the log, from 0. */
  readonly number: number;
  readonly timeUs: number;
  readonly recordIndex: number;
  /** `output` the handler printed it, `platform` Lambda wrote it, `playground` it is ours and not in Lambda's log. */
  readonly source: 'output' | 'platform' | 'playground';
  readonly level: LogLevel;
  /** Without time, request id, level, and the newline at the end. */
  readonly text: string;
  readonly environment: number;
  /** Null for what is printed during INIT. */
  readonly invocation: number | null;
  readonly requestId: string | null;
  readonly nodeId: string;
  readonly logStream: string;
  /** Where in the sources it was printed, if known. */
  readonly at: { readonly file: string; readonly line: number } | null;
  /** Written to stdout as it is, without the runtime's prefix. */
  readonly raw: boolean;
}

export interface LogFilter {
  readonly nodeId?: string;
  readonly environment?: number;
  readonly invocation?: number;
  /** With `invocation`: also what was printed and written during the INIT that it had to wait for. */
  readonly withInit?: boolean;
  /** Only these levels; `PLATFORM` stands for lines of Lambda and of the playground. */
  readonly levels?: ReadonlySet<LogLevel>;
  /** Only lines up to this record: what the playhead has passed. */
  readonly recordIndex?: number;
}

const OUTPUT = 0;
const INIT_START = 1;
const INIT_REPORT = 2;
const START = 3;
const END = 4;
const REPORT = 5;
const PLAYGROUND = 6;

interface EnvironmentFacts {
  readonly nodeId: string;
  readonly logStream: string;
  readonly settings: FunctionNode | null;
}

/** Reads the log as the trace grows. After the trace was cut make a new one. `scenario`: the one the run started with. */
export class RunLog {
  private readonly world: World;
  private next = 0;
  private readonly kinds: number[] = [];
  private readonly records: number[] = [];
  private readonly environmentOf: number[] = [];
  private readonly invocationOf: number[] = [];
  /** The invocation on whose behalf a line was written: as above, but INIT belongs to the request that waits for it. */
  private readonly onBehalfOf: number[] = [];
  /** The invocation that an environment is initialised for. */
  private readonly initialisedFor = new Map<number, number>();
  private readonly environments = new Map<number, EnvironmentFacts>();
  private readonly requests = new Map<number, number>();
  /** Environment of each invocation that is bound to one; negative before its START was written. */
  private readonly workplace = new Map<number, number>();

  constructor(
    private readonly trace: Trace,
    scenario?: Scenario,
  ) {
    this.world = new World(scenario);
  }

  /** Lines read so far. */
  get length(): number {
    return this.kinds.length;
  }

  /** Takes in what the trace has grown by; true when there are new lines. */
  extend(): boolean {
    const before = this.length;
    for (; this.next < this.trace.length; this.next++) this.read(this.next);
    return this.length > before;
  }

  /** A line by its number; throws a RangeError when there is none. */
  at(number: number): LogLine {
    if (!(number >= 0 && number < this.length)) throw new RangeError(`There is no log line ${number}.`);
    const recordIndex = this.records[number] ?? 0;
    const environment = this.environmentOf[number] ?? 0;
    const invocation = this.invocationOf[number] ?? 0;
    const kind = this.kinds[number] ?? OUTPUT;
    const facts = this.environments.get(environment);
    const data = this.trace.data.get(recordIndex) as OutputData | undefined; // for OUTPUT lines, by the kind
    const output = kind === OUTPUT;
    return {
      number,
      timeUs: this.trace.time[recordIndex] ?? 0,
      recordIndex,
      source: output ? 'output' : kind === PLAYGROUND ? 'playground' : 'platform',
      level: output ? level(data?.level) : 'PLATFORM',
      text: output
        ? logMessage(data?.text ?? '')
        : this.platformText(kind, recordIndex, environment, invocation).trimEnd(),
      environment,
      invocation: invocation || null,
      requestId: this.requestId(invocation),
      nodeId: facts?.nodeId ?? '',
      logStream: facts?.logStream ?? '',
      at: output ? (data?.line ?? null) : null,
      raw: output && data?.stdout === true,
    };
  }

  /** Numbers of the lines that pass a filter, in order. */
  select(filter: LogFilter): number[] {
    const numbers: number[] = [];
    for (let i = 0; i < this.length; i++) {
      if (filter.recordIndex !== undefined && (this.records[i] ?? 0) > filter.recordIndex) break;
      if (filter.environment !== undefined && this.environmentOf[i] !== filter.environment) continue;
      const invocations = filter.withInit ? this.onBehalfOf : this.invocationOf;
      if (filter.invocation !== undefined && invocations[i] !== filter.invocation) continue;
      if (filter.nodeId !== undefined && this.environments.get(this.environmentOf[i] ?? 0)?.nodeId !== filter.nodeId)
        continue;
      if (filter.levels && !filter.levels.has(this.levelOf(i))) continue;
      numbers.push(i);
    }
    return numbers;
  }

  /** What stands in Lambda's log of an invocation's latest attempt, as it was written; only `START` and further. */
  writtenBy(invocation: number): { readonly text: string; readonly engineWorded: boolean } {
    const texts: string[] = [];
    let engineWorded = false;
    for (let i = this.length - 1; i >= 0; i--) {
      const kind = this.kinds[i] ?? OUTPUT;
      if (this.invocationOf[i] !== invocation || kind === PLAYGROUND) continue;
      const record = this.records[i] ?? 0;
      const data = this.trace.data.get(record) as OutputData | undefined; // for OUTPUT lines, by the kind
      engineWorded ||= kind === OUTPUT && data?.engineWorded === true;
      texts.push(
        kind === OUTPUT
          ? `${data?.text ?? ''}\n`
          : this.platformText(kind, record, this.environmentOf[i] ?? 0, invocation),
      );
      if (kind === START) break;
    }
    return { text: texts.reverse().join(''), engineWorded };
  }

  /** How many lines the playhead has passed at a record. */
  lengthAt(recordIndex: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle] ?? 0) <= recordIndex) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A line as CloudWatch shows it, newline included: what the runtime wrote, prefix and all (LOG-9). */
  cloudWatchText(line: LogLine): string {
    const data = this.trace.data.get(line.recordIndex) as OutputData | undefined; // for output lines, by their source
    return `${line.source === 'output' ? (data?.text ?? '') : line.text}\n`;
  }

  // ---------------------------------------------------------------------------------------- reading

  private read(index: number): void {
    const { trace } = this;
    const subject = trace.subject[index] ?? 0;
    const value = trace.value[index] ?? 0;
    switch (trace.kind[index]) {
      case KIND.input: {
        const scenario = deployedBy(trace, index);
        if (scenario) this.world.deploy(scenario);
        return;
      }
      case KIND.invoke_sync:
      case KIND.invoke_async:
      case KIND.invoke_batch:
        this.requests.set(subject, index);
        return;
      case KIND.environment_created:
        return this.created(index, subject, value);
      case KIND.init_started:
        return this.initStarted(index, subject, value);
      case KIND.init_ended:
        if (value !== 0) this.push(INIT_REPORT, index, subject, 0);
        return;
      case KIND.invoke_started:
        this.workplace.set(subject, value);
        return this.push(START, index, value, subject);
      case KIND.log:
        return this.push(OUTPUT, index, subject, value);
      case KIND.invoke_ended:
        return this.invokeEnded(index, subject, value);
      case KIND.stopped_by_playground:
        return this.push(PLAYGROUND, index, subject, 0);
      default:
    }
  }

  private created(index: number, environment: number, fn: number): void {
    const data = this.trace.data.get(index) as { logStream?: string } | undefined; // by the kind
    this.environments.set(environment, {
      nodeId: this.world.actor(fn).id,
      logStream: data?.logStream ?? '',
      settings: this.world.functionSettings(fn),
    });
  }

  private initStarted(index: number, environment: number, suppressed: number): void {
    const invocation = invocationBehind(this.trace, index);
    this.initialisedFor.set(environment, invocation);
    if (suppressed === 0) this.push(INIT_START, index, environment, 0);
    else if (invocation > 0) this.workplace.set(invocation, -environment);
  }

  private invokeEnded(index: number, invocation: number, outcome: number): void {
    const workplace = this.workplace.get(invocation) ?? 0;
    const environment = Math.abs(workplace);
    this.workplace.delete(invocation);
    if (OUTCOMES[outcome] === 'stopped_by_playground') return;
    // INIT inside the invocation failed too, so the handler was never called.
    if (workplace < 0) this.push(START, index, environment, invocation);
    this.push(END, index, environment, invocation);
    this.push(REPORT, index, environment, invocation);
  }

  private push(kind: number, record: number, environment: number, invocation: number): void {
    this.kinds.push(kind);
    this.records.push(record);
    this.environmentOf.push(environment);
    this.invocationOf.push(invocation);
    this.onBehalfOf.push(invocation || (this.initialisedFor.get(environment) ?? 0));
  }

  // ---------------------------------------------------------------------------------------- writing

  private levelOf(number: number): LogLevel {
    if (this.kinds[number] !== OUTPUT) return 'PLATFORM';
    return level((this.trace.data.get(this.records[number] ?? 0) as OutputData | undefined)?.level); // by the kind of the record
  }

  private requestId(invocation: number): string | null {
    const request = this.requests.get(invocation);
    if (request === undefined) return null;
    return (this.trace.data.get(request) as InvokeRequested | undefined)?.requestId ?? null; // by the kind of the record
  }

  private platformText(kind: number, record: number, environment: number, invocation: number): string {
    const requestId = this.requestId(invocation) ?? '';
    const settings = this.environments.get(environment)?.settings;
    switch (kind) {
      case INIT_START:
        return initStartLine(settings?.runtime ?? 'nodejs24.x');
      case INIT_REPORT:
        return this.initReport(record);
      case START:
        return startLine(requestId);
      case END:
        return endLine(requestId);
      case REPORT:
        return this.report(record, requestId, settings?.memoryMb ?? 128);
      default: {
        const reason = PLAYGROUND_STOPS[this.trace.value[record] ?? 0] ?? 'watchdog';
        return `Stopped by the playground (${reason}): not a Lambda outcome.`;
      }
    }
  }

  private initReport(record: number): string {
    const { trace } = this;
    const data = trace.data.get(record) as { initUs?: number; error?: { errorType: string } } | undefined; // by the kind
    const phase = this.isSuppressed(record) ? 'invoke' : 'init';
    return initReportLine({ initUs: data?.initUs ?? 0, phase, ...initStatus(trace.value[record] ?? 0, data?.error) });
  }

  /** Whether an INIT that ended was one inside an invocation: the record that began it says so. */
  private isSuppressed(record: number): boolean {
    const { trace } = this;
    for (let i = record - 1; i >= 0; i--) {
      if (trace.kind[i] === KIND.init_started && trace.subject[i] === trace.subject[record])
        return trace.value[i] === 1;
    }
    return false;
  }

  private report(record: number, requestId: string, memoryMb: number): string {
    const data = this.trace.data.get(record) as InvokeEnded | undefined; // by the kind
    if (!data) return '';
    const outcome = reportStatus(this.trace.value[record] ?? 0);
    return reportLine({
      requestId,
      durationUs: data.durationUs,
      billedMs: data.billedMs,
      memoryMb,
      maxMemoryMb: data.maxMemoryMb,
      ...(data.initUs === undefined ? {} : { initUs: data.initUs }),
      ...(outcome ? { outcome } : {}),
    });
  }
}

interface OutputData {
  readonly text: string;
  readonly level: string;
  readonly line?: { readonly file: string; readonly line: number };
  readonly stdout?: boolean;
  /** Holds text of the JavaScript engine (D12). */
  readonly engineWorded?: boolean;
}

const LEVELS: ReadonlySet<string> = new Set(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);

function level(name: string | undefined): LogLevel {
  const upper = (name ?? 'INFO').toUpperCase();
  return LEVELS.has(upper) ? (upper as LogLevel) : 'INFO'; // a member of LEVELS is a LogLevel
}

function initStatus(outcome: number, error: { errorType: string } | undefined): ReportStatus {
  if (OUTCOMES[outcome] === 'timeout') return { status: 'timeout' };
  return { status: 'error', errorType: error?.errorType ?? 'Runtime.ExitError' };
}

/** A handler's own error adds no status (LOG-6). */
function reportStatus(outcome: number): ReportStatus | null {
  switch (OUTCOMES[outcome]) {
    case 'timeout':
      return { status: 'timeout' };
    case 'exit':
      return { status: 'error', errorType: 'Runtime.ExitError' };
    case 'out_of_memory':
      return { status: 'error', errorType: 'Runtime.OutOfMemory' };
    default:
      return null;
  }
}
