/**
 * Which nodes can be joined, by which wires, and who retries on them (TRIG-1, TRIG-3).
 *
 * Wires point the way an event travels; an event source mapping goes from the queue to the function, although it is
 * Lambda that polls.
 */
import type { FunctionNode, NodeType, Scenario, ScenarioNode, Wire, WireType } from './schema.ts';

export type Connection =
  /** The kinds of wire that are possible; the first is the one to take when nothing else is asked for. */
  | { readonly ok: true; readonly types: readonly WireType[] }
  /** Why not, in words for the learner. */
  | { readonly ok: false; readonly reason: string };

/** Whether a new wire can go from `from` to `to`, beside the wires that `scenario` already has. */
export function canConnect(from: ScenarioNode, to: ScenarioNode, scenario: Scenario): Connection {
  const types = WIRES[`${from.type}>${to.type}`] ?? [];
  const refusals = types.map((type) => wireRefusal({ type, from: from.id, to: to.id }, from, to, scenario.wires));
  const possible = types.filter((_, i) => refusals[i] === null);
  if (possible.length > 0) return { ok: true, types: possible };
  return { ok: false, reason: refusals[0] ?? whyNever(from, to) };
}

/** Why this wire cannot be; null when it can. `others` are the wires beside it. */
export function wireRefusal(
  wire: Pick<Wire, 'type' | 'from' | 'to'>,
  from: ScenarioNode,
  to: ScenarioNode,
  others: readonly Wire[],
): string | null {
  if (!(WIRES[`${from.type}>${to.type}`] ?? []).includes(wire.type)) return whyNever(from, to, wire.type);
  if (from.id === to.id) return whyNotItself(from);
  if (others.some((other) => other.type === wire.type && other.from === wire.from && other.to === wire.to)) {
    return `"${from.name}" and "${to.name}" are already joined by such a wire.`;
  }
  const limit = ONE_EACH[wire.type];
  return limit !== undefined && others.some((other) => other.type === wire.type && other.from === wire.from)
    ? limit
    : null;
}

/** All wires there are, by the types of their ends; the usual one first. */
const WIRES: Readonly<Partial<Record<`${NodeType}>${NodeType}`, readonly WireType[]>>> = {
  'client>function': ['sync', 'async'],
  'api>function': ['sync'],
  'schedule>function': ['async'],
  'bucket>function': ['async'],
  'bucket>queue': ['subscription'],
  'bucket>topic': ['subscription'],
  'topic>function': ['async'],
  'topic>queue': ['subscription'],
  'queue>function': ['mapping'],
  'queue>queue': ['redrive'],
  // An on-failure destination may be a bucket, an on-success destination may not (ASYNC-13).
  'function>bucket': ['uses', 'onFailure'],
  'function>topic': ['onFailure', 'onSuccess', 'deadLetter', 'uses'],
  'function>queue': ['onFailure', 'onSuccess', 'deadLetter', 'uses'],
  'function>table': ['uses'],
  'function>function': ['onSuccess', 'onFailure', 'uses'],
  'function>eventBus': ['uses', 'onSuccess', 'onFailure'],
  'function>stream': ['uses'],
  'function>stateMachine': ['uses'],
  'function>endpoint': ['uses'],
  'eventBus>function': ['rule'],
  'eventBus>queue': ['rule'],
  'eventBus>topic': ['rule'],
  'eventBus>stream': ['rule'],
  'eventBus>stateMachine': ['rule'],
};

/** Wires of which a node has at most one going out. */
const ONE_EACH: Readonly<Partial<Record<WireType, string>>> = {
  onSuccess: 'This function already has an on-success destination; it can have only one.',
  onFailure: 'This function already has an on-failure destination; it can have only one.',
  deadLetter: 'This function already has a dead-letter queue; it can have only one.',
  redrive: 'This queue already has a dead-letter queue; it can have only one.',
};

function whyNotItself(node: ScenarioNode): string {
  if (node.type === 'eventBus') return 'A bus does not send to itself.';
  if (node.type === 'queue') return 'A queue cannot be its own dead-letter queue.';
  return 'A function cannot be its own destination. Its code may still invoke itself; that needs no wire.';
}

function whyNever(from: ScenarioNode, to: ScenarioNode, type?: WireType): string {
  const possible = WIRES[`${from.type}>${to.type}`];
  if (possible !== undefined && type !== undefined) {
    return `From ${A[from.type]} to ${A[to.type]} a wire can be ${possible.join(' or ')}, but not ${type}.`;
  }
  if (to.type === 'client' || to.type === 'api' || to.type === 'schedule') return SOURCES_ONLY[to.type];
  return FROM[from.type](to.type);
}

const A: Readonly<Record<NodeType, string>> = {
  client: 'a client',
  api: 'an API',
  schedule: 'a schedule',
  bucket: 'a bucket',
  topic: 'a topic',
  queue: 'a queue',
  table: 'a table',
  function: 'a function',
  eventBus: 'an event bus',
  stream: 'a stream',
  stateMachine: 'a state machine',
  endpoint: 'an endpoint',
};

const SOURCES_ONLY = {
  client: 'A client only sends requests. Its answer comes back on the same wire; nothing else can call it.',
  api: 'An API only passes requests on. Its callers are outside; nothing here can call it.',
  schedule: 'A schedule only sends events when its time has come; nothing can call it.',
} as const;

/** What leaves a node, where the wished target is none of it. */
const FROM: Readonly<Record<NodeType, (to: NodeType) => string>> = {
  client: (to) => `A client here invokes functions. To fill ${A[to]}, give it traffic of its own.`,
  api: (to) => `An API here invokes functions. Let it call one whose code writes to ${A[to]}.`,
  schedule: (to) => `A schedule here invokes functions. Let it call one whose code writes to ${A[to]}.`,
  bucket: () => 'A bucket cannot notify another bucket; a function in between can copy.',
  topic: (to) => `A topic cannot deliver to ${A[to]}; it delivers to functions and queues.`,
  table: (to) => `A table here hands nothing to ${A[to]}; functions read and write it.`,
  queue: (to) => `A queue hands nothing to ${A[to]}: messages wait until someone polls. Lambda polls for a function.`,
  function: (to) => `A function has nothing to send to ${A[to]}.`,
  eventBus: (to) => `A rule of an event bus cannot send to ${A[to]}; a function in between can.`,
  stream: () => 'A stream keeps its records; nothing reads them here yet.',
  stateMachine: () => 'A state machine here only records that it was started.',
  endpoint: () => 'An endpoint only answers requests; it calls nothing here.',
};

// ---------------------------------------------------------------------------------------------- who retries

/** Who tries again when something fails on this wire (TRIG-3), short enough for the label of an edge. */
export function retryOwner(wire: Wire, scenario?: Scenario): string {
  switch (wire.type) {
    case 'sync':
      return scenario && nodeOf(scenario, wire.from)?.type === 'api'
        ? 'no retry: client gets 5xx'
        : 'caller must retry';
    case 'async':
      return asyncRetries(scenario && nodeOf(scenario, wire.to));
    case 'mapping':
      return 'queue gives it again';
    case 'subscription':
      return 'sender retries delivery';
    case 'onSuccess':
    case 'onFailure':
    case 'deadLetter':
      return 'Lambda delivers';
    case 'redrive':
      return `after ${wire.maxReceiveCount} ${wire.maxReceiveCount === 1 ? 'receive' : 'receives'}`;
    case 'rule':
      return 'EventBridge retries delivery';
    case 'uses':
      return 'your code must retry';
  }
}

function asyncRetries(target: ScenarioNode | undefined): string {
  if (target?.type !== 'function') return 'Lambda retries';
  const waits = asyncWaits(target);
  return waits.length === 0 ? 'no retry of errors' : `Lambda retries: ${waits.join(', ')}`;
}

/** Waits before the further attempts, as far as the maximum event age leaves room for them (ASYNC-3, ASYNC-6). */
function asyncWaits({ asyncRetryAttempts, asyncEventAgeS }: FunctionNode): readonly string[] {
  if (asyncRetryAttempts === 0 || asyncEventAgeS <= 60) return [];
  return asyncRetryAttempts === 1 || asyncEventAgeS <= 180 ? ['+1 min'] : ['+1 min', '+2 min'];
}

/** The same as a full sentence, for a tooltip or the panel. */
export function retrySentence(wire: Wire): string {
  return RETRY_SENTENCES[wire.type];
}

const RETRY_SENTENCES: Readonly<Record<WireType, string>> = {
  sync: 'Synchronous: the caller waits, sees the error, and decides whether to try again. Lambda never retries.',
  async:
    'Asynchronous: Lambda answers 202 at once and keeps the event. Errors are tried again after 1 and 2 minutes, throttles for up to 6 hours.',
  mapping:
    'Lambda polls the queue. A batch that fails stays hidden until its visibility timeout ends, then it is received again.',
  subscription: 'The sender tries the delivery again until the target has taken the message.',
  onSuccess:
    'Lambda sends a record of every successful asynchronous invocation. Synchronous ones and batches send none.',
  onFailure: 'Lambda sends a record of every asynchronous event it gave up. Synchronous calls and batches send none.',
  deadLetter: 'Lambda puts the original event here when it gives an asynchronous event up.',
  redrive: 'SQS moves a message here when it was received too often without being deleted.',
  rule: 'EventBridge tries to deliver for 24 hours, up to 185 times. What a function then does with the event is an asynchronous invocation: Lambda retries its errors.',
  uses: 'The function calls this service itself; what happens after an error is up to its code.',
};

function nodeOf(scenario: Scenario, id: string): ScenarioNode | undefined {
  return scenario.nodes.find((node) => node.id === id);
}
