/**
 * Who is who in a trace: records name nodes and wires by number, read-outs need their ids, names and settings.
 *
 * Numbers are 1-based positions in the scenario a run started with. A deployment keeps the numbers of the nodes that it
 * knows by id and kind, and appends new ones; removed nodes keep theirs.
 */
import type { FunctionNode, NodeType, Scenario, ScenarioNode, Wire, WireType } from '../../../scenario/schema.ts';
import type { Input } from '../../kernel.ts';
import { KIND } from '../records.ts';
import type { Trace } from '../trace.ts';

/** A node as read-outs see it. */
export interface Actor {
  readonly number: number;
  /** The node's id in the scenario. */
  readonly id: string;
  readonly name: string;
  /** `unknown` when a trace is read without its scenario. */
  readonly type: NodeType | 'unknown';
  readonly node: ScenarioNode | null;
}

export class World {
  private readonly actors: Actor[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly wireList: Wire[] = [];
  private readonly wireNumbers = new Map<string, number>();
  /** Wires that exist now, removed ones excluded. */
  private liveWires: readonly Wire[] = [];
  /** Concurrency limit of the account; null when unknown. */
  accountLimit: number | null = null;
  /** What functions without reserved concurrency share (CONC-5); null when unknown. */
  unreservedLimit: number | null = null;
  /** Milliseconds since 1970 at time 0 of the run. */
  epochMs = Date.UTC(2026, 0, 5, 9);

  constructor(scenario?: Scenario) {
    if (scenario) this.deploy(scenario);
  }

  /** A scenario holds from here on. */
  deploy(scenario: Scenario): void {
    for (const node of scenario.nodes) {
      const known = this.actors[(this.numbers.get(node.id) ?? 0) - 1];
      const number = known?.type === node.type ? known.number : this.actors.length + 1;
      this.numbers.set(node.id, number);
      this.actors[number - 1] = { number, id: node.id, name: node.name, type: node.type, node };
    }
    for (const wire of scenario.wires) {
      const known = this.wireNumbers.get(wire.id) ?? 0;
      const number = this.wireList[known - 1]?.type === wire.type ? known : this.wireList.length + 1;
      this.wireNumbers.set(wire.id, number);
      this.wireList[number - 1] = wire;
    }
    this.liveWires = scenario.wires;
    this.accountLimit = scenario.account.concurrencyLimit;
    const reserved = scenario.nodes.reduce(
      (sum, n) => sum + (n.type === 'function' ? (n.reservedConcurrency ?? 0) : 0),
      0,
    );
    this.unreservedLimit = Math.max(0, this.accountLimit - reserved);
    if (this.actors.length === scenario.nodes.length) this.epochMs = Date.parse(scenario.startAt);
  }

  /** The node of a number; one that nobody knows gets the id `n<number>`. */
  actor(number: number): Actor {
    return this.actors[number - 1] ?? { number, id: `n${number}`, name: `node ${number}`, type: 'unknown', node: null };
  }

  /** All nodes there ever were, in order of number. */
  get all(): readonly Actor[] {
    return this.actors;
  }

  functionSettings(number: number): FunctionNode | null {
    const { node } = this.actor(number);
    return node?.type === 'function' ? node : null;
  }

  /** The wire of a number, or undefined. */
  wire(number: number): Wire | undefined {
    return this.wireList[number - 1];
  }

  /** The wire from one node to another of one of these types, the first type that fits. */
  wireBetween(from: Actor, to: Actor, types: readonly WireType[]): Wire | undefined {
    for (const type of types) {
      const wire = this.liveWires.find((w) => w.type === type && w.from === from.id && w.to === to.id);
      if (wire) return wire;
    }
    return undefined;
  }

  /** Wires that leave a node, of these types. */
  wiresFrom(from: Actor, types: readonly WireType[]): readonly Wire[] {
    return this.liveWires.filter((w) => w.from === from.id && types.includes(w.type));
  }

  clone(): World {
    const copy = new World();
    copy.actors.push(...this.actors);
    for (const [id, number] of this.numbers) copy.numbers.set(id, number);
    copy.wireList.push(...this.wireList);
    for (const [id, number] of this.wireNumbers) copy.wireNumbers.set(id, number);
    copy.liveWires = this.liveWires;
    copy.accountLimit = this.accountLimit;
    copy.unreservedLimit = this.unreservedLimit;
    copy.epochMs = this.epochMs;
    return copy;
  }
}

/** The scenario that an `input` record deploys, or null. */
export function deployedBy(trace: Trace, index: number): Scenario | null {
  if (trace.kind[index] !== KIND.input) return null;
  // The data of an `input` record is the input (records.ts).
  const input = trace.data.get(index) as Input | undefined;
  return input?.type === 'deploy' ? input.scenario : null;
}

/** Who is who at a record: `scenario` is the one the run started with. */
export function worldAt(trace: Trace, scenario: Scenario | undefined, index: number): World {
  const world = new World(scenario);
  for (let i = 0; i <= index; i++) {
    const next = deployedBy(trace, i);
    if (next) world.deploy(next);
  }
  return world;
}
