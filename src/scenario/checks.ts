/**
 * What a schema cannot say: rules that join several settings. A *problem* is something that cannot be, here or on AWS;
 * a *warning* is allowed but probably not what was meant.
 */
import { isJson } from './json.ts';
import { nodeWords, number, type Problem, problemAt } from './problems.ts';
import { RESERVED_VARIABLES } from './reserved.ts';
import { parseScheduleExpression } from './scheduleExpression.ts';
import {
  DOCUMENT_LIMITS,
  type FunctionNode,
  Scenario,
  type ScenarioNode,
  type ScheduleNode,
  type Traffic,
  type Wire,
  type WireType,
} from './schema.ts';
import { checkTable, warnOfTable } from './tableChecks.ts';
import { utf8Bytes } from './text.ts';
import { wireRefusal } from './wiring.ts';

export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** The bytes that all environment variables of a function may have together (NODE-21). */
export const ENVIRONMENT_BYTES_MAX = 4096;
/** At least this much of the account limit stays unreserved (CONC-4). */
export const UNRESERVED_MIN = 100;

/** Takes what is wrong with a part of the scenario. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/** What a scenario was taken from when parts of its document are wrong and left out. */
export interface PartOf {
  readonly document: unknown;
  /** Position in the document of each node and wire of the scenario. */
  readonly nodes: readonly number[];
  readonly wires: readonly number[];
  /** Ids of nodes that were left out: wires to them lead somewhere. */
  readonly brokenNodes: ReadonlySet<string>;
}

/** Checks a scenario that already has the form of the schema, or what has it of a document that has not. */
export function checkScenario(scenario: Scenario, part?: PartOf): Findings {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const at = (path: readonly PropertyKey[], message: string): Problem =>
    part
      ? problemAt(Scenario, part.document, pathIn(part, path), message)
      : problemAt(Scenario, scenario, path, message);
  const problem: Report = (path, message) => problems.push(at(path, message));
  const warning: Report = (path, message) => warnings.push(at(path, message));

  if (!part) checkSize(scenario, problem);
  checkUnique(scenario, problem);
  scenario.nodes.forEach((node, i) => {
    checkRanges(node, i, problem);
    if (node.type === 'function') checkFunction(node, i, problem);
    if (node.type === 'function') checkLayers(scenario, node, i, problem);
    if (node.type === 'table') checkTable(node, i, problem);
    if (node.type === 'schedule') checkSchedule(node, i, problem);
    warnOfNode(scenario, node, i, warning);
  });
  checkWires(scenario, part?.brokenNodes ?? NO_IDS, problem);
  checkReservations(scenario, problem);
  checkModel(scenario, problem);
  warnOfWires(scenario, warning);
  return { problems, warnings };
}

const NO_IDS: ReadonlySet<string> = new Set();

/** The place in the document of a place in the scenario that was taken from it. */
function pathIn({ nodes, wires }: PartOf, [list, index, ...rest]: readonly PropertyKey[]): readonly PropertyKey[] {
  if (list === undefined || typeof index !== 'number') return [list, index, ...rest].filter((one) => one !== undefined);
  const positions = list === 'nodes' ? nodes : list === 'wires' ? wires : undefined;
  return [list, positions?.[index] ?? index, ...rest];
}

// ---------------------------------------------------------------------------------------------- problems

function checkSize(scenario: Scenario, problem: Report): void {
  const bytes = documentBytes(scenario);
  if (bytes <= DOCUMENT_LIMITS.bytes) return;
  problem([], `the scenario has ${number(bytes)} bytes; at most ${number(DOCUMENT_LIMITS.bytes)} are possible`);
}

const nodeBytes = new WeakMap<ScenarioNode, number>();

/** Bytes of the document as JSON without spaces. Nodes are never changed in place, so each is measured once. */
export function documentBytes(scenario: Scenario): number {
  let bytes = utf8Bytes(JSON.stringify({ ...scenario, nodes: [] }));
  for (const node of scenario.nodes) {
    let own = nodeBytes.get(node);
    if (own === undefined) {
      own = utf8Bytes(JSON.stringify(node)) + 1;
      nodeBytes.set(node, own);
    }
    bytes += own;
  }
  return bytes;
}

function checkUnique(scenario: Scenario, problem: Report): void {
  const { nodes, wires } = scenario;
  for (const [i, first] of repeated(nodes.map((node) => node.id))) {
    problem(['nodes', i, 'id'], `"${nodes[i]?.id}" is already the id of ${nodeWords(nodes[first], first)}`);
  }
  for (const [i, first] of repeated(nodes.map((node) => node.name))) {
    problem(['nodes', i, 'name'], `is the same as that of ${nodeWords(nodes[first], first)}; every node needs its own`);
  }
  for (const list of ['parameters', 'secrets', 'layers'] as const) {
    for (const [i] of repeated(scenario[list].map((one) => one.name)))
      problem([list, i, 'name'], 'is already the name of another one');
  }
  for (const [i] of repeated(wires.map((wire) => wire.id))) {
    problem(['wires', i, 'id'], `"${wires[i]?.id}" is already the id of another wire`);
  }
}

/** Positions of values that occurred before, each with the first position of the same value. */
function repeated(values: readonly string[]): readonly (readonly [number, number])[] {
  const first = new Map<string, number>();
  const again: [number, number][] = [];
  values.forEach((value, i) => {
    const before = first.get(value);
    if (before === undefined) first.set(value, i);
    else again.push([i, before]);
  });
  return again;
}

function checkRanges(node: ScenarioNode, i: number, problem: Report): void {
  if ('traffic' in node && node.traffic.kind === 'poisson' && node.traffic.startS > node.traffic.endS) {
    problem(['nodes', i, 'traffic', 'endS'], `must not be before the start at ${number(node.traffic.startS)} s`);
  }
  if (node.type !== 'function' || node.handler.kind !== 'modelled') return;
  const law = node.handler.duration;
  if (law.kind === 'uniform' && law.minMs > law.maxMs) {
    problem(['nodes', i, 'handler', 'duration', 'maxMs'], `must not be below the least of ${number(law.minMs)} ms`);
  }
}

/** LAYER-1: up to five, each once; the schema counts them. */
function checkLayers({ layers }: Scenario, node: FunctionNode, i: number, problem: Report): void {
  const known = new Set(layers.map(({ name }) => name));
  node.layers.forEach((name, at) => {
    if (!known.has(name)) problem(['nodes', i, 'layers', at], `there is no layer "${name}" in the scenario`);
  });
  for (const [at] of repeated(node.layers)) problem(['nodes', i, 'layers', at], 'is there already');
}

function checkFunction(node: FunctionNode, i: number, problem: Report): void {
  for (const key of Object.keys(node.env)) {
    if (RESERVED_VARIABLES.has(key)) {
      problem(['nodes', i, 'env', key], 'is a name that Lambda reserves for itself; choose another');
    }
  }
  const bytes = environmentBytes(node.env);
  if (bytes > ENVIRONMENT_BYTES_MAX) {
    problem(['nodes', i, 'env'], `may have 4 KB (4,096 bytes) in all, names and values; they have ${number(bytes)}`);
  }
  if (node.handler.kind !== 'code') return;
  for (const [file] of repeated(node.handler.files.map(({ path }) => path))) {
    problem(['nodes', i, 'handler', 'files', file, 'path'], 'is already the path of another file of this function');
  }
}

/** What counts against the 4 KB of environment variables: all names and values. */
export function environmentBytes(env: Readonly<Record<string, string>>): number {
  return Object.entries(env).reduce((sum, [key, value]) => sum + utf8Bytes(key) + utf8Bytes(value), 0);
}

function checkWires({ nodes, wires }: Scenario, others: ReadonlySet<string>, problem: Report): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  wires.forEach((wire, i) => {
    const from = byId.get(wire.from);
    const to = byId.get(wire.to);
    for (const end of ['from', 'to'] as const) {
      if (!byId.has(wire[end]) && !others.has(wire[end])) problem(['wires', i, end], missingNode(wire[end]));
    }
    if (!from || !to) return;
    // Only those before it: of two that exclude each other the second one is the problem.
    const refusal = wireRefusal(wire, from, to, wires.slice(0, i));
    if (refusal !== null) problem(['wires', i], refusal);
    checkMapping(wire, i, problem);
  });
}

export const missingNode = (id: string): string => `there is no node with the id "${id}"`;

/** SQS-1: batches above 10 messages need time to gather. */
function checkMapping(wire: Wire, i: number, problem: Report): void {
  if (wire.type !== 'mapping' || wire.batchSize <= 10 || wire.batchingWindowS >= 1) return;
  problem(
    ['wires', i, 'batchSize'],
    `is ${number(wire.batchSize)}: above 10 the batching window must be at least 1 s; it is ${wire.batchingWindowS} s`,
  );
}

/** CONC-4; an account whose limit is no larger than what must stay unreserved has nothing to reserve. */
function checkReservations(scenario: Scenario, problem: Report): void {
  const limit = scenario.account.concurrencyLimit;
  const reservable = Math.max(0, limit - UNRESERVED_MIN);
  let sum = 0;
  scenario.nodes.forEach((node, i) => {
    if (node.type !== 'function' || node.reservedConcurrency === null) return;
    sum += node.reservedConcurrency;
    if (sum <= reservable || node.reservedConcurrency === 0) return;
    problem(['nodes', i, 'reservedConcurrency'], reservationWords(limit, reservable, sum));
  });
}

function reservationWords(limit: number, reservable: number, sum: number): string {
  const must = `At least ${UNRESERVED_MIN} of the account's concurrency must stay unreserved`;
  return reservable === 0
    ? `cannot be more than 0: ${must}, and this account has only ${number(limit)}`
    : `is too much: ${must}; with a limit of ${number(limit)} all functions together can reserve ${number(reservable)}, and this makes ${number(sum)}`;
}

function checkModel({ model }: Scenario, problem: Report): void {
  for (const key of ['idleLifetime', 'maximumAge'] as const) {
    const law = model[key];
    if (law.kind === 'uniform' && law.minS > law.maxS) {
      problem(['model', key, 'maxS'], `must not be below the least of ${number(law.minS)} s`);
    }
  }
}

// ---------------------------------------------------------------------------------------------- warnings

function checkSchedule({ expression, service }: ScheduleNode, i: number, problem: Report): void {
  if (expression === '') return;
  const parsed = parseScheduleExpression(expression, service);
  if (!parsed.ok) problem(['nodes', i, 'expression'], `is refused by AWS: ${parsed.message}`);
}

function warnOfNode(scenario: Scenario, node: ScenarioNode, i: number, warning: Report): void {
  if ('traffic' in node) warnOfTraffic(scenario, node, node.traffic, i, warning);
  if (node.type === 'client' && !isJson(node.payload)) {
    warning(['nodes', i, 'payload'], 'is not JSON; Lambda refuses such a request with status 400 (INV-13)');
  }
  if (node.type === 'schedule' && node.input !== '' && !isJson(node.input)) {
    warning(['nodes', i, 'input'], 'is not JSON; nothing is invoked with it (INV-13)');
  }
  if (node.type === 'table') warnOfTable(node, i, warning);
  if (node.type === 'bucket') warnOfBucket(scenario, node.name, node.id, i, warning);
  if (node.type !== 'function') return;
  if (!isJson(node.testEvent)) {
    warning(['nodes', i, 'testEvent'], 'is not JSON; Lambda refuses such a request with status 400 (INV-13)');
  }
  warnOfHandlerFile(node, i, warning);
  warnOfDestinations(scenario, node, warning);
}

function warnOfTraffic(scenario: Scenario, node: ScenarioNode, traffic: Traffic, i: number, warning: Report): void {
  if (traffic.kind === 'none') return;
  if (firstTimeS(traffic) > scenario.durationS) {
    warning(['nodes', i, 'traffic'], `begins after the end of the run at ${number(scenario.durationS)} s`);
  }
  const leads = scenario.wires.some((wire) => wire.from === node.id);
  if (!leads && node.type !== 'queue') warning(['nodes', i, 'traffic'], 'leads nowhere: no wire leaves this node');
}

function firstTimeS(traffic: Traffic): number {
  switch (traffic.kind) {
    case 'none':
      return Number.POSITIVE_INFINITY;
    case 'single':
    case 'burst':
      return traffic.atS;
    case 'every':
    case 'poisson':
      return traffic.startS;
    case 'times':
      return traffic.timesS.reduce((least, timeS) => Math.min(least, timeS), Number.POSITIVE_INFINITY);
  }
}

function warnOfBucket(scenario: Scenario, name: string, id: string, i: number, warning: Report): void {
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
    warning(['nodes', i, 'name'], 'is no bucket name on AWS: 3–63 lower-case letters, digits and hyphens');
  }
  const notified = scenario.wires.filter((wire) => wire.from === id);
  if (notified.length > 1) {
    warning(['nodes', i], 'notifies several targets; on AWS one event of a bucket goes to one, so put a topic between');
  }
}

/** NODE-3: the file is looked for when the function is initialised, and then it is too late. */
function warnOfHandlerFile(node: FunctionNode, i: number, warning: Report): void {
  if (node.handler.kind !== 'code') return;
  const start = node.handlerName.lastIndexOf('/') + 1;
  const module = node.handlerName.slice(0, Math.max(start, node.handlerName.indexOf('.', start)));
  const wanted = new Set([module, `${module}.js`, `${module}.mjs`, `${module}.cjs`]);
  if (module !== '' && node.handler.files.some(({ path }) => wanted.has(path))) return;
  warning(['nodes', i, 'handlerName'], `names a file "${module}" that the function does not have (.mjs, .js or .cjs)`);
}

/** ASYNC-13, ESM-2: what goes wrong on synchronous calls and polled batches reaches no destination. */
function warnOfDestinations(scenario: Scenario, node: FunctionNode, warning: Report): void {
  const into = scenario.wires.filter((wire) => wire.to === node.id);
  if (into.length === 0 || into.some((wire) => wire.type !== 'sync' && wire.type !== 'mapping')) return;
  scenario.wires.forEach((wire, i) => {
    if (wire.from !== node.id || !FOR_ASYNC_ONLY.has(wire.type)) return;
    warning(['wires', i], `stays unused: "${node.name}" is not invoked asynchronously, and only that counts here`);
  });
}

const FOR_ASYNC_ONLY: ReadonlySet<WireType> = new Set<WireType>(['onSuccess', 'onFailure', 'deadLetter']);

function warnOfWires({ nodes, wires }: Scenario, warning: Report): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  wires.forEach((wire, i) => {
    if (wire.type !== 'mapping') return;
    const queue = byId.get(wire.from);
    const target = byId.get(wire.to);
    if (queue?.type !== 'queue' || target?.type !== 'function') return;
    if (queue.visibilityTimeoutS < target.timeoutS) {
      warning(
        ['nodes', nodes.indexOf(queue), 'visibilityTimeoutS'],
        `is ${number(queue.visibilityTimeoutS)} s, shorter than the timeout of "${target.name}" (${number(target.timeoutS)} s): messages come back while they are still being worked on; AWS refuses to create such a mapping (SQS-10)`,
      );
    }
    const { maximumConcurrency } = wire;
    const reserved = target.reservedConcurrency;
    if (maximumConcurrency !== null && reserved !== null && maximumConcurrency > reserved) {
      warning(
        ['wires', i, 'maximumConcurrency'],
        `is above the reserved concurrency of "${target.name}" (${number(reserved)}): batches will be throttled (SQS-4)`,
      );
    }
  });
}
