import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand, type Command, newNodeDefaults, tryCommand } from './commands.ts';
import { parseScenario } from './parse.ts';
import { DOCUMENT_LIMITS, type NodeType, type Scenario } from './schema.ts';
import { arbitraryEdits, emptyScenario, NODE_TYPES } from './testing/arbitraries.ts';

const build = (...types: NodeType[]): Scenario =>
  types.reduce(
    (scenario, type) => applyCommand(scenario, { type: 'addNode', node: newNodeDefaults(type, scenario) }),
    emptyScenario,
  );

const edited = (scenario: Scenario, ...commands: Command[]): Scenario => commands.reduce(applyCommand, scenario);

const whyNot = (scenario: Scenario, command: Command): string => {
  const applied = tryCommand(scenario, command);
  return applied.ok ? '(accepted)' : applied.problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
};

describe('edits', () => {
  it('leave a document that can be saved and opened again, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryEdits, (edits) => {
        let scenario = emptyScenario;
        for (const edit of edits) {
          const command = edit(scenario);
          if (command) scenario = applyCommand(scenario, command);
        }
        expect(parseScenario(JSON.parse(JSON.stringify(scenario)))).toMatchObject({ ok: true, scenario });
      }),
      { seed: 2026, numRuns: 300 },
    );
  });

  it('never change the document they are given', () => {
    fc.assert(
      fc.property(arbitraryEdits, (edits) => {
        let scenario = emptyScenario;
        for (const edit of edits) {
          const command = edit(scenario);
          if (!command) continue;
          const before = JSON.stringify(scenario);
          const next = applyCommand(scenario, command);
          expect(JSON.stringify(scenario)).toBe(before);
          // Equal documents are the same document, so that nothing is drawn again and no undo step does nothing.
          if (JSON.stringify(next) === before) expect(next).toBe(scenario);
          scenario = next;
        }
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('keep the identity of every part they do not touch', () => {
    const before = edited(build('client', 'function', 'queue'), { type: 'connect', from: 'n1', to: 'n2' });
    const next = edited(before, { type: 'updateNode', id: 'n2', patch: { memoryMb: 512 } });
    expect(next.nodes[0]).toBe(before.nodes[0]);
    expect(next.nodes[2]).toBe(before.nodes[2]);
    expect(next.wires).toBe(before.wires);
    expect(next.model).toBe(before.model);
    expect(next.nodes[1]).toEqual({ ...before.nodes[1], memoryMb: 512 });
    expect(next.nodes[1]?.type === 'function' && next.nodes[1].handler).toBe(
      before.nodes[1]?.type === 'function' && before.nodes[1].handler,
    );
  });

  it('give the same document when they change nothing', () => {
    const scenario = build('client', 'function');
    expect(edited(scenario, { type: 'moveNodes', moves: [] })).toBe(scenario);
    expect(edited(scenario, { type: 'setRun', patch: { seed: scenario.seed, model: { ...scenario.model } } })).toBe(
      scenario,
    );
    expect(edited(scenario, { type: 'renameNode', id: 'n1', name: 'client' })).toBe(scenario);
    expect(edited(scenario, { type: 'replaceScenario', scenario: structuredClone(scenario) })).toBe(scenario);
  });

  it('of one node are quick even in the largest document', () => {
    let scenario = emptyScenario;
    const template = newNodeDefaults('function', emptyScenario);
    const nodes = Array.from({ length: DOCUMENT_LIMITS.nodes }, (_, i) => ({
      ...template,
      id: `n${i + 1}`,
      name: `f${i}`,
    }));
    scenario = edited(scenario, { type: 'replaceScenario', scenario: { ...scenario, nodes } });
    expect(scenario.nodes).toHaveLength(DOCUMENT_LIMITS.nodes);
    const moved = edited(scenario, { type: 'moveNodes', moves: [{ id: 'n7', position: { x: 5, y: 6 } }] });
    expect(moved.nodes.filter((node, i) => node !== scenario.nodes[i])).toHaveLength(1);
    expect(whyNot(scenario, { type: 'addNode', node: { ...template, id: 'n999', name: 'more' } })).toBe(
      'nodes: must have at most 200 entries; it is a list of 201',
    );
  });
});

describe('adding nodes', () => {
  it('gives ids by counter, free names and free places', () => {
    const scenario = build('function', 'function', 'queue', 'queue', 'client');
    expect(scenario.nodes.map(({ id, name }) => [id, name])).toEqual([
      ['n1', 'function'],
      ['n2', 'function-2'],
      ['n3', 'queue'],
      ['n4', 'queue-2'],
      ['n5', 'client'],
    ]);
    expect(new Set(scenario.nodes.map(({ position }) => `${position.x} ${position.y}`)).size).toBe(5);
  });

  it.each(NODE_TYPES)('makes a valid %s', (type) => {
    expect(build(type).nodes[0]?.type).toBe(type);
  });

  it('refuses an id that is taken', () => {
    const scenario = build('client');
    expect(whyNot(scenario, { type: 'addNode', node: newNodeDefaults('queue', emptyScenario) })).toMatch(
      /already the id/,
    );
  });
});

describe('removing and duplicating', () => {
  const chain = edited(
    build('client', 'function', 'queue'),
    { type: 'connect', from: 'n1', to: 'n2', wire: 'async' },
    { type: 'connect', from: 'n2', to: 'n3', wire: 'onFailure' },
  );

  it('a removed node takes its wires along', () => {
    const next = edited(chain, { type: 'removeNodes', ids: ['n2'] });
    expect(next.nodes.map(({ id }) => id)).toEqual(['n1', 'n3']);
    expect(next.wires).toEqual([]);
  });

  it('duplicates come with the wires between them and new names', () => {
    const next = edited(chain, { type: 'duplicateNodes', ids: ['n1', 'n2'] });
    expect(next.nodes.slice(3).map(({ id, name }) => [id, name])).toEqual([
      ['n4', 'client-2'],
      ['n5', 'function-2'],
    ]);
    expect(next.wires.slice(2)).toEqual([{ id: 'w3', from: 'n4', to: 'n5', type: 'async' }]);
  });

  it('duplicates stand below, on nothing', () => {
    const next = edited(chain, { type: 'duplicateNodes', ids: ['n2'] });
    const [original, copy] = [next.nodes[1]?.position, next.nodes[3]?.position];
    expect(copy?.x).toBe(original?.x);
    expect((copy?.y ?? 0) - (original?.y ?? 0)).toBeGreaterThanOrEqual(220);
    const again = edited(next, { type: 'duplicateNodes', ids: ['n2'] });
    expect((again.nodes[4]?.position.y ?? 0) - (copy?.y ?? 0)).toBeGreaterThanOrEqual(220);
  });

  it('a duplicate of a duplicate counts on instead of adding another ending', () => {
    const twice = edited(chain, { type: 'duplicateNodes', ids: ['n2'] }, { type: 'duplicateNodes', ids: ['n4'] });
    expect(twice.nodes.map(({ name }) => name)).toEqual(['client', 'function', 'queue', 'function-2', 'function-3']);
  });
});

describe('settings', () => {
  it('out of range are refused with a reason', () => {
    const scenario = build('function');
    expect(whyNot(scenario, { type: 'updateNode', id: 'n1', patch: { memoryMb: 64 } })).toBe(
      'Function "function" › memory: must be a whole number between 128 and 10,240 MB; it is 64',
    );
    expect(applyCommand(scenario, { type: 'updateNode', id: 'n1', patch: { memoryMb: 64 } })).toBe(scenario);
  });

  it('of another type of node are refused', () => {
    expect(whyNot(build('client'), { type: 'updateNode', id: 'n1', patch: { memoryMb: 256 } })).toBe(
      'Client "client" › "memoryMb": is not a setting known here',
    );
  });

  it('a name that is taken is refused', () => {
    expect(whyNot(build('client', 'queue'), { type: 'renameNode', id: 'n2', name: 'client' })).toBe(
      'Queue "client" › name: is the same as that of Client "client"; every node needs its own',
    );
  });
});

describe('files', () => {
  const scenario = build('function');
  const files = (from: Scenario) => {
    const [node] = from.nodes;
    return node?.type === 'function' && node.handler.kind === 'code' ? node.handler.files.map(({ path }) => path) : [];
  };

  it('are added, written, renamed and removed', () => {
    const two = edited(scenario, { type: 'addFile', id: 'n1', path: 'lib/a.mjs', text: 'export const a = 1;' });
    expect(files(two)).toEqual(['index.mjs', 'lib/a.mjs']);
    const renamed = edited(two, { type: 'renameFile', id: 'n1', path: 'lib/a.mjs', to: 'lib/b.mjs' });
    expect(files(renamed)).toEqual(['index.mjs', 'lib/b.mjs']);
    const written = edited(renamed, { type: 'setFile', id: 'n1', path: 'lib/b.mjs', text: 'new' });
    expect(JSON.stringify(written)).toContain('"text":"new"');
    expect(files(edited(written, { type: 'removeFile', id: 'n1', path: 'lib/b.mjs' }))).toEqual(['index.mjs']);
  });

  it('keep at least one, and no path twice', () => {
    expect(whyNot(scenario, { type: 'removeFile', id: 'n1', path: 'index.mjs' })).toMatch(/must have between 1 and 50/);
    expect(whyNot(scenario, { type: 'addFile', id: 'n1', path: 'index.mjs' })).toBe(
      'Function "function" › handler › files › "index.mjs" › path: is already the path of another file of this function',
    );
    expect(whyNot(scenario, { type: 'setFile', id: 'n1', path: 'x.mjs', text: '' })).toMatch(/has no file "x.mjs"/);
  });

  it('leave room: a document that grew too large to be opened again is refused', () => {
    const text = 'x'.repeat(450_000);
    const full = edited(
      scenario,
      ...['a', 'b', 'c', 'd'].map((name): Command => ({ type: 'addFile', id: 'n1', path: `${name}.mjs`, text })),
    );
    expect(files(full)).toHaveLength(5);
    expect(whyNot(full, { type: 'addFile', id: 'n1', path: 'e.mjs', text })).toMatch(/bytes; at most 2,000,000/);
  });
});

describe('wires', () => {
  it('are of the usual kind unless another is asked for', () => {
    const scenario = build('queue', 'function');
    const wired = edited(scenario, { type: 'connect', from: 'n1', to: 'n2' });
    expect(wired.wires).toEqual([
      {
        id: 'w1',
        from: 'n1',
        to: 'n2',
        type: 'mapping',
        batchSize: 10,
        batchingWindowS: 0,
        maximumConcurrency: null,
        reportBatchItemFailures: false,
        enabled: true,
      },
    ]);
    expect(whyNot(scenario, { type: 'connect', from: 'n1', to: 'n2', wire: 'sync' })).toMatch(/but not sync/);
  });

  it('change their kind and get its default settings', () => {
    const wired = edited(build('client', 'function'), { type: 'connect', from: 'n1', to: 'n2' });
    expect(edited(wired, { type: 'changeWireType', id: 'w1', wire: 'async' }).wires).toEqual([
      { id: 'w1', from: 'n1', to: 'n2', type: 'async' },
    ]);
    expect(whyNot(wired, { type: 'changeWireType', id: 'w1', wire: 'mapping' })).toMatch(/but not mapping/);
  });

  it('with a batch above 10 messages need a batching window', () => {
    const wired = edited(build('queue', 'function'), { type: 'connect', from: 'n1', to: 'n2' });
    expect(whyNot(wired, { type: 'updateWire', id: 'w1', patch: { batchSize: 100 } })).toMatch(/batching window/);
    expect(whyNot(wired, { type: 'updateWire', id: 'w1', patch: { batchSize: 100, batchingWindowS: 1 } })).toBe(
      '(accepted)',
    );
  });
});
