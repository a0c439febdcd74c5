/**
 * Timeline lanes: one per environment, one per function for events that wait in Lambda's queue, one per event source mapping.
 * They are read off the whole computed trace; `laneAt` cuts one back to what the playhead has passed.
 */
import type { Scenario } from '../../../scenario/schema.ts';
import { KINDS, OUTCOMES, type Outcome, type RecordKind } from '../records.ts';
import type { Trace } from '../trace.ts';
import { type Actor, deployedBy, World } from './world.ts';

/**
 * - Environments: `create` microVM and code, `init` runtime and module code, `invoke` the handler, `idle` frozen, `failed`
 *   its process is gone. An `init` may lie inside an invocation and then stands alone until the handler is called.
 * - Queues of functions: `wait`. Mappings: `poll`, its `label` is the number of batches that may run at once.
 */
export type SegmentKind = 'create' | 'init' | 'invoke' | 'idle' | 'failed' | 'wait' | 'poll';

export interface Segment {
  readonly kind: SegmentKind;
  readonly startUs: number;
  /** Null while it goes on. */
  readonly endUs: number | null;
  readonly label: string;
  /** The records that began and ended it. */
  readonly recordIndex: number;
  readonly endRecordIndex: number | null;
  readonly invocation: number | null;
  /** What became of an `init` or `invoke`. */
  readonly outcome: Outcome | null;
  /** INIT inside an invocation. */
  readonly suppressed: boolean;
  /** Row within the lane, from 0: waits may overlap. */
  readonly row: number;
}

export interface Lane {
  /** `environment:3`, `queue:n2` or `mapping:w4`. */
  readonly id: string;
  readonly kind: 'environment' | 'queue' | 'mapping';
  /** The function it belongs to. */
  readonly nodeId: string;
  readonly title: string;
  /** Number of the environment in the run and among those of its function, null for other lanes. */
  readonly environment: number | null;
  readonly ordinal: number | null;
  readonly recordIndex: number;
  readonly startUs: number;
  readonly endUs: number | null;
  readonly endRecordIndex: number | null;
  /** In order of `recordIndex`. */
  readonly segments: readonly Segment[];
  /** Rows in use, at least 1. */
  readonly rows: number;
}

/** Segments kept; a run with more is not drawn beyond them. */
export const SEGMENTS_MAX = 400_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Draft extends Mutable<Omit<Lane, 'segments'>> {
  readonly segments: Segment[];
  lane: Lane | null;
}

/** The columns of one record. */
interface Row {
  readonly index: number;
  readonly timeUs: number;
  readonly subject: number;
  readonly value: number;
  // biome-ignore lint/suspicious/noExplicitAny: its shape follows from the kind of the record (records.ts)
  readonly data: any;
}

/**
 * Builds lanes as the trace grows. After the trace was cut make a new one.
 * `scenario` is the scenario the run started with.
 */
export class LaneReader {
  /** Time from which on nothing is drawn because there are too many segments; null as long as all are. */
  truncatedAtUs: number | null = null;
  private readonly world: World;
  private next = 0;
  private count = 0;
  private readonly drafts = new Map<string, Draft>();
  private readonly environments = new Map<number, Draft>();
  private lanes: readonly Lane[] = [];
  /** Function and row of each asynchronous event that waits or runs. */
  private readonly events = new Map<number, { fn: Actor; row: number }>();
  private readonly rows = new Map<string, boolean[]>();
  /** Environment that each running request is bound to. */
  private readonly workplace = new Map<number, number>();
  private readonly mappings = new Map<number, string>();
  /** Environments that each function had so far. */
  private readonly ordinals = new Map<number, number>();

  constructor(
    private readonly trace: Trace,
    scenario?: Scenario,
  ) {
    this.world = new World(scenario);
  }

  /** All lanes of the trace as it is now; lanes that did not change keep their identity. */
  extend(): readonly Lane[] {
    const { trace } = this;
    if (this.next === trace.length) return this.lanes;
    for (; this.next < trace.length; this.next++) this.read(this.next);
    const drafts = [...this.drafts.values()].filter(
      ({ kind, segments }) => kind === 'environment' || segments.length > 0,
    );
    this.lanes = drafts.map((draft) => {
      draft.lane ??= finished(draft);
      return draft.lane;
    });
    return this.lanes;
  }

  private read(index: number): void {
    const { trace } = this;
    // The column only ever holds codes of KINDS.
    const kind = KINDS[trace.kind[index] ?? 0] as RecordKind;
    const row: Row = {
      index,
      timeUs: trace.time[index] ?? 0,
      subject: trace.subject[index] ?? 0,
      value: trace.value[index] ?? 0,
      data: trace.data.get(index),
    };
    switch (kind) {
      case 'input': {
        const scenario = deployedBy(trace, index);
        if (scenario) this.world.deploy(scenario);
        return;
      }
      case 'environment_created':
        return this.created(row);
      case 'init_started':
        return this.turn(row.subject, row, { kind: 'init', label: 'init', suppressed: row.value === 1 });
      case 'init_ended':
        return this.close(this.environment(row.subject), row, OUTCOMES[row.value] ?? null);
      case 'invoke_started':
        this.turn(row.value, row, { kind: 'invoke', label: invocationLabel(row), invocation: row.subject });
        return this.picked(row);
      case 'invoke_ended':
        return this.invokeEnded(row);
      case 'environment_reset':
        return this.turn(row.subject, row, { kind: 'failed', label: 'failed' });
      case 'environment_stopped':
        return this.stopped(row);
      case 'invoke_async':
        this.events.set(row.subject, { fn: this.world.actor(row.value), row: -1 });
        return this.wait(row, 'attempt 1');
      case 'retry_scheduled':
        if (!this.events.has(row.subject)) return;
        return this.wait(row, `attempt ${row.data?.attempt ?? ''}`);
      case 'throttled':
        return this.picked(row);
      case 'event_ended':
        this.picked(row);
        this.events.delete(row.subject);
        return;
      case 'pollers_changed':
        return this.pollers(row);
      default:
    }
  }

  // ---------------------------------------------------------------------------------------- environments

  private created(row: Row): void {
    const actor = this.world.actor(row.value);
    const ordinal = (this.ordinals.get(row.value) ?? 0) + 1;
    this.ordinals.set(row.value, ordinal);
    const id = `environment:${row.subject}`;
    const draft = this.draft(id, row, {
      kind: 'environment',
      nodeId: actor.id,
      title: `${actor.name} ${ordinal}`,
      environment: row.subject,
      ordinal,
    });
    this.environments.set(row.subject, draft);
    this.turn(row.subject, row, { kind: 'create', label: 'create' });
    // The event that it is made for has left the queue.
    const { trace } = this;
    const cause = trace.cause[row.index] ?? row.index;
    this.picked({ ...row, subject: trace.subject[cause] ?? 0 });
  }

  private invokeEnded(row: Row): void {
    const number = this.workplace.get(row.subject);
    this.workplace.delete(row.subject);
    const draft = number === undefined ? undefined : this.environment(number);
    if (!draft) return;
    this.close(draft, row, OUTCOMES[row.value] ?? null);
    this.open(draft, row, { kind: 'idle', label: 'idle' });
  }

  private stopped(row: Row): void {
    const draft = this.environment(row.subject);
    if (!draft) return;
    this.close(draft, row, null);
    draft.endUs = row.timeUs;
    draft.endRecordIndex = row.index;
    draft.lane = null;
    this.environments.delete(row.subject);
  }

  private environment(number: number): Draft | undefined {
    return this.environments.get(number);
  }

  /** The environment goes over to its next segment. */
  private turn(number: number, row: Row, segment: Partial<Segment> & Pick<Segment, 'kind' | 'label'>): void {
    const draft = this.environment(number);
    if (!draft) return;
    if (segment.kind === 'invoke') this.workplace.set(row.subject, number);
    if (segment.kind === 'init' && row.data?.invocation) this.workplace.set(row.data.invocation, number);
    this.close(draft, row, null);
    this.open(draft, row, segment);
  }

  // ---------------------------------------------------------------------------------------- other lanes

  private wait(row: Row, label: string): void {
    const event = this.events.get(row.subject);
    if (!event) return;
    this.picked(row);
    const { fn } = event;
    const id = `queue:${fn.id}`;
    const draft =
      this.drafts.get(id) ?? this.draft(id, row, { kind: 'queue', nodeId: fn.id, title: `${fn.name} queue` });
    event.row = this.freeRow(id);
    draft.rows = Math.max(draft.rows, event.row + 1);
    this.open(draft, row, { kind: 'wait', label, invocation: row.subject, row: event.row });
  }

  /** An event leaves the queue: its wait is over. */
  private picked(row: Row): void {
    const event = this.events.get(row.subject);
    if (!event || event.row < 0) return;
    const id = `queue:${event.fn.id}`;
    const draft = this.drafts.get(id);
    const rows = this.rows.get(id);
    if (rows) rows[event.row] = false;
    event.row = -1;
    if (!draft) return;
    const at = draft.segments.findLastIndex((s) => s.invocation === row.subject && s.endUs === null);
    const segment = draft.segments[at];
    draft.lane = null;
    if (!segment) return;
    // An event that is taken at once has not waited.
    if (segment.startUs === row.timeUs) draft.segments.splice(at, 1);
    else draft.segments[at] = { ...segment, endUs: row.timeUs, endRecordIndex: row.index };
  }

  private freeRow(id: string): number {
    const rows = this.rows.get(id) ?? [];
    this.rows.set(id, rows);
    const free = rows.indexOf(false);
    const row = free < 0 ? rows.length : free;
    rows[row] = true;
    return row;
  }

  private pollers(row: Row): void {
    const wire = this.world.wire(row.subject);
    const id = this.mappings.get(row.subject) ?? `mapping:${wire?.id ?? `w${row.subject}`}`;
    this.mappings.set(row.subject, id);
    const queue = this.world.all.find((actor) => actor.id === wire?.from)?.name ?? 'queue';
    const draft =
      this.drafts.get(id) ??
      this.draft(id, row, { kind: 'mapping', nodeId: wire?.to ?? '', title: `${queue} pollers` });
    this.close(draft, row, null);
    this.open(draft, row, { kind: 'poll', label: String(row.value) });
  }

  // ---------------------------------------------------------------------------------------- segments

  private draft(
    id: string,
    row: Row,
    what: Pick<Lane, 'kind' | 'nodeId' | 'title'> & { environment?: number; ordinal?: number },
  ): Draft {
    const draft: Draft = {
      id,
      environment: null,
      ordinal: null,
      ...what,
      recordIndex: row.index,
      startUs: row.timeUs,
      endUs: null,
      endRecordIndex: null,
      rows: 1,
      segments: [],
      lane: null,
    };
    this.drafts.set(id, draft);
    return draft;
  }

  private open(draft: Draft, row: Row, segment: Partial<Segment> & Pick<Segment, 'kind' | 'label'>): void {
    if (this.count >= SEGMENTS_MAX) {
      this.truncatedAtUs ??= row.timeUs;
      return;
    }
    this.count += 1;
    draft.segments.push({
      startUs: row.timeUs,
      endUs: null,
      recordIndex: row.index,
      endRecordIndex: null,
      invocation: null,
      outcome: null,
      suppressed: false,
      row: 0,
      ...segment,
    });
    draft.lane = null;
  }

  private close(draft: Draft | undefined, row: Row, outcome: Outcome | null): void {
    const last = draft?.segments.at(-1);
    if (!draft || !last || last.endUs !== null) return;
    draft.segments[draft.segments.length - 1] = {
      ...last,
      endUs: row.timeUs,
      endRecordIndex: row.index,
      outcome: outcome ?? last.outcome,
    };
    draft.lane = null;
  }
}

function invocationLabel({ subject, data }: Row): string {
  return data?.attempt > 1 ? `#${subject}, attempt ${data.attempt}` : `#${subject}`;
}

function finished({ lane: _, ...draft }: Draft): Lane {
  return { ...draft, segments: draft.segments.slice() };
}

/** A lane as it was at a record: later segments left out, the last one still open. Null when the lane did not exist yet. */
export function laneAt(lane: Lane, recordIndex: number): Lane | null {
  if (lane.recordIndex > recordIndex) return null;
  const over = lane.endRecordIndex !== null && lane.endRecordIndex <= recordIndex;
  let count = lane.segments.length;
  while (count > 0 && (lane.segments[count - 1]?.recordIndex ?? 0) > recordIndex) count--;
  if (over && count === lane.segments.length) return lane;
  const segments = lane.segments.slice(0, count).map((segment) => {
    const known = segment.endRecordIndex !== null && segment.endRecordIndex <= recordIndex;
    return known || segment.endUs === null ? segment : { ...segment, endUs: null, endRecordIndex: null, outcome: null };
  });
  return { ...lane, segments, endUs: over ? lane.endUs : null, endRecordIndex: over ? lane.endRecordIndex : null };
}
