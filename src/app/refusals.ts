/** Requests that Lambda refused (429), by function: they reach no environment and so have a lane of their own. */
import type { Scenario } from '../scenario/schema.ts';
import { deployedBy, World } from '../sim/trace/readouts/world.ts';
import { KIND } from '../sim/trace/records.ts';
import type { Trace } from '../sim/trace/trace.ts';

/** Refusals of one function at one moment. */
export interface Refusal {
  readonly timeUs: number;
  readonly count: number;
  /** The first of them. */
  readonly recordIndex: number;
  readonly invocation: number;
}

export interface RefusalLane {
  readonly nodeId: string;
  readonly name: string;
  readonly refusals: readonly Refusal[];
}

/** Collects refusals as the trace grows. After the trace was cut make a new one. */
export class RefusalReader {
  private readonly world: World;
  private next = 0;
  private readonly functionOf = new Map<number, number>();
  private readonly lanes = new Map<number, Refusal[]>();

  constructor(
    private readonly trace: Trace,
    scenario?: Scenario,
  ) {
    this.world = new World(scenario);
  }

  extend(): readonly RefusalLane[] {
    for (; this.next < this.trace.length; this.next++) this.read(this.next);
    return [...this.lanes].map(([fn, refusals]) => {
      const { id, name } = this.world.actor(fn);
      return { nodeId: id, name, refusals };
    });
  }

  private read(index: number): void {
    const { trace } = this;
    const subject = trace.subject[index] ?? 0;
    switch (trace.kind[index]) {
      case KIND.input: {
        const scenario = deployedBy(trace, index);
        if (scenario) this.world.deploy(scenario);
        return;
      }
      case KIND.invoke_sync:
      case KIND.invoke_async:
      case KIND.invoke_batch:
        this.functionOf.set(subject, trace.value[index] ?? 0);
        return;
      case KIND.throttled:
        this.note({ timeUs: trace.time[index] ?? 0, count: 1, recordIndex: index, invocation: subject });
        return;
      default:
    }
  }

  private note(refusal: Refusal): void {
    const fn = this.functionOf.get(refusal.invocation) ?? 0;
    const lane = this.lanes.get(fn) ?? [];
    this.lanes.set(fn, lane);
    const last = lane.at(-1);
    if (last && last.timeUs === refusal.timeUs) lane[lane.length - 1] = { ...last, count: last.count + 1 };
    else lane.push(refusal);
  }
}
