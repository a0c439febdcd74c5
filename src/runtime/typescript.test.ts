import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../compile/compileFiles.ts';
import type { Recorded } from './conformance/cases.ts';
import { replayCase } from './conformance/replay.ts';
import { createNodeHost } from './hosts/nodeHost.ts';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());
let environment = 1;

function run(files: Readonly<Record<string, string>>): Promise<Recorded> {
  environment += 100;
  return replayCase(
    {
      group: 'typescript',
      id: 'typescript',
      what: '',
      files,
      handler: 'index.handler',
      events: [{ n: 2 }],
      recorded: { invocations: [], logs: [], exit: '' },
    },
    { host, compile: (sources) => compileFiles(sources).files, runtime: 'nodejs22.x', environment },
  );
}

async function respond(files: string | Readonly<Record<string, string>>): Promise<unknown> {
  const { invocations, initError } = await run(typeof files === 'string' ? { 'index.ts': files } : files);
  const [first] = invocations;
  return first && 'response' in first ? first.response : { initError, first };
}

describe('TypeScript handlers run as they are', () => {
  it.each<[what: string, text: string, response: unknown]>([
    [
      'types of aws-lambda, imported as values',
      "import { Handler, Context } from 'aws-lambda';\nexport const handler: Handler = async (event: { n: number }, context: Context) => event.n + 1;",
      3,
    ],
    [
      'type-only imports and exports, satisfies, as const',
      "import type { A } from './types';\nimport { type B } from './types';\nexport type { A };\nconst list = ['a'] as const satisfies readonly string[];\nexport const handler = async (): Promise<A | B> => list[0]!.length as unknown as A;",
      1,
    ],
    [
      'enums, also const ones',
      "enum Color { Red, Green = 'g' }\nconst enum K { A = 1 << 2 }\nexport const handler = async () => [Color.Red, Color[0], Color.Green, K.A];",
      [0, 'Red', 'g', 4],
    ],
    [
      'classes with parameter properties, abstract members, index signatures and overloads',
      'abstract class S { abstract f(): number; declare q: string; [k: string]: unknown; constructor(protected readonly x: number, public y = 2) {} }\nclass T extends S { override f(): number; override f(a?: number): number { return this.x + this.y; } }\nexport const handler = async () => new T(5).f();',
      7,
    ],
    [
      'generics, assertions, optional chains and declarations of what is elsewhere',
      'declare const unknownThing: string;\ndeclare global { interface Window { a: string } }\nconst id = <T,>(x: T): T => x;\nfunction sure(x: unknown): asserts x is string {}\nexport const handler = async <T extends { n: number }>(e: T) => { sure(e); return id<number>((e as T)?.n!); };',
      2,
    ],
    [
      'import = and export =',
      "import path = require('path');\nconst h = { handler: async () => path.basename('/a/b.txt') };\nexport = h;",
      'b.txt',
    ],
  ])('%s', async (_what, text, response) => {
    expect(await respond(text)).toEqual(response);
  });

  it('imports of other TypeScript files may leave the extension out, or name the emitted file', async () => {
    const files = {
      'index.ts':
        "import { a } from './a';\nimport { b } from './lib/b.js';\nexport const handler = async () => a + b;",
      'a.ts': 'export const a: number = 1;',
      'lib/b.ts': 'export const b: number = 2;',
    };
    expect(await respond(files)).toBe(3);
  });

  it('errors point at the line in the editor, and no frame of the runtime is between', async () => {
    const text =
      "import { Handler } from 'aws-lambda';\ninterface E {\n  n: number;\n}\nconst fail = (e: E): never => {\n  throw new RangeError('no ' + e.n);\n};\nexport const handler: Handler<E> = async (event) => {\n  fail(event);\n};";
    const { invocations } = await run({ 'index.ts': text });
    const error = invocations[0]?.error as { trace: string[] };
    expect(error.trace[0]).toBe('RangeError: no 2');
    expect(error.trace[1]).toMatch(/index\.ts:6\)$/);
    expect(error.trace[2]).toMatch(/index\.ts:9\)$/);
  });

  it('a namespace with code is refused where it stands', () => {
    const text =
      'declare namespace T { const x: 1 }\n  namespace N { export const a = 1 }\nexport const handler = async () => N.a;';
    expect(compileFiles([{ path: 'index.ts', text }]).problems).toEqual([
      { file: 'index.ts', line: 2, column: 3, message: expect.stringContaining('namespaces') },
    ]);
    const types = 'namespace N { export type A = 1 }\nexport const handler = async (): Promise<N.A> => 1;';
    expect(compileFiles([{ path: 'index.ts', text: types }]).problems).toEqual([]);
  });
});
