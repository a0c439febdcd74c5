/**
 * Edits: everything a user can do to the document, as a closed union applied by a pure function. An edit that would make
 * the document invalid is refused as a whole, so what is on the canvas can always be saved, shared and opened again.
 */
import { checkScenario } from './checks.ts';
import { nextId, offsetOfCopies, type Position, uniqueName } from './newNodes.ts';
import { firstProblems, type Problem, problemsOf } from './problems.ts';
import { type FunctionNode, Scenario, type ScenarioNode, type SourceFile, Wire, type WireType } from './schema.ts';
import { canConnect } from './wiring.ts';

export { newNodeDefaults } from './newNodes.ts';

/** Settings to change; those left out stay. For a union, a settings group such as `traffic` is replaced as a whole. */
type Patch<T, Fixed extends PropertyKey> = T extends unknown ? Readonly<Partial<Omit<T, Fixed>>> : never;
export type NodePatch = Patch<ScenarioNode, 'id' | 'type'>;
export type WirePatch = Patch<Wire, 'id' | 'type' | 'from' | 'to'>;
export type RunPatch = Patch<Scenario, 'version' | 'nodes' | 'wires'>;

export type Command =
  | { readonly type: 'addNode'; readonly node: ScenarioNode }
  /** With the wires that start or end there. */
  | { readonly type: 'removeNodes'; readonly ids: readonly string[] }
  | { readonly type: 'moveNodes'; readonly moves: readonly { readonly id: string; readonly position: Position }[] }
  | { readonly type: 'renameNode'; readonly id: string; readonly name: string }
  /** With the wires between them; each copy gets a new name and stands `offset` away (40 px each way by default). */
  | { readonly type: 'duplicateNodes'; readonly ids: readonly string[]; readonly offset?: Position }
  | { readonly type: 'updateNode'; readonly id: string; readonly patch: NodePatch }
  | { readonly type: 'addFile'; readonly id: string; readonly path: string; readonly text?: string }
  | { readonly type: 'setFile'; readonly id: string; readonly path: string; readonly text: string }
  | { readonly type: 'renameFile'; readonly id: string; readonly path: string; readonly to: string }
  | { readonly type: 'removeFile'; readonly id: string; readonly path: string }
  /** Without `wire` the usual kind for these two nodes. */
  | { readonly type: 'connect'; readonly from: string; readonly to: string; readonly wire?: WireType }
  | { readonly type: 'updateWire'; readonly id: string; readonly patch: WirePatch }
  /** Another kind of wire between the same nodes, with its default settings. */
  | { readonly type: 'changeWireType'; readonly id: string; readonly wire: WireType }
  | { readonly type: 'removeWires'; readonly ids: readonly string[] }
  /** Name, description, seed, duration, start, account and model. */
  | { readonly type: 'setRun'; readonly patch: RunPatch }
  | { readonly type: 'replaceScenario'; readonly scenario: Scenario };

export type Applied =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The scenario after the command; the same object when the command changes nothing or is refused. */
export function applyCommand(scenario: Scenario, command: Command): Scenario {
  const applied = tryCommand(scenario, command);
  return applied.ok ? applied.scenario : scenario;
}

/** The scenario after the command, or why the command is refused. Parts that did not change keep their identity. */
export function tryCommand(scenario: Scenario, command: Command): Applied {
  const edited = edit(scenario, command);
  return Array.isArray(edited) ? { ok: false, problems: edited } : settled(scenario, edited);
}

// ---------------------------------------------------------------------------------------------- the edits

type Edited = Scenario | Problem[];

function edit(scenario: Scenario, command: Command): Edited {
  switch (command.type) {
    case 'addNode':
      return { ...scenario, nodes: [...scenario.nodes, command.node] };
    case 'removeNodes':
      return withoutNodes(scenario, new Set(command.ids));
    case 'moveNodes':
      return moved(scenario, new Map(command.moves.map(({ id, position }) => [id, position])));
    case 'renameNode':
      return withNode(scenario, command.id, (node) => ({ ...node, name: command.name }));
    case 'duplicateNodes':
      return duplicated(
        scenario,
        new Set(command.ids),
        command.offset ?? offsetOfCopies(scenario, new Set(command.ids)),
      );
    case 'updateNode':
      // The patch may belong to another type of node; then it has settings this one does not know, and is refused.
      return withNode(scenario, command.id, (node) => ({ ...node, ...command.patch }) as ScenarioNode);
    case 'addFile':
      return withFiles(scenario, command.id, null, (files) => [
        ...files,
        { path: command.path, text: command.text ?? '' },
      ]);
    case 'setFile':
      return withFiles(scenario, command.id, command.path, (files) =>
        files.map((file) => (file.path === command.path ? { ...file, text: command.text } : file)),
      );
    case 'renameFile':
      return withFiles(scenario, command.id, command.path, (files) =>
        files.map((file) => (file.path === command.path ? { ...file, path: command.to } : file)),
      );
    case 'removeFile':
      return withFiles(scenario, command.id, command.path, (files) =>
        files.filter(({ path }) => path !== command.path),
      );
    case 'connect':
      return connected(scenario, command.from, command.to, command.wire);
    case 'updateWire':
      // As with updateNode.
      return withWire(scenario, command.id, (wire) => ({ ...wire, ...command.patch }) as Wire);
    case 'changeWireType':
      // Its settings are filled in when the edit is settled.
      return withWire(scenario, command.id, ({ id, from, to }) => ({ id, from, to, type: command.wire }) as Wire);
    case 'removeWires':
      return { ...scenario, wires: scenario.wires.filter(({ id }) => !command.ids.includes(id)) };
    case 'setRun':
      return { ...scenario, ...command.patch };
    case 'replaceScenario':
      return command.scenario;
  }
}

function withoutNodes(scenario: Scenario, ids: ReadonlySet<string>): Scenario {
  return {
    ...scenario,
    nodes: scenario.nodes.filter(({ id }) => !ids.has(id)),
    wires: scenario.wires.filter(({ from, to }) => !ids.has(from) && !ids.has(to)),
  };
}

const FARTHEST = 100_000;

function moved(scenario: Scenario, positions: ReadonlyMap<string, Position>): Scenario {
  const nodes = scenario.nodes.map((node) => {
    const position = positions.get(node.id);
    return position === undefined ? node : { ...node, position: onCanvas(position) };
  });
  return { ...scenario, nodes };
}

/** Whole pixels, within the canvas. */
function onCanvas({ x, y }: Position): { x: number; y: number } {
  const within = (value: number) => Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, value))) || 0;
  return { x: within(x), y: within(y) };
}

function duplicated(scenario: Scenario, ids: ReadonlySet<string>, offset: Position): Scenario {
  let { nodes, wires } = scenario;
  const copies = new Map<string, string>();
  for (const node of scenario.nodes.filter(({ id }) => ids.has(id))) {
    const id = nextId('n', nodes);
    const name = uniqueName(
      node.name,
      nodes.map((other) => other.name),
    );
    const position = onCanvas({ x: node.position.x + offset.x, y: node.position.y + offset.y });
    copies.set(node.id, id);
    nodes = [...nodes, { ...node, id, name, position }];
  }
  for (const wire of scenario.wires) {
    const from = copies.get(wire.from);
    const to = copies.get(wire.to);
    if (from !== undefined && to !== undefined) wires = [...wires, { ...wire, id: nextId('w', wires), from, to }];
  }
  return { ...scenario, nodes, wires };
}

function connected(scenario: Scenario, fromId: string, toId: string, asked?: WireType): Edited {
  const from = scenario.nodes.find(({ id }) => id === fromId);
  const to = scenario.nodes.find(({ id }) => id === toId);
  if (!from || !to) return refusal(`there is no node with the id "${from ? toId : fromId}"`);
  const connection = canConnect(from, to, scenario);
  if (!connection.ok) return refusal(connection.reason);
  // Whether the kind asked for is possible is checked with the rest when the edit is settled.
  const type = asked ?? connection.types[0];
  const wire = Wire.safeParse({ id: nextId('w', scenario.wires), from: fromId, to: toId, type });
  if (!wire.success) return refusal(`there is no kind of wire called "${asked}"`);
  return { ...scenario, wires: [...scenario.wires, wire.data] };
}

function withNode(scenario: Scenario, id: string, change: (node: ScenarioNode) => ScenarioNode): Edited {
  if (!scenario.nodes.some((node) => node.id === id)) return refusal(`there is no node with the id "${id}"`);
  return { ...scenario, nodes: scenario.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

function withWire(scenario: Scenario, id: string, change: (wire: Wire) => Wire): Edited {
  if (!scenario.wires.some((wire) => wire.id === id)) return refusal(`there is no wire with the id "${id}"`);
  return { ...scenario, wires: scenario.wires.map((wire) => (wire.id === id ? change(wire) : wire)) };
}

/** Changes the files of a function; `path` must be one of them. */
function withFiles(
  scenario: Scenario,
  id: string,
  path: string | null,
  change: (files: readonly SourceFile[]) => SourceFile[],
): Edited {
  const node = scenario.nodes.find((candidate) => candidate.id === id);
  if (node?.type !== 'function') return refusal(`there is no function with the id "${id}"`);
  if (node.handler.kind !== 'code') return refusal(`"${node.name}" has a modelled handler and no files`);
  const { files } = node.handler;
  if (path !== null && !files.some((file) => file.path === path)) {
    return refusal(`"${node.name}" has no file "${path}"`);
  }
  const changed: FunctionNode = { ...node, handler: { kind: 'code', files: change(files) } };
  return withNode(scenario, id, () => changed);
}

function refusal(message: string): Problem[] {
  return [{ path: '', pointer: '', message }];
}

// ---------------------------------------------------------------------------------------------- settling

/** Checks what changed against the schema, then the whole against the rules; keeps what is equal to what was. */
function settled(before: Scenario, edited: Scenario): Applied {
  const known = new Set<unknown>([...before.nodes, ...before.wires]);
  const unchanged = [...edited.nodes, ...edited.wires].every((part) => known.has(part));
  const runKept = RUN_KEYS.every((key) => edited[key] === before[key]);
  if (
    unchanged &&
    runKept &&
    edited.nodes.length === before.nodes.length &&
    edited.wires.length === before.wires.length
  ) {
    return { ok: true, scenario: before };
  }
  const parsed = Scenario.safeParse(edited);
  if (!parsed.success) return { ok: false, problems: firstProblems(problemsOf(Scenario, edited, parsed.error)) };
  const scenario = keepEqual(before, parsed.data);
  if (scenario === before) return { ok: true, scenario };
  const { problems } = checkScenario(scenario);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario };
}

const RUN_KEYS = ['version', 'name', 'description', 'seed', 'startAt', 'durationS', 'account', 'model'] as const;

/** `next` with every part that equals its counterpart in `before` replaced by it, lists matched by `id`. */
export function keepEqual<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (typeof before !== 'object' || typeof next !== 'object' || before === null || next === null) return next;
  if (Array.isArray(before) !== Array.isArray(next)) return next;
  const counterpart = Array.isArray(next) ? counterparts(before, next) : (key: string) => Reflect.get(before, key);
  let same = Object.keys(before).length === Object.keys(next).length;
  for (const key of Object.keys(next)) {
    const value: unknown = Reflect.get(next, key);
    const kept = keepEqual(counterpart(key), value);
    // A parsed document belongs to nobody else yet, so its parts may be put in place.
    if (!Object.is(kept, value)) Reflect.set(next, key, kept);
    same &&= Object.hasOwn(before, key) && Object.is(Reflect.get(before, key), kept);
  }
  // Equal in every part, and so interchangeable.
  return same ? (before as T) : next;
}

/** Counterparts of list entries: by `id` where they have one, else by position. */
function counterparts(before: object, next: readonly unknown[]): (key: string) => unknown {
  const byId = new Map<unknown, unknown>();
  for (const entry of Object.values(before)) if (idOf(entry) !== undefined) byId.set(idOf(entry), entry);
  return (key) => {
    const id = idOf(next[Number(key)]);
    return id === undefined ? Reflect.get(before, key) : byId.get(id);
  };
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}
