/**
 * The trace as instants: what happened at one virtual time, how long the clock holds there, and whether anything was busy after it.
 * Grows with the trace; built anew when the trace is cut.
 */
import { KINDS, OUTCOMES, type RecordKind } from '../sim/trace/records.ts';
import type { Trace } from '../sim/trace/trace.ts';
import { activeMs, type PacedStep, type PaceEvent, Pacer, quietMs, sceneRate, squeeze } from './pace.ts';

/** Names of `learning.md` for record kinds (D17); kinds that are not listed take no time of their own. */
const EVENT_OF: Partial<Record<RecordKind, PaceEvent | 'request' | 'call'>> = {
  arrival: 'request',
  input: 'request',
  environment_created: 'env_start',
  init_ended: 'init_end',
  throttled: 'throttle',
  retry_scheduled: 'retry_wait',
  invoke_batch: 'batch',
  message_visible: 'visible_again',
  destination_sent: 'record',
  dead_lettered: 'dlq',
  message_redriven: 'dlq',
  environment_reset: 'error',
  environment_stopped: 'env_stop',
  responded: 'response',
  http_responded: 'response',
  call_started: 'call',
  log: 'log',
  message_sent: 'request',
  object_put: 'request',
  published: 'request',
  event_put: 'request',
  record_put: 'request',
  execution_started: 'request',
};

interface Instant extends PacedStep {
  readonly timeUs: number;
  readonly lastIndex: number;
  readonly busy: boolean;
}

/** Samples kept for the median lengths that set the rate of a scene. */
const SAMPLES = 500;

export class Instants {
  readonly list: Instant[] = [];
  private pacer = new Pacer();
  private read = 0;
  private readonly busyEnvironments = new Set<number>();
  private readonly environmentOf = new Map<number, number>();
  private readonly createdUs = new Map<number, number>();
  private readonly startedUs = new Map<number, number>();
  private readonly coldMs: number[] = [];
  private readonly handlerMs: number[] = [];
  private rateNow = 1;
  private factor = 1;

  constructor(private readonly trace: Trace) {}

  /** Virtual ms per wall ms inside a scene. */
  get rate(): number {
    return this.rateNow;
  }

  /** Takes in the records up to `frontierUs`: later instants may still get more records. */
  extend(frontierUs: number): void {
    const { trace } = this;
    const before = this.list.length;
    while (this.read < trace.length && (trace.time[this.read] ?? 0) <= frontierUs) this.readInstant();
    if (this.list.length === before) return;
    this.rateNow = sceneRate(this.coldMs, this.handlerMs);
    this.factor = squeeze(this.list.map((step, i) => ({ ...step, span: this.rawSpan(i) })));
  }

  /** Position of the last instant at or before a record, -1 if there is none. */
  at(recordIndex: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.list[middle]?.lastIndex ?? 0) <= recordIndex) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Wall ms the clock holds at an instant. */
  holdMs(i: number): number {
    const instant = this.list[i];
    return instant ? instant.hold * (instant.novelty < 1 ? this.factor : 1) : 0;
  }

  /** Wall ms from an instant to the next. */
  spanMs(i: number): number {
    return this.rawSpan(i) * ((this.list[i]?.novelty ?? 1) < 1 ? this.factor : 1);
  }

  private rawSpan(i: number): number {
    const here = this.list[i];
    const next = this.list[i + 1];
    if (!here || !next) return 0;
    const gapMs = (next.timeUs - here.timeUs) / 1000;
    // A familiar instant may still open a scene: never less than a flicker.
    return Math.max(here.novelty, 0.02) * (here.busy ? activeMs(gapMs, this.rateNow) : quietMs(gapMs));
  }

  private readInstant(): void {
    const { trace } = this;
    const timeUs = trace.time[this.read] ?? 0;
    const events: string[] = [];
    let index = this.read;
    for (; index < trace.length && trace.time[index] === timeUs; index++) this.readRecord(index, timeUs, events);
    this.read = index;
    const busy = this.busyEnvironments.size > 0;
    const paced = this.pacer.pace({ v: timeUs / 1000, events, busy }, null, 1);
    // An instant in which nothing of interest happened must not stop the clock of what is going on.
    const novelty = events.length === 0 ? 1 : paced.novelty;
    this.list.push({ ...paced, novelty, timeUs, lastIndex: index - 1, busy });
  }

  private readRecord(index: number, timeUs: number, events: string[]): void {
    const { trace } = this;
    // The column only ever holds codes of KINDS.
    const kind = KINDS[trace.kind[index] ?? 0] as RecordKind;
    const subject = trace.subject[index] ?? 0;
    const value = trace.value[index] ?? 0;
    const event = EVENT_OF[kind];
    if (event) events.push(event);
    switch (kind) {
      case 'environment_created':
        this.busyEnvironments.add(subject);
        this.createdUs.set(subject, timeUs);
        break;
      case 'init_started':
        this.busyEnvironments.add(subject);
        break;
      case 'invoke_started': {
        this.busyEnvironments.add(value);
        this.environmentOf.set(subject, value);
        this.startedUs.set(subject, timeUs);
        const created = this.createdUs.get(value);
        if (created === undefined) events.push('warm_reuse');
        else if (this.coldMs.length < SAMPLES) this.coldMs.push((timeUs - created) / 1000);
        this.createdUs.delete(value);
        break;
      }
      case 'invoke_ended': {
        const environment = this.environmentOf.get(subject);
        if (environment !== undefined) this.busyEnvironments.delete(environment);
        const started = this.startedUs.get(subject);
        if (started !== undefined && this.handlerMs.length < SAMPLES) this.handlerMs.push((timeUs - started) / 1000);
        const outcome = OUTCOMES[value];
        events.push(outcome === 'success' ? 'frozen' : outcome === 'timeout' ? 'timeout' : 'error');
        break;
      }
      case 'environment_stopped':
      case 'environment_reset':
        this.busyEnvironments.delete(subject);
        break;
      default:
    }
  }
}
