/** Counts of a whole run, for `window.lambdarium.summary()`, headless runs and comparisons. */
import type { Scenario } from '../../../scenario/schema.ts';
import { type InvokeEnded, KIND, THROTTLE_REASONS } from '../records.ts';
import type { Trace } from '../trace.ts';
import { ViewState } from './viewState.ts';
import type { BucketView, Counts, FunctionView, QueueView, TakerView, TopicView, TriggerView } from './viewTypes.ts';

/** Quantiles in ms, by the nearest rank; all 0 when nothing was measured. */
export interface Percentiles {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface FunctionSummary extends Counts {
  readonly type: 'function';
  readonly name: string;
  readonly environments: number;
  /** Requests in flight, cold starts included (CONC-2): the most, and on average from the start to the last record. */
  readonly peakConcurrency: number;
  readonly meanConcurrency: number;
  /** Refusals by the reason that came with them; reasons that never came are left out. */
  readonly throttlesByReason: Readonly<Record<string, number>>;
  /** Duration as REPORT shows it, of all attempts. */
  readonly durationMs: Percentiles;
  /** Init Duration of the attempts that show one. */
  readonly initMs: Percentiles;
  /** Events that still wait at the end. */
  readonly waiting: number;
}

export type NodeSummary =
  | FunctionSummary
  | ({ readonly type: 'queue'; readonly name: string } & Pick<
      QueueView,
      'received' | 'deleted' | 'deadLettered' | 'visible' | 'inFlight'
    >)
  | { readonly type: 'table'; readonly name: string; readonly items: number; readonly writes: number }
  | ({ readonly type: 'bucket'; readonly name: string } & Pick<BucketView, 'objects' | 'puts'> & Sent)
  | ({ readonly type: 'topic'; readonly name: string } & Pick<TopicView, 'published'> & Sent)
  | ({ readonly type: 'eventBus' | 'stream' | 'stateMachine' | 'endpoint'; readonly name: string } & Pick<
      TakerView,
      'taken' | 'unmatched'
    >)
  | ({
      readonly type: 'client' | 'api' | 'schedule';
      readonly name: string;
      /** From sending to the answer, synchronous requests only. */
      readonly latencyMs: Percentiles;
    } & Sent);

type Sent = Pick<TriggerView, 'sent' | 'ok' | 'failed' | 'throttled' | 'waiting'>;

export interface Summary {
  readonly records: number;
  readonly timeS: number;
  /** Sums over the functions; `deadLettered` counts the messages that queues moved to theirs as well. */
  readonly totals: Counts & { readonly peakConcurrency: number };
  /** By node id. */
  readonly nodes: Readonly<Record<string, NodeSummary>>;
  /** What functions reported with PutMetricData, by namespace and name. */
  readonly metrics: Readonly<Record<string, MetricSummary>>;
}

export interface MetricSummary {
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** Sums up a trace. `scenario` is the one the run started with. */
export function summarize(trace: Trace, scenario?: Scenario): Summary {
  const state = new ViewState(scenario);
  const samples = new Samples();
  while (state.next < trace.length) {
    samples.read(trace, state.next);
    state.apply(trace);
  }
  const view = state.snapshot();
  const meanInUse = state.meanInUse();
  const nodes: Record<string, NodeSummary> = {};
  let redriven = 0;
  for (const { id, number, name, type } of state.world.all) {
    const sent = sentOf(view.triggers[id]);
    const fn = view.functions[id];
    const queue = view.queues[id];
    const bucket = view.buckets[id];
    const topic = view.topics[id];
    const table = view.tables[id];
    if (fn) nodes[id] = functionSummary(fn, { samples, number, meanConcurrency: meanInUse.get(id) ?? 0 });
    else if (queue) {
      const { received, deleted, deadLettered, visible, inFlight } = queue;
      nodes[id] = { type: 'queue', name, received, deleted, deadLettered, visible, inFlight };
      redriven += deadLettered;
    } else if (bucket) nodes[id] = { type: 'bucket', name, objects: bucket.objects, puts: bucket.puts, ...sent };
    else if (table) nodes[id] = { type: 'table', name, items: table.items, writes: table.writes };
    else if (topic) nodes[id] = { type: 'topic', name, published: topic.published, ...sent };
    else if (type === 'eventBus' || type === 'stream' || type === 'stateMachine' || type === 'endpoint') {
      const { taken = 0, unmatched = 0 } = view.takers[id] ?? {};
      nodes[id] = { type, name, taken, unmatched };
    } else if (type === 'client' || type === 'api' || type === 'schedule') {
      nodes[id] = { type, name, ...sent, latencyMs: percentiles(samples.latencyUs.get(number)) };
    }
  }
  return {
    records: trace.length,
    timeS: view.timeUs / 1e6,
    totals: {
      ...view.totals,
      deadLettered: view.totals.deadLettered + redriven,
      peakConcurrency: view.account.peak,
    },
    nodes,
    metrics: Object.fromEntries(samples.metrics),
  };
}

function sentOf(trigger: TriggerView | undefined): Sent {
  const { sent = 0, ok = 0, failed = 0, throttled = 0, waiting = 0 } = trigger ?? {};
  return { sent, ok, failed, throttled, waiting };
}

function functionSummary(
  fn: FunctionView,
  { samples, number, meanConcurrency }: { samples: Samples; number: number; meanConcurrency: number },
): FunctionSummary {
  return {
    type: 'function',
    name: fn.name,
    ...fn.counts,
    environments: fn.created,
    peakConcurrency: fn.peak,
    meanConcurrency,
    throttlesByReason: samples.throttles.get(number) ?? {},
    durationMs: percentiles(samples.durationUs.get(number)),
    initMs: percentiles(samples.initUs.get(number)),
    waiting: fn.asyncQueue.length,
  };
}

/** What percentiles are taken of, in µs by node number. */
class Samples {
  readonly durationUs = new Map<number, number[]>();
  readonly initUs = new Map<number, number[]>();
  readonly latencyUs = new Map<number, number[]>();
  readonly throttles = new Map<number, Record<string, number>>();
  readonly metrics = new Map<string, MetricSummary>();
  private readonly requests = new Map<number, { fn: number; source: number; timeUs: number }>();

  read(trace: Trace, index: number): void {
    const subject = trace.subject[index] ?? 0;
    const timeUs = trace.time[index] ?? 0;
    switch (trace.kind[index]) {
      case KIND.invoke_sync:
      case KIND.invoke_async:
      case KIND.invoke_batch: {
        const { source = 0 } = (trace.data.get(index) ?? {}) as { source?: number }; // by the kind
        this.requests.set(subject, { fn: trace.value[index] ?? 0, source, timeUs });
        return;
      }
      case KIND.throttled: {
        const fn = this.requests.get(subject)?.fn;
        const reason = THROTTLE_REASONS[trace.value[index] ?? -1];
        if (fn === undefined || !reason) return;
        const counts = this.throttles.get(fn) ?? {};
        counts[reason] = (counts[reason] ?? 0) + 1;
        this.throttles.set(fn, counts);
        return;
      }
      case KIND.responded: {
        const request = this.requests.get(subject);
        if (request) add(this.latencyUs, request.source, timeUs - request.timeUs);
        return;
      }
      case KIND.invoke_ended: {
        const request = this.requests.get(subject);
        const data = trace.data.get(index) as InvokeEnded | undefined; // by the kind
        if (!request || !data) return;
        add(this.durationUs, request.fn, data.durationUs);
        if (data.initUs !== undefined) add(this.initUs, request.fn, data.initUs);
        return;
      }
      case KIND.metrics_put: {
        const { namespace, metrics } = trace.data.get(index) as MetricsPut; // by the kind
        for (const { name, ...samples } of metrics) {
          const key = `${namespace} ${name}`;
          this.metrics.set(key, together(this.metrics.get(key), samples));
        }
        return;
      }
      default:
    }
  }
}

interface MetricsPut {
  readonly namespace: string;
  readonly metrics: readonly ({ readonly name: string } & MetricSummary)[];
}

function together(a: MetricSummary | undefined, b: MetricSummary): MetricSummary {
  if (!a) return b;
  return {
    unit: a.unit,
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

function add(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function percentiles(samplesUs: readonly number[] = []): Percentiles {
  const sorted = Float64Array.from(samplesUs).sort();
  const rank = (share: number) => (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0) / 1000;
  const sum = sorted.reduce((a, b) => a + b, 0);
  return {
    count: sorted.length,
    mean: sorted.length === 0 ? 0 : sum / sorted.length / 1000,
    p50: rank(0.5),
    p90: rank(0.9),
    p95: rank(0.95),
    p99: rank(0.99),
    max: rank(1),
  };
}
