import { describe, expect, it } from 'vitest';
import { newNodeDefaults } from './newNodes.ts';
import { type NodeType, type Scenario, type ScenarioNode, Wire, type WireType } from './schema.ts';
import { emptyScenario, NODE_TYPES } from './testing/arbitraries.ts';
import { canConnect, retryOwner, retrySentence } from './wiring.ts';

const nodeOf = (type: NodeType, id = 'n1', name: string = type): ScenarioNode => ({
  ...newNodeDefaults(type, emptyScenario),
  id,
  name,
});
const wire = (type: WireType, from = 'n1', to = 'n2', more = {}): Wire =>
  Wire.parse({ id: 'w1', type, from, to, ...more });
const withWires = (...wires: Wire[]): Scenario => ({ ...emptyScenario, wires });

const outcome = (from: NodeType, to: NodeType, scenario = emptyScenario) => {
  const connection = canConnect(nodeOf(from, 'n1'), nodeOf(to, 'n2', 'other'), scenario);
  return connection.ok ? connection.types.join(' ') : connection.reason;
};

describe('what can be joined', () => {
  it('by node types (TRIG-1)', () => {
    const table = NODE_TYPES.flatMap((from) =>
      NODE_TYPES.filter((to) => canConnect(nodeOf(from), nodeOf(to, 'n2'), emptyScenario).ok).map(
        (to) => `${from} → ${to}: ${outcome(from, to)}`,
      ),
    );
    expect(table).toEqual([
      'client → function: sync async',
      'api → function: sync',
      'schedule → function: async',
      'bucket → topic: subscription',
      'bucket → queue: subscription',
      'bucket → function: async',
      'topic → queue: subscription',
      'topic → function: async',
      'queue → queue: redrive',
      'queue → function: mapping',
      'function → bucket: uses onFailure',
      'function → topic: onFailure onSuccess deadLetter uses',
      'function → queue: onFailure onSuccess deadLetter uses',
      'function → table: uses',
      'function → function: onSuccess onFailure uses',
      'function → eventBus: uses onSuccess onFailure',
      'function → stream: uses',
      'function → stateMachine: uses',
      'function → endpoint: uses',
      'eventBus → topic: rule',
      'eventBus → queue: rule',
      'eventBus → function: rule',
      'eventBus → stream: rule',
      'eventBus → stateMachine: rule',
    ]);
  });

  it('every refusal has a reason in a full sentence', () => {
    for (const from of NODE_TYPES) {
      for (const to of NODE_TYPES) {
        const connection = canConnect(nodeOf(from), nodeOf(to, 'n2'), emptyScenario);
        if (!connection.ok) expect(connection.reason).toMatch(/^[A-Z].{20,120}\.$/);
      }
    }
    expect(outcome('queue', 'topic')).toBe(
      'A queue hands nothing to a topic: messages wait until someone polls. Lambda polls for a function.',
    );
    expect(outcome('function', 'client')).toBe(
      'A client only sends requests. Its answer comes back on the same wire; nothing else can call it.',
    );
  });

  it('nothing is joined with itself', () => {
    const queue = nodeOf('queue');
    expect(canConnect(queue, queue, emptyScenario)).toEqual({
      ok: false,
      reason: 'A queue cannot be its own dead-letter queue.',
    });
    const f = nodeOf('function');
    expect(canConnect(f, f, emptyScenario)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/its own destination/),
    });
  });

  it('the same wire is not drawn twice, but another kind may be', () => {
    expect(outcome('client', 'function', withWires(wire('sync')))).toBe('async');
    expect(outcome('queue', 'function', withWires(wire('mapping')))).toBe(
      '"queue" and "other" are already joined by such a wire.',
    );
  });

  it('a function has one destination of each sort, and a queue one dead-letter queue', () => {
    expect(outcome('function', 'queue', withWires(wire('onFailure', 'n1', 'n3')))).toBe('onSuccess deadLetter uses');
    expect(outcome('queue', 'queue', withWires(wire('redrive', 'n1', 'n3')))).toBe(
      'This queue already has a dead-letter queue; it can have only one.',
    );
  });
});

describe('who retries (TRIG-3)', () => {
  const scenarioWith = (settings: object): Scenario => ({
    ...emptyScenario,
    nodes: [nodeOf('api', 'n1'), { ...nodeOf('function', 'n2'), ...settings } as ScenarioNode],
  });

  it('of synchronous calls the caller, and an API gives its client an error instead', () => {
    expect(retryOwner(wire('sync'))).toBe('caller must retry');
    expect(retryOwner(wire('sync'), scenarioWith({}))).toBe('no retry: client gets 5xx');
  });

  it('of asynchronous ones Lambda, as far as attempts and maximum age allow (ASYNC-2, ASYNC-6)', () => {
    expect(retryOwner(wire('async'))).toBe('Lambda retries');
    expect(retryOwner(wire('async'), scenarioWith({}))).toBe('Lambda retries: +1 min, +2 min');
    expect(retryOwner(wire('async'), scenarioWith({ asyncRetryAttempts: 1 }))).toBe('Lambda retries: +1 min');
    expect(retryOwner(wire('async'), scenarioWith({ asyncRetryAttempts: 0 }))).toBe('no retry of errors');
    expect(retryOwner(wire('async'), scenarioWith({ asyncEventAgeS: 60 }))).toBe('no retry of errors');
    expect(retryOwner(wire('async'), scenarioWith({ asyncEventAgeS: 90 }))).toBe('Lambda retries: +1 min');
  });

  it('of a queue the queue, until its own dead-letter queue takes over', () => {
    expect(retryOwner(wire('mapping'))).toBe('queue gives it again');
    expect(retryOwner(wire('redrive', 'n1', 'n2', { maxReceiveCount: 3 }))).toBe('after 3 receives');
  });

  it('is said for every kind of wire, short and as a sentence', () => {
    for (const option of Wire.options) {
      const type = option.shape.type.value;
      expect(retryOwner(wire(type)).length).toBeLessThanOrEqual(30);
      expect(retrySentence(wire(type))).toMatch(/\.$/);
    }
  });
});
