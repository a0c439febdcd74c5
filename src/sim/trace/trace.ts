/**
 * The append-only trace of a run: typed-array columns with side pools for JSON data and for further causes (D18, D19).
 * Nothing that is shown comes from anywhere else.
 */
import { KIND, KINDS, type RecordKind, type TraceRecord } from './records.ts';
import { SidePool } from './sidePool.ts';

/** Consecutive records, sealed: what the kernel worker sends to the page. Everything is structured-cloneable. */
export interface TraceChunk {
  readonly start: number;
  readonly length: number;
  readonly time: Float64Array;
  readonly kind: Uint8Array;
  readonly rule: Uint16Array;
  readonly cause: Uint32Array;
  readonly subject: Uint32Array;
  readonly value: Uint32Array;
  /** Index of the record and its data, in order. */
  readonly data: readonly (readonly [index: number, data: unknown])[];
  /** Further causes: record and cause (D19). */
  readonly links: readonly (readonly [index: number, cause: number])[];
  /** All rule ids so far, by number: a few dozen short texts. */
  readonly rules: readonly string[];
}

export interface Appended {
  readonly timeUs: number;
  readonly kind: RecordKind;
  readonly rule: string;
  /** Undefined: a root, which is its own cause. */
  readonly cause?: number;
  readonly subject?: number;
  readonly value?: number;
  readonly data?: unknown;
}

export class Trace {
  length = 0;
  /** How often it was cut: a read-out that was made before must start anew. */
  cuts = 0;
  time = new Float64Array(1024);
  kind = new Uint8Array(1024);
  rule = new Uint16Array(1024);
  cause = new Uint32Array(1024);
  subject = new Uint32Array(1024);
  value = new Uint32Array(1024);
  readonly data = new SidePool<unknown>();
  readonly links = new SidePool<number[]>();
  readonly rules: string[] = [];
  private readonly ruleNumbers = new Map<string, number>();

  /** Adds a record and gives its index. Times never go back. */
  append(r: Appended): number {
    const i = this.length;
    const before = i > 0 ? (this.time[i - 1] ?? 0) : 0;
    if (r.timeUs < before) throw new Error(`Time went back from ${before} to ${r.timeUs} at ${r.kind}.`);
    if (i === this.time.length) this.grow();
    this.time[i] = r.timeUs;
    this.kind[i] = KIND[r.kind];
    this.rule[i] = this.ruleNumber(r.rule);
    this.cause[i] = r.cause ?? i;
    this.subject[i] = r.subject ?? 0;
    this.value[i] = r.value ?? 0;
    if (r.data !== undefined) this.data.set(i, r.data);
    this.length = i + 1;
    return i;
  }

  /** Notes a further cause of a record, e.g. each message of a batch. */
  link(index: number, cause: number): void {
    const list = this.links.get(index);
    if (list) list.push(cause);
    else this.links.set(index, [cause]);
  }

  at(index: number): TraceRecord {
    if (!(index >= 0 && index < this.length)) throw new RangeError(`There is no record ${index}.`);
    return {
      index,
      timeUs: this.time[index] ?? 0,
      // The column only ever holds codes of KINDS.
      kind: KINDS[this.kind[index] ?? 0] as RecordKind,
      rule: this.rules[this.rule[index] ?? 0] ?? '',
      cause: this.cause[index] ?? 0,
      subject: this.subject[index] ?? 0,
      value: this.value[index] ?? 0,
      data: this.data.get(index),
    };
  }

  /** Index of the last record at or before a time, or -1 (D1). */
  indexAt(timeUs: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.time[middle] ?? 0) <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The records from `start` on as a chunk that owns its memory. */
  chunk(start: number, end = this.length): TraceChunk {
    const data: [number, unknown][] = [];
    const links: [number, number][] = [];
    for (let i = start; i < end; i++) {
      if (this.data.has(i)) data.push([i, this.data.get(i)]);
      for (const cause of this.links.get(i) ?? []) links.push([i, cause]);
    }
    return {
      start,
      length: end - start,
      time: this.time.slice(start, end),
      kind: this.kind.slice(start, end),
      rule: this.rule.slice(start, end),
      cause: this.cause.slice(start, end),
      subject: this.subject.slice(start, end),
      value: this.value.slice(start, end),
      data,
      links,
      rules: this.rules.slice(),
    };
  }

  /** Appends a chunk made by `chunk`; it must start where this trace ends. */
  appendChunk(chunk: TraceChunk): void {
    if (chunk.start !== this.length) throw new Error(`Chunk starts at ${chunk.start}, trace ends at ${this.length}.`);
    chunk.rules.forEach((rule, number) => {
      if (this.ruleNumber(rule) !== number) throw new Error(`Rule ${rule} has another number here.`);
    });
    const end = chunk.start + chunk.length;
    while (this.time.length < end) this.grow();
    this.time.set(chunk.time, chunk.start);
    this.kind.set(chunk.kind, chunk.start);
    this.rule.set(chunk.rule, chunk.start);
    this.cause.set(chunk.cause, chunk.start);
    this.subject.set(chunk.subject, chunk.start);
    this.value.set(chunk.value, chunk.start);
    for (const [index, data] of chunk.data) this.data.set(index, data);
    for (const [index, cause] of chunk.links) this.link(index, cause);
    this.length = end;
  }

  /** Forgets all records from `length` on (acting in the past). */
  truncate(length: number): void {
    for (let i = length; i < this.length; i++) {
      this.data.delete(i);
      this.links.delete(i);
    }
    this.length = Math.min(this.length, length);
    this.cuts += 1;
    // Numbers follow first use: rules of forgotten records are forgotten, so that another future can number its own.
    let used = 0;
    for (let i = 0; i < this.length; i++) used = Math.max(used, (this.rule[i] ?? 0) + 1);
    for (const rule of this.rules.splice(used)) this.ruleNumbers.delete(rule);
  }

  private ruleNumber(rule: string): number {
    const known = this.ruleNumbers.get(rule);
    if (known !== undefined) return known;
    const number = this.rules.length;
    this.rules.push(rule);
    this.ruleNumbers.set(rule, number);
    return number;
  }

  private grow(): void {
    const size = this.time.length * 2;
    this.time = grown(this.time, new Float64Array(size));
    this.kind = grown(this.kind, new Uint8Array(size));
    this.rule = grown(this.rule, new Uint16Array(size));
    this.cause = grown(this.cause, new Uint32Array(size));
    this.subject = grown(this.subject, new Uint32Array(size));
    this.value = grown(this.value, new Uint32Array(size));
  }
}

function grown<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}
