/** What a new node looks like: a free name, the next id, defaults that do something when played, and a free place. */
import { type NodeType, type Runtime, type Scenario, ScenarioNode } from './schema.ts';

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A node to add, with everything filled in; without `position` it stands where nothing else does. */
export function newNodeDefaults(type: NodeType, scenario: Scenario, position?: Position): ScenarioNode {
  const base = {
    id: nextId('n', scenario.nodes),
    name: uniqueName(
      NAMES[type],
      scenario.nodes.map((node) => node.name),
    ),
    position: position ?? freePosition(type, scenario),
  };
  if (type !== 'function') return ScenarioNode.parse({ ...base, type });
  return ScenarioNode.parse({ ...base, type, testEvent: TEST_EVENT, handler: newHandler('nodejs24.x') });
}

const NAMES: Readonly<Record<NodeType, string>> = {
  client: 'client',
  api: 'api',
  schedule: 'schedule',
  bucket: 'bucket',
  topic: 'topic',
  queue: 'queue',
  table: 'table',
  function: 'function',
  // Events that name no bus go to the one of this name.
  eventBus: 'default',
  stream: 'stream',
  stateMachine: 'workflow',
  endpoint: 'endpoint',
};

const TEST_EVENT = '{\n  "name": "Ada"\n}';

/** Handler code that runs in every runtime offered: an ES module with an async handler of one parameter. */
export function newHandler(_runtime: Runtime) {
  return { kind: 'code' as const, files: [{ path: 'index.mjs', text: HELLO }] };
}

const HELLO = `// Out here: runs once, when an environment starts.
let served = 0;

// In here: runs once per invocation.
export const handler = async (event) => {
  served += 1;
  console.log('got', event);
  return { message: \`Hello \${event.name ?? 'world'}\`, served };
};
`;

/** The next id of its letter: one more than the highest there is. */
export function nextId(letter: 'n' | 'w', taken: readonly { readonly id: string }[]): string {
  const numbers = taken.map(({ id }) => Number(id.slice(1)));
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  if (highest < HIGHEST_ID) return `${letter}${highest + 1}`;
  // Only a document written by hand gets here; there are far fewer nodes than numbers.
  const used = new Set(numbers);
  let free = 1;
  while (used.has(free)) free++;
  return `${letter}${free}`;
}

const HIGHEST_ID = 999_999;
const LONGEST_NAME = 64;

/** `wish`, or `wish-2`, `wish-3` … when it is taken. */
export function uniqueName(wish: string, taken: readonly string[]): string {
  const used = new Set(taken);
  if (!used.has(wish)) return wish;
  const stem = wish.replace(/-\d{1,6}$/, '') || wish;
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const name = `${stem.slice(0, LONGEST_NAME - ending.length)}${ending}`;
    if (!used.has(name)) return name;
  }
}

// ---------------------------------------------------------------------------------------------- places

/** Rough size of a node on the canvas, px; only for finding a free place. */
const SIZES = { function: { width: 270, height: 220 }, other: { width: 170, height: 80 } } as const;
const COLUMNS: Readonly<Record<NodeType, number>> = {
  client: 40,
  api: 40,
  schedule: 40,
  bucket: 40,
  topic: 40,
  queue: 40,
  table: 640,
  function: 320,
  eventBus: 40,
  stream: 640,
  stateMachine: 640,
  endpoint: 640,
};
const GAP = 30;
const STEP = 20;

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(type: NodeType): Size {
  return type === 'function' ? SIZES.function : SIZES.other;
}

/** The highest free place in the column where nodes of this type usually stand: triggers left of functions. */
export function freePosition(type: NodeType, { nodes }: Scenario): Position {
  const x = COLUMNS[type];
  const size = sizeOf(type);
  for (let y = 40; ; y += STEP) {
    if (isFree({ x, y }, size, nodes)) return { x, y };
  }
}

function isFree({ x, y }: Position, size: Size, nodes: readonly ScenarioNode[]): boolean {
  return !nodes.some((node) => {
    const other = sizeOf(node.type);
    return (
      node.position.x < x + size.width + GAP &&
      node.position.x + other.width + GAP > x &&
      node.position.y < y + size.height + GAP &&
      node.position.y + other.height + GAP > y
    );
  });
}

/** So far down from their originals copies stand free; nothing is that far down that it matters. */
const OFFSET_MAX = 4000;

/** How far copies of nodes are put from these: below, where they stand on nothing. */
export function offsetOfCopies({ nodes }: Scenario, ids: ReadonlySet<string>): Position {
  const copied = nodes.filter(({ id }) => ids.has(id));
  for (let y = STEP; y < OFFSET_MAX; y += STEP) {
    const isAllFree = copied.every(({ type, position }) =>
      isFree({ x: position.x, y: position.y + y }, sizeOf(type), nodes),
    );
    if (isAllFree) return { x: 0, y };
  }
  return { x: 2 * STEP, y: 2 * STEP };
}
