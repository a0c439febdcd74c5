/** `performance` and its entries, on virtual time. */
import { originMs, processMs } from '../clock.ts';
import { enqueueImmediate } from '../eventLoop.ts';
import { inspect } from '../inspect.ts';
import { checkFunction, checkNumber, invalidArgType } from '../node/validate.ts';
import { clone } from './clone.ts';
import { domException } from './domException.ts';

interface Fields {
  readonly name: string;
  readonly entryType: string;
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;
}

export class PerformanceEntry {
  readonly #fields: Fields;
  constructor(fields: Fields) {
    this.#fields = fields;
  }
  get name(): string {
    return this.#fields.name;
  }
  get entryType(): string {
    return this.#fields.entryType;
  }
  get startTime(): number {
    return this.#fields.startTime;
  }
  get duration(): number {
    return this.#fields.duration;
  }
  get detail(): unknown {
    return this.#fields.detail;
  }
  toJSON(): Fields {
    const { name, entryType, startTime, duration, detail } = this.#fields;
    return { name, entryType, startTime, duration, detail };
  }
  [inspect.custom](depth: number, options: object): string {
    return depth < 0 ? `[${this.constructor.name}]` : `${this.constructor.name} ${inspect(this.toJSON(), options)}`;
  }
}

interface MarkOptions {
  readonly startTime?: number;
  readonly detail?: unknown;
}

export class PerformanceMark extends PerformanceEntry {
  constructor(name: string, { startTime = processMs(), detail = null }: MarkOptions = {}) {
    checkNumber(startTime, 'startTime');
    super({ name: `${name}`, entryType: 'mark', startTime, duration: 0, detail: clone(detail) ?? null });
  }
}

export class PerformanceMeasure extends PerformanceEntry {}

let entries: PerformanceEntry[] = [];
const observers = new Set<PerformanceObserver>();

function add<E extends PerformanceEntry>(entry: E): E {
  entries.push(entry);
  for (const observer of observers) PerformanceObserver.tell(observer, entry);
  return entry;
}

type Time = string | number | undefined;
interface MeasureOptions {
  readonly start?: Time;
  readonly end?: Time;
  readonly duration?: number;
  readonly detail?: unknown;
}

function timeOf(mark: Time): number {
  if (typeof mark === 'number') return mark;
  const found = entries.findLast((entry) => entry.entryType === 'mark' && entry.name === mark);
  if (!found) throw domException(`The "${mark}" performance mark has not been set`, 'SyntaxError');
  return found.startTime;
}

function measure(name: unknown, startOrOptions?: Time | MeasureOptions, endMark?: Time): PerformanceMeasure {
  const options = typeof startOrOptions === 'object' && startOrOptions !== null ? startOrOptions : {};
  const startMark = typeof startOrOptions === 'object' ? options.start : startOrOptions;
  const end = endMark ?? options.end;
  const endTime =
    end !== undefined
      ? timeOf(end)
      : options.duration !== undefined && startMark !== undefined
        ? timeOf(startMark) + options.duration
        : processMs();
  const startTime =
    startMark !== undefined ? timeOf(startMark) : options.duration !== undefined ? endTime - options.duration : 0;
  return add(
    new PerformanceMeasure({
      name: `${name as string}`,
      entryType: 'measure',
      startTime,
      duration: endTime - startTime,
      detail: clone(options.detail ?? null),
    }),
  );
}

type Filter = (entry: PerformanceEntry) => boolean;
const byTime = (a: PerformanceEntry, b: PerformanceEntry) => a.startTime - b.startTime;
const select = (list: readonly PerformanceEntry[], filter: Filter) => list.filter(filter).sort(byTime);
const named = (name: unknown, type?: unknown) => (entry: PerformanceEntry) =>
  entry.name === `${name as string}` && (type === undefined || entry.entryType === type);

function clear(type: string, name: unknown): void {
  entries = entries.filter((entry) => entry.entryType !== type || (name !== undefined && entry.name !== name));
}

class Performance {
  get [Symbol.toStringTag](): string {
    return 'Performance';
  }
  now(): number {
    return processMs();
  }
  get timeOrigin(): number {
    return originMs();
  }
  mark(name: string, options?: MarkOptions): PerformanceMark {
    return add(new PerformanceMark(name, options));
  }
  measure = measure;
  getEntries(): PerformanceEntry[] {
    return select(entries, () => true);
  }
  getEntriesByName(name: unknown, type?: unknown): PerformanceEntry[] {
    return select(entries, named(name, type));
  }
  getEntriesByType(type: unknown): PerformanceEntry[] {
    return select(entries, (entry) => entry.entryType === type);
  }
  clearMarks(name?: unknown): void {
    clear('mark', name);
  }
  clearMeasures(name?: unknown): void {
    clear('measure', name);
  }
  clearResourceTimings(): void {}
  timerify(run: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
    checkFunction(run, 'fn');
    return function (this: unknown, ...args: unknown[]) {
      const startTime = processMs();
      const result = Reflect.apply(run, this, args);
      add(
        new PerformanceEntry({
          name: run.name,
          entryType: 'function',
          startTime,
          duration: processMs() - startTime,
          detail: args,
        }),
      );
      return result;
    };
  }
  eventLoopUtilization() {
    return { idle: 0, active: processMs(), utilization: 1 };
  }
  get nodeTiming() {
    return { name: 'node', entryType: 'node', startTime: 0, duration: processMs() };
  }
  toJSON() {
    return { timeOrigin: originMs(), nodeTiming: this.nodeTiming, eventLoopUtilization: this.eventLoopUtilization() };
  }
}

export const performance = new Performance();

class EntryList {
  readonly #list: readonly PerformanceEntry[];
  constructor(list: readonly PerformanceEntry[]) {
    this.#list = list;
  }
  getEntries = () => select(this.#list, () => true);
  getEntriesByName = (name: unknown, type?: unknown) => select(this.#list, named(name, type));
  getEntriesByType = (type: unknown) => select(this.#list, (entry) => entry.entryType === type);
}

type ObserverCallback = (list: EntryList, observer: PerformanceObserver) => void;

export class PerformanceObserver {
  static readonly supportedEntryTypes = ['function', 'mark', 'measure'];
  readonly #callback: ObserverCallback;
  #types: readonly string[] = [];
  #buffer: PerformanceEntry[] = [];

  constructor(callback: ObserverCallback) {
    checkFunction(callback, 'callback');
    this.#callback = callback;
  }
  observe({ entryTypes, type }: { entryTypes?: readonly string[]; type?: string }): void {
    if (entryTypes === undefined && type === undefined)
      throw invalidArgType('options', 'an instance of Object with entryTypes or type', undefined);
    this.#types = type === undefined ? (entryTypes ?? []) : [...this.#types, type];
    observers.add(this);
  }
  disconnect(): void {
    observers.delete(this);
    this.#buffer = [];
  }
  takeRecords(): PerformanceEntry[] {
    return this.#buffer.splice(0);
  }
  static tell(observer: PerformanceObserver, entry: PerformanceEntry): void {
    if (!observer.#types.includes(entry.entryType)) return;
    if (observer.#buffer.push(entry) > 1) return;
    enqueueImmediate(() => {
      const list = observer.takeRecords();
      if (list.length > 0) observer.#callback(new EntryList(list), observer);
    });
  }
}
