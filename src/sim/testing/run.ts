/** Drives a kernel in the words of the domain; handlers are stand-ins. */
import type { Scenario } from '../../scenario/schema.ts';
import { createKernel } from '../createKernel.ts';
import type { Kernel } from '../kernel.ts';
import type { RecordKind, TraceRecord } from '../trace/records.ts';
import type { ScenarioBuilder } from './scenarioBuilder.ts';
import { type StandIn, StandInHost } from './standIn.ts';
import { timeline } from './timeline.ts';

export class Run {
  readonly kernel: Kernel;
  readonly scenario: Scenario;
  private readonly host: StandInHost;
  /** Most steps that were asked for at once. */
  stepsAtOnceMax = 0;

  constructor(from: Scenario | ScenarioBuilder, standIns: Readonly<Record<string, StandIn>> = {}) {
    this.scenario = 'build' in from ? from.build() : from;
    this.kernel = createKernel(this.scenario);
    this.host = new StandInHost(standIns);
  }

  /** Lets everything happen up to a time. */
  until(timeS: number, maxEntries = Number.POSITIVE_INFINITY): this {
    while (!this.slice(timeS, maxEntries));
    return this;
  }

  /** One advance; true when everything up to the time has happened. */
  private slice(timeS: number, maxEntries: number): boolean {
    const result = this.kernel.advance(timeS * 1_000_000, maxEntries);
    if (result.type === 'steps') {
      this.stepsAtOnceMax = Math.max(this.stepsAtOnceMax, result.steps.length);
      for (const step of result.steps) this.kernel.answer(this.host.run(step));
    }
    return result.type === 'done';
  }

  /**
   * Lets everything happen up to a time, but stops where the run has become large, which a circle on the canvas can make
   * it; tells whether it got there.
   */
  untilOrLarge(
    timeS: number,
    most: { records: number; chars: number } = { records: 30_000, chars: 10_000_000 },
  ): boolean {
    let chars = 0;
    for (let read = 0; !this.slice(timeS, 200); ) {
      const { trace } = this.kernel;
      for (; read < trace.length; read++) chars += textLength(trace.data.get(read));
      if (trace.length > most.records || chars > most.chars) return false;
    }
    return true;
  }

  /** Presses the button of a node. */
  invoke(name: string, atS: number, options: { payload?: unknown; mode?: 'sync' | 'async' } = {}): this {
    const payload = options.payload === undefined ? {} : { payload: JSON.stringify(options.payload) };
    const nodeId = this.node(name).id;
    this.kernel.input({ type: 'invoke', timeUs: atS * 1_000_000, nodeId, mode: options.mode ?? 'sync', ...payload });
    return this;
  }

  deploy(atS: number, scenario: Scenario): this {
    this.kernel.input({ type: 'deploy', timeUs: atS * 1_000_000, scenario });
    return this;
  }

  /** All records, or those of some kinds. */
  records(...kinds: RecordKind[]): TraceRecord[] {
    const all = Array.from({ length: this.kernel.trace.length }, (_, i) => this.kernel.trace.at(i));
    return kinds.length > 0 ? all.filter(({ kind }) => kinds.includes(kind)) : all;
  }

  /** Times in seconds of the records of some kinds. */
  times(...kinds: RecordKind[]): number[] {
    return this.records(...kinds).map(({ timeUs }) => timeUs / 1_000_000);
  }

  /** One line for each record of some kinds, or for all: `0.340 invoke_started 1 1 ENV-20`. */
  timeline(...kinds: RecordKind[]): string {
    return timeline(this.records(...kinds));
  }

  node(name: string) {
    const node = this.scenario.nodes.find((n) => n.name === name);
    if (!node) throw new Error(`The scenario has no node ${name}.`);
    return node;
  }

  number(name: string): number {
    return this.scenario.nodes.indexOf(this.node(name)) + 1;
  }
}

export function run(from: Scenario | ScenarioBuilder, standIns: Readonly<Record<string, StandIn>> = {}): Run {
  return new Run(from, standIns);
}

function textLength(data: unknown): number {
  return Object.values(data ?? {}).reduce<number>((sum, v) => sum + (typeof v === 'string' ? v.length : 0), 0);
}
