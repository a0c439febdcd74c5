import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrate } from './migrations.ts';
import { parseScenario, parseScenarioText, problemSentence, scenarioText } from './parse.ts';
import { DOCUMENT_LIMITS, type ScenarioInput } from './schema.ts';
import { arbitraryScenario } from './testing/arbitraries.ts';

const place = { x: 0, y: 0 };
const code = { kind: 'code', files: [{ path: 'index.mjs', text: 'export const handler = async () => 1;' }] };
const resize = { id: 'n2', type: 'function', name: 'resize', position: place, handler: code };
const jobs = { id: 'n1', type: 'queue', name: 'jobs', position: place };
const console_ = { id: 'n1', type: 'client', name: 'console', position: place };

/** A document with two nodes; typed loosely, because most of these are wrong on purpose. */
const document = (parts: Record<string, unknown> = {}) => ({ version: 1, nodes: [jobs, resize], ...parts });

const problems = (input: unknown): readonly string[] => {
  const parsed = parseScenario(input);
  return parsed.ok ? [] : parsed.problems.map(problemSentence);
};
const warnings = (input: unknown): readonly string[] => {
  const parsed = parseScenario(input);
  return parsed.ok ? parsed.warnings.map(problemSentence) : [`refused: ${problems(input).join('; ')}`];
};

describe('a scenario', () => {
  it('gets the defaults of everything that is left out', () => {
    const parsed = parseScenario(document());
    expect(parsed).toMatchObject({
      ok: true,
      warnings: [],
      scenario: {
        seed: 1,
        durationS: 60,
        startAt: '2026-01-05T09:00:00Z',
        account: { concurrencyLimit: 1000 },
        model: { idleLifetime: { kind: 'uniform', minS: 300, maxS: 1800 }, coldStart: { kind: 'measured' } },
        nodes: [
          { visibilityTimeoutS: 30, retentionS: 345_600, traffic: { kind: 'none' } },
          { memoryMb: 128, timeoutS: 3, runtime: 'nodejs24.x', reservedConcurrency: null, asyncEventAgeS: 21_600 },
        ],
      },
    });
  });

  it('is the same after it was written to a file and read again', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        expect(parseScenarioText(scenarioText(scenario))).toMatchObject({ ok: true, scenario });
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('never throws at what somebody made up, and never loads half of it', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, maxDepth: 4 }), (junk) => {
        const parsed = parseScenario(junk);
        expect(parsed.ok).toBe(false);
        expect(parsed).not.toHaveProperty('scenario');
        expect(parseScenario(document({ nodes: junk })).ok || junk === undefined).toBe(
          (Array.isArray(junk) && junk.length === 0) || junk === undefined,
        );
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('may name its JSON Schema, as editors like it', () => {
    expect(problems(document({ $schema: './scenario.schema.json' }))).toEqual([]);
  });
});

describe('problems name the part and what it must be', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
    [
      'a number out of range',
      { nodes: [{ ...resize, memoryMb: 64 }] },
      ['Function "resize" › memory: must be a whole number between 128 and 10,240 MB; it is 64'],
    ],
    [
      'a fraction',
      { nodes: [{ ...resize, timeoutS: 1.5 }] },
      ['Function "resize" › timeout: must be a whole number between 1 and 900 s; it is 1.5'],
    ],
    [
      'a text for a number',
      { nodes: [{ ...resize, timeoutS: '3' }] },
      ['Function "resize" › timeout: must be a whole number between 1 and 900 s; it is "3"'],
    ],
    [
      'a setting that may be empty',
      { nodes: [{ ...resize, reservedConcurrency: -1 }] },
      ['Function "resize" › reserved concurrency: must be a whole number between 0 and 100,000, or empty; it is -1'],
    ],
    [
      'a choice',
      { nodes: [{ ...resize, runtime: 'python3.14' }] },
      ['Function "resize" › runtime: must be one of nodejs24.x, nodejs22.x and nodejs20.x; it is "python3.14"'],
    ],
    [
      'an unknown kind of node',
      { nodes: [{ ...jobs, type: 'teapot' }] },
      [
        'Node "jobs" › type: must be one of client, api, schedule, bucket, topic, queue, table, function, eventBus, stream, stateMachine and endpoint; it is "teapot"',
      ],
    ],
    [
      'an unknown kind of traffic',
      { nodes: [{ ...jobs, traffic: { kind: 'wave' } }] },
      ['Queue "jobs" › traffic › kind: must be one of none, single, every, poisson, burst and times; it is "wave"'],
    ],
    [
      'an unknown setting',
      { nodes: [{ ...resize, memory: 128 }] },
      ['Function "resize" › "memory": is not a setting known here'],
    ],
    ['an unknown setting of the scenario', { colour: 'red' }, ['"colour": is not a setting known here']],
    ['a missing part', { nodes: [{ ...resize, handler: undefined }] }, ['Function "resize" › handler: is missing']],
    ['a missing type', { nodes: [{ id: 'n1' }] }, ['Node 1 › type: is missing']],
    [
      'a node that is none',
      { nodes: [null] },
      [
        'Node 1: must be one of client, api, schedule, bucket, topic, queue, table, function, eventBus, stream, stateMachine and endpoint; it is empty',
      ],
    ],
    ['a list that is none', { nodes: {} }, ['nodes: must be a list; it is a group of settings']],
    [
      'a name',
      { nodes: [{ ...jobs, name: 'my jobs' }] },
      [
        'Queue "my jobs" › name: does not have the right form: 1–64 letters, digits, hyphens or underscores. No two nodes have the same name; it is "my jobs"',
      ],
    ],
    [
      'a number in a list',
      { nodes: [{ ...jobs, traffic: { kind: 'times', timesS: [0, -2] } }] },
      ['Queue "jobs" › traffic › times › number 2: must be a number between 0 and 604,800 s; it is -2'],
    ],
    [
      'a date',
      { startAt: 'soon' },
      [
        'start date: does not have the right form: What handlers and logs see as the time at 0 s, such as 2026-01-05T09:00:00Z; it is "soon"',
      ],
    ],
    [
      'a file',
      { nodes: [{ ...resize, handler: { kind: 'code', files: [{ path: 'a.mjs', text: 7 }] } }] },
      ['Function "resize" › handler › files › "a.mjs" › text: must be a text; it is 7'],
    ],
    [
      'a wire',
      { wires: [{ id: 'w1', type: 'mapping', from: 'n1', to: 'n2', batchSize: 0 }] },
      ['Wire from "jobs" to "resize" › batch size: must be a whole number between 1 and 10,000; it is 0'],
    ],
    [
      'a variable name',
      { nodes: [{ ...resize, env: { 'my-var': 'x' } }] },
      [
        'Function "resize" › environment variables › "my-var": has a name of the wrong form: A letter, then at least one more letter, digit or underscore.',
      ],
    ],
    [
      'a switch',
      { nodes: [{ id: 'n1', name: 's', type: 'schedule', position: place, enabled: 'yes' }] },
      ['Schedule "s" › enabled: must be true or false; it is "yes"'],
    ],
  ];
  it.each(cases)('%s', (_title, parts, expected) => {
    expect(problems(document(parts))).toEqual(expected);
  });

  it('points to the exact place as well', () => {
    const parsed = parseScenario(document({ nodes: [jobs, { ...resize, memoryMb: 64 }] }));
    expect(parsed).toEqual({ ok: false, problems: [expect.objectContaining({ pointer: 'nodes[1].memoryMb' })] });
  });

  it('all of them are listed, not only the first', () => {
    expect(
      problems(document({ seed: -1, durationS: 0, nodes: [{ ...resize, memoryMb: 1, timeoutS: 0 }] })),
    ).toHaveLength(4);
  });

  it('a flood of them is cut with a count', () => {
    const listed = problems(document({ nodes: Array.from({ length: 120 }, () => ({ ...resize, memoryMb: 1 })) }));
    expect(listed).toHaveLength(51);
    expect(listed.at(-1)).toBe('And 70 more problems');
  });
});

describe('rules that join several settings', () => {
  const wire = { id: 'w1', type: 'mapping', from: 'n1', to: 'n2' };
  const reserving = (limit: number, ...reserved: number[]) =>
    document({
      account: { concurrencyLimit: limit },
      nodes: reserved.map((reservedConcurrency, i) => ({
        ...resize,
        id: `n${i + 1}`,
        name: `f${i + 1}`,
        reservedConcurrency,
      })),
    });

  it('ids and names are unique', () => {
    expect(problems(document({ nodes: [jobs, { ...jobs, name: 'more' }] }))).toEqual([
      'Queue "more" › id: "n1" is already the id of Queue "jobs"',
    ]);
    expect(problems(document({ nodes: [jobs, { ...resize, name: 'jobs' }] }))).toEqual([
      'Function "jobs" › name: is the same as that of Queue "jobs"; every node needs its own',
    ]);
    expect(problems(document({ wires: [wire, { ...wire, type: 'mapping' }] }))).toContain(
      'Wire from "jobs" to "resize" › id: "w1" is already the id of another wire',
    );
  });

  it('wires join nodes that exist', () => {
    expect(problems(document({ wires: [{ ...wire, to: 'n9' }] }))).toEqual([
      'Wire 1 › to: there is no node with the id "n9"',
    ]);
  });

  it('wires are of a kind that is possible between their ends', () => {
    expect(problems(document({ wires: [{ ...wire, type: 'async' }] }))).toEqual([
      'Wire from "jobs" to "resize": From a queue to a function a wire can be mapping, but not async.',
    ]);
  });

  it('a queue has one dead-letter queue', () => {
    const queue = (n: number) => ({ ...jobs, id: `n${n}`, name: `q${n}` });
    const redrive = (id: string, to: string) => ({ id, type: 'redrive', from: 'n1', to });
    expect(
      problems(document({ nodes: [queue(1), queue(2), queue(3)], wires: [redrive('w1', 'n2'), redrive('w2', 'n3')] })),
    ).toEqual(['Wire from "q1" to "q3": This queue already has a dead-letter queue; it can have only one.']);
  });

  it('a range ends after it begins', () => {
    expect(problems(document({ model: { idleLifetime: { kind: 'uniform', minS: 20, maxS: 10 } } }))).toEqual([
      'model › idle lifetime › most: must not be below the least of 20 s',
    ]);
    const law = { kind: 'uniform', minMs: 1500, maxMs: 1000 };
    expect(problems(document({ nodes: [{ ...resize, handler: { kind: 'modelled', duration: law } }] }))).toEqual([
      'Function "resize" › handler › duration › most: must not be below the least of 1,500 ms',
    ]);
    const poisson = { kind: 'poisson', startS: 90 };
    expect(problems(document({ nodes: [{ ...jobs, traffic: poisson }] }))).toEqual([
      'Queue "jobs" › traffic › end: must not be before the start at 90 s',
    ]);
  });

  it('a function takes layers that there are, each once, and five at most (LAYER-1)', () => {
    const layers = [{ name: 'tools', files: [{ path: 'nodejs/node_modules/x/index.js', text: '' }] }];
    const taking = (names: string[]) => problems(document({ layers, nodes: [{ ...resize, layers: names }] }));
    expect(taking(['tools'])).toEqual([]);
    expect(taking(['tools', 'other', 'tools'])).toEqual([
      'Function "resize" › layers › number 2: there is no layer "other" in the scenario',
      'Function "resize" › layers › number 3: is there already',
    ]);
    expect(taking(['tools', 'b', 'c', 'd', 'e', 'f'])).toHaveLength(1);
    expect(problems(document({ layers: [...layers, ...layers] }))).toEqual([expect.stringContaining('another one')]);
  });

  it('environment variables leave the names of Lambda alone (NODE-20)', () => {
    expect(problems(document({ nodes: [{ ...resize, env: { AWS_REGION: 'x', STAGE: 'test' } }] }))).toEqual([
      'Function "resize" › environment variables › "AWS_REGION": is a name that Lambda reserves for itself; choose another',
    ]);
  });

  it('environment variables have 4 KB in all (NODE-21)', () => {
    const env = (bytes: number) => ({ AB: 'x'.repeat(2000), CD: 'x'.repeat(bytes - 2004) });
    expect(problems(document({ nodes: [{ ...resize, env: env(4096) }] }))).toEqual([]);
    expect(problems(document({ nodes: [{ ...resize, env: env(4097) }] }))).toEqual([
      'Function "resize" › environment variables: may have 4 KB (4,096 bytes) in all, names and values; they have 4,097',
    ]);
    expect(problems(document({ nodes: [{ ...resize, env: { NAME: 'ä'.repeat(2047) } }] }))).toHaveLength(1);
  });

  it('at least 100 of the account limit stay unreserved (CONC-4)', () => {
    expect(problems(reserving(1000, 500, 400))).toEqual([]);
    expect(problems(reserving(1000, 500, 401))).toEqual([
      'Function "f2" › reserved concurrency: is too much: At least 100 of the account\'s concurrency must stay unreserved; with a limit of 1,000 all functions together can reserve 900, and this makes 901',
    ]);
  });

  it('an account with a small limit has nothing to reserve, but can still switch a function off', () => {
    expect(problems(reserving(10, 0))).toEqual([]);
    expect(problems(reserving(10, 1))).toEqual([
      'Function "f1" › reserved concurrency: cannot be more than 0: At least 100 of the account\'s concurrency must stay unreserved, and this account has only 10',
    ]);
  });

  it('batches above 10 messages need a batching window (SQS-1)', () => {
    expect(problems(document({ wires: [{ ...wire, batchSize: 11, batchingWindowS: 1 }] }))).toEqual([]);
    expect(problems(document({ wires: [{ ...wire, batchSize: 11 }] }))).toEqual([
      'Wire from "jobs" to "resize" › batch size: is 11: above 10 the batching window must be at least 1 s; it is 0 s',
    ]);
  });

  it('a schedule expression is one that AWS takes, in its own words (TRIG-24, TRIG-25)', () => {
    const nightly = (settings: object) =>
      document({ nodes: [{ id: 'n1', type: 'schedule', name: 'nightly', position: { x: 0, y: 0 }, ...settings }] });
    expect(problems(nightly({ expression: 'cron(0 3 * * ? *)' }))).toEqual([]);
    expect(problems(nightly({ expression: 'cron(0 3 * * * *)' }))).toEqual([
      'Schedule "nightly" › schedule expression: is refused by AWS: Parameter ScheduleExpression is not valid.',
    ]);
    expect(problems(nightly({ expression: 'at(2026)', service: 'scheduler' }))).toEqual([
      'Schedule "nightly" › schedule expression: is refused by AWS: Invalid Schedule Expression at(2026).',
    ]);
    expect(warnings(nightly({ input: '{a}' }))[0]).toContain('input: is not JSON');
  });

  it('files of a function have different paths', () => {
    const twice = { kind: 'code', files: [...code.files, ...code.files] };
    expect(problems(document({ nodes: [{ ...resize, handler: twice }] }))).toHaveLength(1);
  });
});

describe('warnings', () => {
  it('a visibility timeout shorter than the function timeout gives duplicates (SQS-10)', () => {
    const wires = [{ id: 'w1', type: 'mapping', from: 'n1', to: 'n2' }];
    expect(warnings(document({ nodes: [jobs, { ...resize, timeoutS: 30 }], wires }))).toEqual([]);
    expect(warnings(document({ nodes: [jobs, { ...resize, timeoutS: 31 }], wires }))).toEqual([
      expect.stringMatching(
        /^Queue "jobs" › visibility timeout: is 30 s, shorter than the timeout of "resize" \(31 s\)/,
      ),
    ]);
  });

  it('maximum concurrency above the reservation throttles (SQS-4)', () => {
    const wires = [{ id: 'w1', type: 'mapping', from: 'n1', to: 'n2', maximumConcurrency: 5 }];
    expect(warnings(document({ nodes: [jobs, { ...resize, reservedConcurrency: 2 }], wires }))).toHaveLength(1);
  });

  it('a payload that is not JSON is refused by Lambda (INV-13)', () => {
    expect(warnings(document({ nodes: [{ ...console_, payload: '{"n":1}' }] }))).toEqual([]);
    expect(
      warnings(
        document({
          nodes: [
            { ...console_, payload: '{n: 1}' },
            { ...resize, testEvent: 'x' },
          ],
        }),
      ),
    ).toHaveLength(2);
  });

  it('traffic that leads nowhere or begins after the end is never seen', () => {
    const traffic = { kind: 'single', atS: 99 };
    expect(warnings(document({ nodes: [{ ...console_, traffic }] }))).toEqual([
      'Client "console" › traffic: begins after the end of the run at 60 s',
      'Client "console" › traffic: leads nowhere: no wire leaves this node',
    ]);
    expect(warnings(document({ nodes: [{ ...jobs, traffic: { kind: 'burst' } }] }))).toEqual([]);
  });

  it('a handler name without its file fails at init (NODE-3)', () => {
    expect(warnings(document({ nodes: [{ ...resize, handlerName: 'src/app.handler' }] }))).toEqual([
      'Function "resize" › handler name: names a file "src/app" that the function does not have (.mjs, .js or .cjs)',
    ]);
    expect(warnings(document({ nodes: [{ ...resize, handlerName: 'index.a.b' }] }))).toEqual([]);
  });

  it('destinations of a function that is only called synchronously stay unused (ASYNC-13)', () => {
    const nodes = [console_, resize, { ...jobs, id: 'n3' }];
    const wires = (type: string) => [
      { id: 'w1', type, from: 'n1', to: 'n2' },
      { id: 'w2', type: 'onFailure', from: 'n2', to: 'n3' },
    ];
    expect(warnings(document({ nodes, wires: wires('async') }))).toEqual([]);
    expect(warnings(document({ nodes, wires: wires('sync') }))).toEqual([
      'Wire from "resize" to "jobs": stays unused: "resize" is not invoked asynchronously, and only that counts here',
    ]);
  });

  it('a bucket needs a name that S3 would take, and one target', () => {
    const bucket = { id: 'n1', type: 'bucket', name: 'My_Photos', position: place };
    const nodes = [bucket, resize, { ...jobs, id: 'n3' }];
    const wires = [
      { id: 'w1', type: 'async', from: 'n1', to: 'n2' },
      { id: 'w2', type: 'subscription', from: 'n1', to: 'n3' },
    ];
    expect(warnings(document({ nodes, wires }))).toHaveLength(2);
  });
});

describe('the text of a file', () => {
  const problemsOf = (text: string) => {
    const parsed = parseScenarioText(text);
    return parsed.ok ? [] : parsed.problems.map(problemSentence);
  };

  it('is refused by its size before it is parsed', () => {
    expect(problemsOf('['.repeat(DOCUMENT_LIMITS.textBytes + 1))).toEqual([
      'It is too large: 8,000,001 bytes, and 8,000,000 are possible',
    ]);
    expect(problemsOf(`"${'ä'.repeat(DOCUMENT_LIMITS.textBytes / 2)}"`)).toEqual([
      'It is too large: 8,000,002 bytes, and 8,000,000 are possible',
    ]);
  });

  it('is refused by its depth before it is parsed', () => {
    expect(problemsOf('['.repeat(1_000_000))).toEqual(['It is nested too deeply: more than 32 levels']);
    // Brackets inside texts do not count.
    expect(problemsOf(JSON.stringify({ version: 1, description: `\\"${'['.repeat(500)}` }))).toEqual([]);
  });

  it('that is not JSON is refused with the place', () => {
    expect(problemsOf('{"version": 1,\n "seed": oops}')).toEqual([
      'It is not JSON: something is wrong in line 2, column 10',
    ]);
    expect(problemsOf('{"version": 1')).toEqual(['It is not JSON: it ends too early']);
    expect(problemsOf('  ')).toEqual(['It is empty']);
    expect(problemsOf('[]')).toEqual(['This is not a scenario: it must be a JSON object']);
  });

  it('with a __proto__ in it is refused instead of losing it', () => {
    expect(problemsOf('{"version":1,"__proto__":{"seed":3}}')).toEqual(['It has a setting called "__proto__"']);
  });
});

describe('versions', () => {
  // A document of version 0, as it was written then.
  const old = {
    version: 0,
    name: 'Old',
    nodes: [
      { id: 'n1', type: 'client', name: 'console', position: place },
      { id: 'n2', type: 'function', name: 'hello', position: place, memorySize: 512, timeout: 10, handler: code },
    ],
    edges: [{ id: 'w1', type: 'sync', source: 'n1', target: 'n2' }],
  };

  it('version 0 is brought to version 1: edges are wires, memorySize is memoryMb, timeout is timeoutS', () => {
    const now: ScenarioInput = {
      version: 1,
      name: 'Old',
      nodes: [
        { id: 'n1', type: 'client', name: 'console', position: place },
        {
          id: 'n2',
          type: 'function',
          name: 'hello',
          position: place,
          memoryMb: 512,
          timeoutS: 10,
          handler: { kind: 'code', files: [...code.files] },
        },
      ],
      wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
    };
    expect(parseScenario(old)).toEqual(parseScenario(now));
    expect(parseScenario(old).ok).toBe(true);
  });

  it('a migration changes nothing of the document it is given, and checks nothing', () => {
    const before = JSON.stringify(old);
    migrate(old);
    expect(JSON.stringify(old)).toBe(before);
    expect(migrate({ version: 0, edges: 'none', nodes: [null, 3] })).toEqual({
      ok: true,
      from: 0,
      document: { version: 1, wires: 'none', nodes: [null, 3] },
    });
  });

  it('a newer version is explained', () => {
    expect(problems({ version: 2 })).toEqual([
      'This was made by a newer Lambdarium (version 2 of the format; this one knows up to 1). Reload the page to get the newest',
    ]);
  });

  it('a version that is missing or none is explained', () => {
    expect(problems({ nodes: [] })).toEqual(['There is no version number; is this a scenario of Lambdarium?']);
    expect(problems({ version: '1' })).toEqual(['The version must be a whole number from 0 to 1']);
    expect(problems({ version: -1 })).toHaveLength(1);
  });
});
