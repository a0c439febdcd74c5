/**
 * The canvas as a run sees it: nodes and wires by number. Numbers are positions in the scenario, counted from 1; what a later
 * deployment adds is numbered on, and what it removes keeps its number.
 */
import type {
  FunctionNode,
  NodeType,
  Scenario,
  ScenarioNode,
  ScheduleNode,
  Wire,
  WireType,
} from '../../scenario/schema.ts';
import { PRIORITY } from '../kernel/queue.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import { fullBucket } from '../kernel/tokenBucket.ts';
import { stopEnvironment } from '../lambda/environments.ts';
import { unreservedLimit } from '../lambda/rules/admission.ts';
import { filesWithLayers } from '../lambda/rules/layers.ts';
import { ENTRY, epochMsAt, existing, type FunctionState, note, type Simulation } from '../simulation.ts';
import { type BucketState, newBucket } from './bucket.ts';
import type { CallState } from './calls/service.ts';
import type { Database } from './dynamodb/operations/database.ts';
import type { Table } from './dynamodb/table.ts';
import { applyMappings, type Batch, type MappingState } from './mapping.ts';
import type { Delivery } from './notifications.ts';
import { type Message, newQueue, type QueueState, scheduleRetention } from './queue.ts';
import { arrivalOfSchedule } from './scheduleTimes.ts';
import type { Execution } from './stateMachine.ts';
import { changeTable, createTable } from './tables.ts';
import { type ArrivalState, firstArrival, nextArrival } from './traffic.ts';

export interface NodeState {
  readonly number: number;
  readonly id: string;
  settings: ScenarioNode;
  removed: boolean;
  /** Wires that leave it, in the order of the scenario. */
  wires: WireState[];
  /** The next arrival of its traffic. */
  arrival: ArrivalState | null;
  /** Counts changes of its traffic; entries of an earlier one are void. */
  trafficVersion: number;
  /** When its traffic last fired, µs; -1 before that. */
  lastArrivalUs: number;
  /** How often it has fired, or an endpoint has answered: what `{n}` becomes. */
  fired: number;
  /** The event of a client as it was last parsed. */
  parsed:
    | { readonly ok: true; readonly from: string; readonly text: string }
    | { readonly ok: false; readonly from: string; readonly code: string; readonly message: string }
    | null;
  readonly random: Readonly<Record<'traffic' | 'faults', RandomStream>>;
}

export interface WireState {
  readonly number: number;
  readonly id: string;
  settings: Wire;
  removed: boolean;
  from: NodeState;
  to: NodeState;
  /** How long things are on their way over it. */
  readonly delivery: RandomStream;
}

export interface World {
  readonly nodes: (NodeState | undefined)[];
  readonly nodeNumbers: Map<string, number>;
  readonly wires: (WireState | undefined)[];
  readonly wireNumbers: Map<string, number>;
  /** By node number. */
  readonly queues: (QueueState | undefined)[];
  readonly buckets: (BucketState | undefined)[];
  readonly tables: (Table | undefined)[];
  /** By wire number. */
  readonly mappings: (MappingState | undefined)[];
  /** By number; those that are gone are undefined. */
  readonly messages: (Message | undefined)[];
  readonly batches: (Batch | undefined)[];
  readonly calls: (CallState | undefined)[];
  readonly deliveries: (Delivery | undefined)[];
  objects: number;
  publications: number;
  /** Writes to items of tables. */
  itemChanges: number;
  /** What transactions of DynamoDB have been asked for, by their tokens. */
  readonly transactionTokens: Database['tokens'];
  busEvents: number;
  streamRecords: number;
  executions: number;
  readonly executionsByArn: Map<string, Execution>;
}

export function emptyWorld(): World {
  return {
    nodes: [undefined],
    nodeNumbers: new Map(),
    wires: [undefined],
    wireNumbers: new Map(),
    queues: [],
    buckets: [],
    tables: [],
    mappings: [],
    messages: [undefined],
    batches: [undefined],
    calls: [undefined],
    deliveries: [undefined],
    objects: 0,
    publications: 0,
    itemChanges: 0,
    transactionTokens: new Map(),
    busEvents: 0,
    streamRecords: 0,
    executions: 0,
    executionsByArn: new Map(),
  };
}

/** The wires of a kind that leave a node. */
export function wiresOf<T extends WireType>(node: NodeState, type: T): WireState[] {
  return node.wires.filter(({ settings }) => settings.type === type);
}

/** The node of a kind with this name, the first of them. */
export function nodeNamed(world: World, type: NodeType, name: string): NodeState | undefined {
  return world.nodes.find(
    (node) => node && !node.removed && node.settings.type === type && node.settings.name === name,
  );
}

// ------------------------------------------------------------------------------------------ scenario → state

/** Takes over a scenario: at the start of a run (no cause), or by a deployment, whose record is the cause. */
export function applyScenario(sim: Simulation, scenario: Scenario, cause?: number): void {
  // Seed, start and length are those of the run; a deployment does not change them (D22).
  const { seed, startAt, durationS } = cause === undefined ? scenario : sim.scenario;
  sim.scenario = { ...scenario, seed, startAt, durationS };
  const { world } = sim;
  for (const settings of scenario.nodes) applyNode(sim, settings, cause);
  const kept = new Set(scenario.nodes.map(({ id }) => id));
  for (const node of world.nodes) if (node && !kept.has(node.id)) removeNode(sim, node, cause);
  applyWires(sim, scenario);
  applyMappings(sim, cause ?? 0);
  countConcurrency(sim);
}

function applyNode(sim: Simulation, settings: ScenarioNode, cause: number | undefined): void {
  const { world } = sim;
  let known = world.nodes[world.nodeNumbers.get(settings.id) ?? 0];
  if (known && known.settings.type !== settings.type) {
    // A document uses the id of a deleted node again: another kind of node is another node.
    removeNode(sim, known, cause);
    known = undefined;
  }
  const node = known ?? newNode(sim, settings, cause ?? 0);
  const before = node.settings;
  const restored = node.removed;
  node.settings = settings;
  node.removed = false;
  if (settings.type === 'queue' && before.type === 'queue' && before.retentionS !== settings.retentionS)
    scheduleRetention(sim, existing(world.queues[node.number], 'a queue'));
  if (settings.type === 'table' && before.type === 'table')
    changeTable(sim, node, { before, after: settings }, cause ?? 0);
  if (settings.type === 'function') applyFunction(sim, node, settings, cause);
  if (!known || restored || trafficOf(before) !== trafficOf(settings)) restartTraffic(sim, node);
}

function newNode(sim: Simulation, settings: ScenarioNode, cause: number): NodeState {
  const { world, seed } = sim;
  const number = world.nodes.length;
  const node: NodeState = {
    number,
    id: settings.id,
    settings,
    removed: false,
    wires: [],
    arrival: null,
    lastArrivalUs: -1,
    trafficVersion: 0,
    fired: 0,
    parsed: null,
    random: {
      traffic: randomStream(seed, settings.id, 'traffic'),
      faults: randomStream(seed, settings.id, 'faults'),
    },
  };
  world.nodes.push(node);
  world.nodeNumbers.set(settings.id, number);
  if (settings.type === 'queue') world.queues[number] = newQueue(node);
  if (settings.type === 'bucket') world.buckets[number] = newBucket();
  if (settings.type === 'table') createTable(sim, node, settings, cause);
  return node;
}

function applyFunction(sim: Simulation, node: NodeState, settings: FunctionNode, cause: number | undefined): void {
  const fn = sim.functions[node.number];
  if (!fn) {
    sim.functions[node.number] = newFunction(sim, node, settings);
    return;
  }
  const files = filesWithLayers(settings, sim.scenario.layers);
  const changed = fn.removed || deployedPart(fn) !== deployedPart({ settings, files });
  fn.settings = settings;
  fn.files = files;
  fn.removed = false;
  if (changed) replaceEnvironments(sim, fn, cause);
}

function newFunction(sim: Simulation, node: NodeState, settings: FunctionNode): FunctionState {
  const stream = (purpose: string) => randomStream(sim.seed, node.id, purpose);
  return {
    node: node.number,
    id: node.id,
    settings,
    files: filesWithLayers(settings, sim.scenario.layers),
    deployment: 1,
    deployedRecord: 0,
    removed: false,
    idle: [],
    live: new Set(),
    running: 0,
    requestTokens: fullBucket(),
    scalingTokens: fullBucket(),
    created: 0,
    random: {
      coldStart: stream('cold start'),
      idleLifetime: stream('idle lifetime'),
      maximumAge: stream('maximum age'),
      routing: stream('routing'),
      duration: stream('duration'),
      error: stream('error'),
      latency: stream('latency'),
    },
  };
}

/** What needs new environments when it changes; concurrency and retries do not. As text, to be compared. */
function deployedPart({ settings, files }: Pick<FunctionState, 'settings' | 'files'>): string {
  const { name, runtime, handlerName, memoryMb, timeoutS, packageMb, env, handler } = settings;
  // Files of the handler are among the files.
  const model = handler.kind === 'code' ? 'code' : handler;
  const variables = Object.entries(env).sort();
  return JSON.stringify([name, runtime, handlerName, memoryMb, timeoutS, packageMb, variables, model, files]);
}

/** ENV-28: idle environments go now, busy ones after their present work. */
function replaceEnvironments(sim: Simulation, fn: FunctionState, cause: number | undefined): void {
  fn.deployment++;
  fn.deployedRecord = note(sim, 'deployed', 'ENV-28', cause, fn.node, fn.deployment);
  for (const environment of [...fn.idle]) stopEnvironment(sim, environment, 'replaced');
}

function removeNode(sim: Simulation, node: NodeState, cause: number | undefined): void {
  if (node.removed) return;
  node.removed = true;
  node.trafficVersion++;
  const fn = sim.functions[node.number];
  if (!fn) return;
  fn.removed = true;
  replaceEnvironments(sim, fn, cause);
}

function applyWires(sim: Simulation, scenario: Scenario): void {
  const { world } = sim;
  for (const node of world.nodes) if (node) node.wires = [];
  for (const wire of world.wires) if (wire) wire.removed = true;
  for (const settings of scenario.wires) {
    const known = world.wires[world.wireNumbers.get(settings.id) ?? 0];
    // As for nodes: a wire of another kind is another wire, also under a known id.
    const number = known?.settings.type === settings.type ? known.number : world.wires.push(undefined) - 1;
    world.wireNumbers.set(settings.id, number);
    const from = world.nodes[world.nodeNumbers.get(settings.from) ?? 0];
    const to = world.nodes[world.nodeNumbers.get(settings.to) ?? 0];
    if (!from || !to || from.removed || to.removed) continue;
    const delivery = known?.delivery ?? randomStream(sim.seed, settings.id, 'delivery');
    const wire = world.wires[number] ?? { number, id: settings.id, settings, removed: false, from, to, delivery };
    Object.assign(wire, { settings, removed: false, from, to });
    world.wires[number] = wire;
    from.wires.push(wire);
  }
}

/** CONC-5, CONC-6: what the unreserved pool is, and how much of it is in use. */
function countConcurrency(sim: Simulation): void {
  const functions = sim.functions.filter((fn) => fn !== undefined);
  const reserved = functions.map((fn) => (fn.removed ? null : fn.settings.reservedConcurrency));
  sim.unreservedLimit = unreservedLimit(sim.scenario.account.concurrencyLimit, reserved);
  sim.unreservedRunning = functions
    .filter((fn) => fn.settings.reservedConcurrency === null)
    .reduce((sum, fn) => sum + fn.running, 0);
}

// ------------------------------------------------------------------------------------------ traffic

/** The part of the settings that says when a node fires, as text. */
function trafficOf(settings: ScenarioNode): string {
  if (!hasTraffic(settings)) return '';
  return JSON.stringify(settings.type === 'schedule' ? scheduleSettings(settings) : settings.traffic);
}

const scheduleSettings = ({ rate, expression, service, enabled }: ScheduleNode) => [rate, expression, service, enabled];

/** Times of traffic count from the start of the run; what lies in the past of a change is left out. */
function restartTraffic(sim: Simulation, node: NodeState): void {
  node.trafficVersion++;
  node.arrival = arrivalAfter(sim, node, null, sim.nowUs);
  // What has come at this very moment does not come again.
  while (node.arrival && (node.arrival.timeUs < sim.nowUs || node.arrival.timeUs <= node.lastArrivalUs))
    node.arrival = arrivalAfter(sim, node, node.arrival);
  scheduleArrival(sim, node);
}

/** Traffic ends with the run; what is under way then may go on. */
function scheduleArrival(sim: Simulation, node: NodeState): void {
  if (!node.arrival || node.arrival.timeUs > sim.scenario.durationS * 1_000_000) return;
  sim.queue.add(node.arrival.timeUs, PRIORITY.arrival, ENTRY.traffic, node.number, node.trafficVersion);
}

/** The arrival that is due now, or null when the entry is void; schedules the next. */
export function takeArrival(sim: Simulation, node: NodeState, version: number): ArrivalState | null {
  const { arrival } = node;
  if (node.removed || version !== node.trafficVersion || !arrival) return null;
  node.lastArrivalUs = arrival.timeUs;
  node.arrival = arrivalAfter(sim, node, arrival);
  scheduleArrival(sim, node);
  return arrival;
}

function arrivalAfter(sim: Simulation, node: NodeState, before: ArrivalState | null, sinceUs = 0): ArrivalState | null {
  const { settings } = node;
  if (!hasTraffic(settings)) return null;
  if (settings.type === 'schedule') return arrivalOfSchedule(settings, epochMsAt(sim, 0), before);
  return before
    ? nextArrival(settings.traffic, before, node.random.traffic)
    : firstArrival(settings.traffic, node.random.traffic, sinceUs);
}

type WithTraffic = Exclude<ScenarioNode, { type: 'function' | 'table' | 'stateMachine' | 'endpoint' }>;

function hasTraffic(settings: ScenarioNode): settings is WithTraffic {
  return !['function', 'table', 'stateMachine', 'endpoint'].includes(settings.type);
}
