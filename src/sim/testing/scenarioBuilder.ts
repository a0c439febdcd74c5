/** Scenarios in a few words, for tests: names stand for ids, and everything not said has its default. */
import { Scenario, type ScenarioInput, type WireType } from '../../scenario/schema.ts';

type NodeInput = NonNullable<ScenarioInput['nodes']>[number];
type WireInput = NonNullable<ScenarioInput['wires']>[number];
/** The settings of a kind of node without what the builder fills in. */
type Settings<T extends NodeInput['type']> = Partial<
  Omit<Extract<NodeInput, { type: T }>, 'id' | 'name' | 'type' | 'position'>
>;
type WireSettings<T extends WireType> = Partial<Omit<Extract<WireInput, { type: T }>, 'id' | 'type' | 'from' | 'to'>>;

/** What tests pin, so that times in expectations are round: 200 ms to create, 140 ms to boot, 10 min idle. */
const PINNED = {
  idleLifetime: { kind: 'fixed', s: 600 },
  maximumAge: { kind: 'none' },
  coldStart: { kind: 'fixed', createMs: 200, runtimeInitMs: 140 },
} as const;

export class ScenarioBuilder {
  private readonly nodes: NodeInput[] = [];
  private readonly wires: WireInput[] = [];

  constructor(private settings: Partial<ScenarioInput> = {}) {}

  client(name: string, settings: Settings<'client'> = {}): this {
    return this.node('client', name, settings);
  }
  api(name: string, settings: Settings<'api'> = {}): this {
    return this.node('api', name, settings);
  }
  schedule(name: string, settings: Settings<'schedule'> = {}): this {
    return this.node('schedule', name, settings);
  }
  bucket(name: string, settings: Settings<'bucket'> = {}): this {
    return this.node('bucket', name, settings);
  }
  topic(name: string, settings: Settings<'topic'> = {}): this {
    return this.node('topic', name, settings);
  }
  table(name: string, settings: Settings<'table'> = {}): this {
    return this.node('table', name, settings);
  }
  queue(name: string, settings: Settings<'queue'> = {}): this {
    return this.node('queue', name, settings);
  }
  eventBus(name: string, settings: Settings<'eventBus'> = {}): this {
    return this.node('eventBus', name, settings);
  }
  stream(name: string, settings: Settings<'stream'> = {}): this {
    return this.node('stream', name, settings);
  }
  stateMachine(name: string): this {
    return this.node('stateMachine', name, {});
  }
  endpoint(name: string, settings: Settings<'endpoint'> = {}): this {
    return this.node('endpoint', name, settings);
  }
  /** A function with code; what it does is said by the stand-in of the same name. */
  code(name: string, settings: Settings<'function'> = {}): this {
    const handler = { kind: 'code' as const, files: [{ path: 'index.mjs', text: `// ${name}` }] };
    return this.node('function', name, { handler, ...settings });
  }
  /** A function with a modelled handler that takes so many milliseconds. */
  modelled(name: string, ms: number, settings: Settings<'function'> = {}): this {
    const handler = { kind: 'modelled' as const, duration: { kind: 'constant' as const, ms } };
    return this.node('function', name, { handler, ...settings });
  }
  wire<T extends WireType>(type: T, from: string, to: string, settings?: WireSettings<T>): this {
    const ends = { id: `w${this.wires.length + 1}`, type, from: this.id(from), to: this.id(to) };
    // The settings of a kind of wire complete it; TypeScript does not follow that through the union.
    this.wires.push({ ...ends, ...settings } as unknown as WireInput);
    return this;
  }

  build(): Scenario {
    return Scenario.parse({
      version: 1,
      durationS: 3600,
      model: PINNED,
      ...this.settings,
      nodes: this.nodes,
      wires: this.wires,
    });
  }

  private node(type: NodeInput['type'], name: string, settings: object): this {
    const base = { id: `n${this.nodes.length + 1}`, name, type, position: { x: 0, y: 0 } };
    // As above: the settings of a kind of node complete it.
    this.nodes.push({ ...base, ...settings } as unknown as NodeInput);
    return this;
  }

  private id(name: string): string {
    const node = this.nodes.find((n) => n.name === name);
    if (!node) throw new Error(`The scenario has no node ${name}.`);
    return node.id;
  }
}

export function scenario(settings: Partial<ScenarioInput> = {}): ScenarioBuilder {
  return new ScenarioBuilder(settings);
}
