/** The model of memory and the charges of natives, in an environment as it runs in the Node host. */
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../../compile/compileFiles.ts';
import { nsPerTick, TICK_BUDGET } from '../cpuModel.ts';
import type { InitStep, InvokeStep, StepAnswer } from '../protocol.ts';
import { createNodeHost } from './nodeHost.ts';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());
let environment = 0;

/** Runs a handler `times` times and gives the answer to each invocation. */
async function answers(source: string, { times = 1, memoryMb = 128 } = {}): Promise<readonly StepAnswer[]> {
  environment += 1;
  const files = compileFiles([{ path: 'index.mjs', text: source }]).files;
  const init: InitStep = {
    ...base(0),
    type: 'init',
    epochMs: 0,
    seed: 'a',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    memoryMb,
    env: {},
    files,
  };
  await run(init);
  const given: StepAnswer[] = [];
  for (let i = 1; i <= times; i++) given.push(await run(invoke(i)));
  return given;
}

const base = (stepId: number) => ({ stepId, nowUs: 0, nsPerTick: nsPerTick('invoke', 1769), tickBudget: TICK_BUDGET });

function invoke(stepId: number): InvokeStep {
  const context = {
    functionName: 'f',
    functionVersion: '$LATEST',
    invokedFunctionArn: '',
    memoryLimitInMB: '128',
    logGroupName: '',
    logStreamName: '',
  };
  return { ...base(stepId), type: 'invoke', requestId: 'r', event: '{}', deadlineUs: 3e6, traceId: '', context };
}

async function run(step: InitStep | InvokeStep): Promise<StepAnswer> {
  const [answer] = await host.run([{ environment, step }]);
  if (!answer || answer.status === 'stopped') throw new Error(`stopped: ${answer?.reason}`);
  return answer;
}

const handler = (body: string, before = '') => `${before}\nexport const handler = async () => { ${body} };`;
const first = async (body: string, memoryMb?: number) =>
  (await answers(handler(body), memoryMb === undefined ? {} : { memoryMb }))[0] as StepAnswer; // one invocation was asked for
const outcome = ({ effects, status, memoryMb }: StepAnswer, limit = 128) => {
  const ends = effects
    .map(({ type }) => type)
    .filter((type) => type === 'response' || type === 'error' || type === 'exit');
  return memoryMb > limit ? 'out of memory' : status === 'endless' ? 'endless' : ends.join();
};

describe('the model of memory', () => {
  const hogs: Readonly<Record<string, string>> = {
    'an array of objects': 'const a = []; for (;;) a.push({ n: a.length });',
    'an array of texts': "const a = []; for (let i = 0; ; i++) a.push('x'.repeat(1e6) + i);",
    'an array of buffers': 'const a = []; for (;;) a.push(Buffer.alloc(1e6));',
    'an array of arrays': 'const a = []; for (;;) a.push(new Array(1e6).fill(0));',
    'a Map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });',
    'a Set of texts': "const s = new Set(); for (let i = 0; ; i++) s.add('x'.repeat(1e5) + i);",
    'a text that doubles': "let s = 'x'; for (;;) s += s;",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    'a template that doubles': "let s = 'x'; for (;;) s = `${s}${s}`;",
    'one large buffer': 'Buffer.alloc(2e8);',
    'one large typed array': 'new Float64Array(2e7);',
    'one large array': 'new Array(3e7).fill(1);',
    'a repeated text': "'x'.repeat(2e8);",
    'a padded text': "'x'.padEnd(2e8, 'y');",
    'a joined text': "new Array(1e5).fill('x'.repeat(1000)).join('');",
    'parsed JSON': "JSON.parse('[' + '1,'.repeat(1e7) + '1]');",
    'an array made from a length': 'Array.from({ length: 5e7 });',
  };
  for (const [what, body] of Object.entries(hogs)) {
    it(`ends ${what} as out of memory: no answer, no exit, nothing after it`, async () => {
      const answer = await first(
        `try { ${body} } catch (e) { console.log('caught', e); } finally { console.log('on'); } return 1;`,
      );
      expect(outcome(answer)).toBe('out of memory');
      expect(answer.effects).toEqual([]);
    }, 30_000);
  }

  it('keeps what was logged before', async () => {
    const { effects } = await first("console.log('before'); const a = []; for (;;) a.push(Buffer.alloc(1e6));");
    expect(effects).toMatchObject([{ type: 'log' }]);
  });

  const modest: Readonly<Record<string, string>> = {
    'small objects without end': 'let n = 0; for (let i = 0; i < 1e6; i++) n += [{ i }, { i }].length; return n;',
    'a text built from pieces': "let s = ''; for (let i = 0; i < 100_000; i++) s += 'ten chars '; return s.length;",
    'many arrays of a thousand':
      'let n = 0; for (let i = 0; i < 200; i++) { const a = []; for (let j = 0; j < 1000; j++) a.push({ j }); n += a.length; } return n;',
    'JSON of half a megabyte, twenty times':
      "const t = JSON.stringify(Array(50_000).fill('12345678')); let n = 0; for (let i = 0; i < 20; i++) n += JSON.parse(t).length; return n;",
    'ten megabytes, ten times': 'let n = 0; for (let i = 0; i < 10; i++) n += Buffer.alloc(1e7).length; return n;',
  };
  for (const [what, body] of Object.entries(modest)) {
    it(`lets a function of 128 MB make ${what}`, async () => {
      expect(outcome(await first(body))).toBe('response');
    }, 30_000);
  }

  it('sees a cache of module scope grow from invocation to invocation, until it is too large', async () => {
    const source = handler(
      'for (let i = 0; i < 10; i++) cache.push(Buffer.alloc(1e6)); return cache.length;',
      'const cache = [];',
    );
    const given = await answers(source, { times: 8 });
    const used = given.map(({ memoryMb }) => memoryMb);
    expect(used).toEqual(used.toSorted((a, b) => a - b));
    expect(given.map((answer) => outcome(answer))).toContain('out of memory');
    expect(outcome(given[0] as StepAnswer)).toBe('response'); // eight were asked for
  });

  it('is high-water: what a step gave back still shows', async () => {
    const source = handler('if (n++ === 0) Buffer.alloc(4e7); return n;', 'let n = 0;');
    const [one, two] = await answers(source, { times: 2 });
    expect(one?.memoryMb).toBeGreaterThan(100);
    expect(two?.memoryMb).toBe(one?.memoryMb);
  });

  it('lets a larger function use more', async () => {
    expect(outcome(await first('return Buffer.alloc(2e8).length;', 512), 512)).toBe('response');
  });

  it('has a limit of its own, and says so', async () => {
    const { effects } = await first('Buffer.alloc(1.5e9);', 4096);
    expect(effects.find(({ type }) => type === 'error')).toMatchObject({
      error: { errorMessage: 'The playground gives an environment 1024 MB at most.' },
    });
  });
});

describe('natives that are asked for too much', () => {
  const endless: Readonly<Record<string, string>> = {
    'a power of BigInts': '3n ** 20000000n;',
    'a BigInt that squares itself': 'let n = 3n; for (;;) n = n * n;',
    'a BigInt that is shifted': 'let n = 1n; for (let i = 0; ; i++) n <<= 1000000n;',
    'the text of a large BigInt': '(1n << 30000000n).toString();',
    'a search in a long text, again and again': "const s = 'x'.repeat(1e6); for (;;) s.includes('y');",
    'an expression on a long text, again and again': "const s = 'x'.repeat(1e6); for (;;) /y$/.test(s);",
    'the sorting of large arrays': 'for (;;) Array.from({ length: 1e5 }, (_, i) => -i).sort((a, b) => a - b);',
  };
  for (const [what, body] of Object.entries(endless)) {
    it(`end ${what} at the budget`, async () => {
      expect(outcome(await first(`try { ${body} } catch {} return 1;`, 1769), 1769)).toBe('endless');
    }, 30_000);
  }

  it('go on as they did where they are asked for little', async () => {
    const { effects } = await first(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
      "return ['ab'.repeat(2), 'a'.padStart(3, '-'), [1, [2]].flat(), Array.from('abc'), 2 ** 3, `${2n ** 70n}`, [3, 1].concat(2), Array.from.length, ''.repeat.name, [].push.length];",
    );
    expect(effects.find(({ type }) => type === 'response')).toMatchObject({
      body: '["abab","--a",[1,2],["a","b","c"],8,"1180591620717411303424",[3,1,2],1,"repeat",1]',
    });
  });

  it('leave no trace in the text of functions', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    const text = 'function f(a, b) { for (const c of [{ a }]) a += b * c.a; return `${a ** b}` + a + new Array(3); }';
    const { effects } = await first(`${text} return String(f);`);
    expect(effects.find(({ type }) => type === 'response')).toMatchObject({ body: JSON.stringify(text) });
  });

  it('refuse texts longer than any engine allows in the same words everywhere', async () => {
    const { effects } = await first("try { 'x'.repeat(1e9); } catch (e) { return e.message; }", 1769);
    expect(effects.find(({ type }) => type === 'response')).toMatchObject({ body: '"Invalid string length"' });
  });
});
