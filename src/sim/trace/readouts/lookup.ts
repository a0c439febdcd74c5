/** Who a record is about: finds what it only names by number. */
import { KIND, type TraceRecord } from '../records.ts';
import type { Trace } from '../trace.ts';
import type { Actor, World } from './world.ts';

/** Looks up things a record only names by number. Reads the trace up to `index` alone, never what lies ahead. */
export class Lookup {
  constructor(
    readonly trace: Trace,
    readonly world: World,
    private readonly index: number,
  ) {}

  /** The record with which an invocation was requested, or null. */
  request(invocation: number): TraceRecord | null {
    return this.last(invocation, (kind) => REQUESTS.has(kind));
  }

  functionOfInvocation(invocation: number): Actor | null {
    const request = this.request(invocation);
    return request && this.world.actor(request.value);
  }

  /** The node that sent a request; null for the test button. */
  sourceOf(request: TraceRecord): Actor | null {
    const caller = this.callerOf(request);
    if (caller) return caller;
    const { source } = request.data ?? {};
    return source ? this.world.actor(source) : null;
  }

  /** The function whose handler made the call that led to a record, or null. */
  callerOf(record: TraceRecord): Actor | null {
    if (record.cause === record.index) return null;
    const cause = this.trace.at(record.cause);
    return cause.kind === 'call_started' ? this.functionOfEnvironment(cause.value) : null;
  }

  functionOfEnvironment(environment: number): Actor | null {
    const created = this.last(environment, (kind) => kind === KIND.environment_created);
    return created && this.world.actor(created.value);
  }

  /** The number of an environment among those of its function, from 1: what people call it by. */
  environmentOrdinal(environment: number): number {
    const { kind, value } = this.trace;
    const created = this.last(environment, (one) => one === KIND.environment_created);
    if (!created) return environment;
    let ordinal = 0;
    for (let i = 0; i <= created.index; i++) {
      if (kind[i] === KIND.environment_created && value[i] === created.value) ordinal++;
    }
    return ordinal;
  }

  /** The latest start of an invocation's handler, or null. */
  start(invocation: number): TraceRecord | null {
    return this.last(invocation, (kind) => kind === KIND.invoke_started);
  }

  /** The record with which a handler made a call, or null. */
  call(number: number): TraceRecord | null {
    return this.last(number, (kind) => kind === KIND.call_started);
  }

  /** The queue that a message was put into first. */
  queueOfMessage(message: number): Actor | null {
    const sent = this.last(message, (kind) => kind === KIND.message_sent || kind === KIND.message_redriven);
    return sent && this.world.actor(sent.value);
  }

  /** How many batches a mapping was polled for before a record; null when it is the first to say so. */
  pollersBefore({ index, subject }: TraceRecord): number | null {
    const { trace } = this;
    for (let i = index - 1; i >= 0; i--) {
      if (trace.kind[i] === KIND.pollers_changed && trace.subject[i] === subject) return trace.value[i] ?? 0;
    }
    return null;
  }

  private last(subject: number, fits: (kind: number) => boolean): TraceRecord | null {
    const { trace } = this;
    for (let i = this.index; i >= 0; i--) {
      if (trace.subject[i] === subject && fits(trace.kind[i] ?? 0)) return trace.at(i);
    }
    return null;
  }
}

const REQUESTS: ReadonlySet<number> = new Set([KIND.invoke_sync, KIND.invoke_async, KIND.invoke_batch]);
