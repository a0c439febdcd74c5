import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { compileFiles } from './compileFiles.ts';

function codeOf(text: string, path = 'index.mjs'): string {
  const { ok, files } = compileFiles([{ path, text }]);
  expect(ok).toBe(true);
  return files[0]?.code ?? '';
}

interface Registered {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of file has its own fields.
  readonly meta: any;
  // biome-ignore lint/suspicious/noExplicitAny: and its own parameters.
  readonly make: any;
}

/** Runs a compiled script and gives what it registers. */
function register(code: string): Registered {
  let registered: Registered | undefined;
  const context = vm.createContext({
    __$reg: (path: string, meta: unknown, make: unknown) => {
      registered = { path, meta, make };
    },
  });
  new vm.Script(code).runInContext(context);
  if (!registered) throw new Error('A script registers its module.');
  return registered;
}

/** A counter as the environment has it. */
function counter(max = 1e6) {
  const k = {
    n: 0,
    max,
    d: 0,
    dmax: 1000,
    trip(): never {
      throw 'tripped';
    },
    e: (error?: unknown) => error,
    deep(size: number): never {
      k.d -= size;
      throw new RangeError('deep');
    },
    w(value: unknown) {
      k.n += 10;
      return value;
    },
    m: 0,
    s: (value: unknown) => value,
    b: (value: unknown) => value,
    p: (x: number, y: number) => x ** y,
    c: undefined as unknown,
    r(value: unknown, context: unknown) {
      k.c = context;
      return value;
    },
  };
  return k;
}

/** Runs the body of a CommonJS file and gives its exports and the counter. */
function runCommonJs(text: string, k = counter()) {
  const { make } = register(codeOf(text, 'index.js'));
  // biome-ignore lint/suspicious/noExplicitAny: what a test exports it knows itself.
  const module = { exports: {} as Record<string, any> };
  make(k, () => Promise.reject()).call(
    module.exports,
    module.exports,
    () => {},
    module,
    '/var/task/index.js',
    '/var/task',
  );
  return { exports: module.exports, k };
}

describe('compiled code', () => {
  // Each expression is evaluated as it is and compiled; both must give the same.
  const expressions = [
    '(() => { let s = 0; for (let i = 0; i < 5; i++) s += i; return s; })()',
    '[1, 2, 3].map((x) => x * 2).filter((x) => (x, x > 2))',
    '(() => { try { return "a"; } finally { void 0; } })()',
    '(() => { for (const x of [1, 2]) { try { continue; } finally { void x; } } return "end"; })()',
    '(() => { outer: for (let i = 0; ; i++) { for (const j of [1]) { if (i > 2) break outer; if (j) continue outer; } } return "out"; })()',
    '(function f(n) { "use strict"; return n ? f(n - 1) + 1 : 0; })(50)',
    '(() => { var r = [a(), typeof b]; function a() { return 1; } var b = 2; return r; })()',
    '(() => { return g(1); function g(b) { var b; return b; } function dup() {} function dup() {} })()',
    '(function () { return typeof this; })()',
    '(function (a) { arguments[0] = 9; return a; })(1)',
    '(() => { class A { #x = 1; static s = 2; get x() { return this.#x; } static { A.t = 3; } } return [new A().x, A.s, A.t, A.name]; })()',
    '(() => { function* g() { const x = yield 1; yield x; } const i = g(); return [i.next(), i.next(5), i.next()]; })()',
    '((a = () => 1, { b } = { b: 2 }) => [a(), b])()',
    '(() => ({}))()',
    '(x => y => z => [x, y, z])(1)(2)(3)',
    '(() => { let k = 3; do k--; while (k); while (k < 2) k++; for (;;) if (k++ > 4) break; return k; })()',
    '(() => { if (0) for (;;); else return "else"; })()',
    '[(function named() {}).name, (() => {}).name, (function (a, b) {}).length]',
    '(() => { const f = () => {}; return [f.name, f.length]; })()',
    '(() => { let a = 1\nlet b = a\n;[a, b] = [b, 2]\nreturn [a, b] })()',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    '`${(() => `${[1].map((x) => `=>${x}`)}`)()}`',
    '(() => { switch (1) { case 1: { const x = 5; return x; } default: return 0; } })()',
    '/[/]=>/.test("=>")',
    '((a, b, c) => [a ** b, a ** b ** c, (a, b) ** (c), (-a) ** b, a ** b * c << a, typeof a + b])(2, 3, 2)',
    '[1n << 3n, 2n ** 5n, 7n * 6n].map(String)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    '(() => { let s = ""; s += 1\ns += "b" + s\nreturn `${s}${`x${s}`}` + (s + s) + [s].map((x) => x + x + 1) + ((p, x) => p.raw[0] + x)`t${s}u`; })()',
    '(() => { let n = 2; n *= n; n <<= n; n **= n - n + 1; return [n, new Array(3).length + Array(2).length, new Uint8Array(2).length]; })()',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    '(() => { class A extends (Array, Array) { x = 1 + this.length; [`k${1}`] = 2 } return [new A().x, new A().k1]; })()',
    '(() => { for (const x in { a: 1 }) { if ("a" + "" in { a: 1 }) return x + x; } })()',
  ];
  for (const expression of expressions) {
    it(`means the same as before: ${expression.slice(0, 60)}`, () => {
      const { exports } = runCommonJs(`exports.value = ${expression};`);
      expect(exports.value).toEqual(vm.runInNewContext(`(${expression})`));
    });
  }

  it('means the same as before around awaits', async () => {
    const { exports, k } = runCommonJs(`exports.run = async () => {
      const log = [];
      for await (const x of (async function* () { yield 1; yield 2; })()) log.push(x);
      log.push(await (0, 5), await (async (x) => await x)(6));
      try { await Promise.reject(new Error('no')); } catch (e) { log.push(e.message); }
      return log;
    };`);
    expect(await exports.run()).toEqual([1, 2, 5, 6, 'no']);
    // Whatever way functions were left, nothing stays on the counted stack.
    expect(k.d).toBe(0);
  });

  it('keeps every line where it was', () => {
    const text = `import a, {\n  b,\n} from './x.mjs';\n\nexport default {\n  a,\n  b };\nexport {\n  a as c };\nconst f = async () => {\n  await a();\n};\n`;
    const lines = codeOf(text).split('\n');
    expect(lines[10]).toContain('__$k.r(await __$k.w((0,__$m[0].default)()');
    expect(lines.length).toBe(text.split('\n').length + 2);
  });

  it('names its source file for stack traces', () => {
    expect(codeOf('1', 'src/a b.js')).toMatch(/\/\/# sourceURL=file:\/\/\/var\/task\/src\/a%20b\.js$/);
  });

  it('stops when the budget is passed, and no catch or finally gets to go on', () => {
    const { exports } = runCommonJs(`exports.log = []; exports.run = () => {
      try { for (;;) { try { for (;;); } catch (e) { exports.log.push('caught'); } finally { exports.log.push('finally'); } } } catch { exports.log.push('outer'); }
    };`);
    expect(exports.run).toThrow('tripped');
    expect(exports.log).toEqual([]);
  });

  it('counts the depth of calls and reports a full stack as a RangeError that can be caught', () => {
    const { exports, k } = runCommonJs(
      'exports.run = () => { const f = () => f(); try { f(); } catch (e) { return e.message; } };',
    );
    expect(exports.run()).toBe('deep');
    expect(k.d).toBe(0);
  });

  it('costs more the more it does', () => {
    const ticks = (text: string) => runCommonJs(text).k.n;
    const loop = (n: number) => ticks(`for (let i = 0; i < ${n}; i++) Math.sqrt(i);`);
    expect(loop(200) - loop(100)).toBe(loop(300) - loop(200));
    expect(ticks('try { throw 1; } catch {}')).toBeGreaterThan(ticks('if (1) 2;') + 100);
  });
});

describe('modules', () => {
  it('list their dependencies, the names they take and what they export', () => {
    const { meta } = register(
      codeOf(
        "import d, { a as b } from './x.mjs';\nimport * as n from 'y'; export * from './z.mjs';\nimport j from './c.json' with { type: 'json' }; await d(b, n, j);",
      ),
    );
    expect(meta).toMatchObject({
      kind: 'esm',
      awaits: true,
      deps: [
        ['./x.mjs', null],
        ['y', null],
        ['./z.mjs', null],
        ['./c.json', 'json'],
      ],
      imports: [
        [0, 'a', '{ a as b }'],
        [0, 'default', '{ a as b }'],
        [3, 'default', "{ type: 'json' }"],
      ],
      stars: [2],
    });
  });

  it('read imports through live bindings, but not where another name shadows them', () => {
    const code = codeOf(
      "import { a } from './x.mjs';\nexport const f = (a) => a;\nexport const g = () => ({ a });\nexport const h = () => { const a = 1; return a; };\nlabel: { a.b.a; }",
    );
    expect(code).toContain('a: __$m[0].a'.replace(' ', ''));
    expect(code.match(/__\$m\[0\]\.a/g)).toHaveLength(2);
  });

  it('do not continue a line that ends without a semicolon', () => {
    expect(codeOf("import { go } from './x.mjs'\nlet a = 1\ngo()")).toContain('\n;(0,__$m[0].go)()');
  });

  it('keep operators that a script would read as comments', () => {
    const code = codeOf('let y = 1; export const z = 0 <!--y;\nlet n = 3; while (n-->0);');
    const { meta, make } = register(code);
    expect(meta.kind).toBe('esm');
    expect(() => make(counter(), [], [], null, {}, () => {}, null)().next()).not.toThrow();
    expect(code).not.toMatch(/<!--/);
  });

  it('follow the extension, and for .js the nearest package.json (NODE-2)', () => {
    const kinds = (files: Record<string, string>) =>
      compileFiles(Object.entries(files).map(([path, text]) => ({ path, text }))).files.map(
        ({ code }) => register(code).meta.kind,
      );
    expect(kinds({ 'a.js': '', 'b.mjs': '', 'c.cjs': '', 'd.json': '{}', 'e.txt': '' })).toEqual([
      'cjs',
      'esm',
      'cjs',
      'json',
      'data',
    ]);
    expect(
      kinds({ 'package.json': '{"type":"module"}', 'a.js': '', 'lib/package.json': '{}', 'lib/b.js': '' }),
    ).toEqual(['json', 'esm', 'json', 'cjs']);
  });

  it('may be TypeScript', () => {
    const { files, problems } = compileFiles([
      {
        path: 'index.ts',
        text: "import type { Handler } from 'aws-lambda';\nexport const handler: Handler = async (e: unknown) => e as object;",
      },
    ]);
    expect(problems).toEqual([]);
    expect(files[0]?.path).toBe('index.mjs');
    expect(register(files[0]?.code ?? '').meta.deps).toEqual([]);
  });
});

describe('mistakes', () => {
  it('are reported with their place, and the file compiles to one that throws when it is loaded', () => {
    const { ok, files, problems } = compileFiles([{ path: 'index.mjs', text: 'const a = 1;\nconst b = ;' }]);
    expect(ok).toBe(false);
    expect(problems).toEqual([{ file: 'index.mjs', line: 2, column: 11, message: 'Unexpected token' }]);
    expect(register(files[0]?.code ?? '')).toMatchObject({
      path: 'index.mjs',
      meta: { kind: 'broken', goal: 'module' },
    });
  });

  it('are found in TypeScript and JSON too', () => {
    expect(compileFiles([{ path: 'a.ts', text: '\nconst a: = 1' }]).problems).toMatchObject([
      { file: 'a.ts', line: 2 },
    ]);
    expect(compileFiles([{ path: 'a.json', text: '{\n  "a": }' }]).problems).toMatchObject([
      { file: 'a.json', line: 2 },
    ]);
  });

  it('include names that belong to the compiled code, also escaped ones', () => {
    expect(compileFiles([{ path: 'a.js', text: 'let x;\n__$k = 1;' }]).problems).toMatchObject([
      { line: 2, message: expect.stringContaining('reserved') },
    ]);
    expect(compileFiles([{ path: 'a.js', text: '\\u005f_$k = 1;' }]).problems).toHaveLength(1);
  });

  it('include with, through which code could replace the counter', () => {
    expect(compileFiles([{ path: 'a.js', text: 'with ({}) { while (1); }' }]).problems).toMatchObject([
      { message: expect.stringContaining('with') },
    ]);
  });

  it('never make the compiler throw', () => {
    for (const text of [
      '',
      '\0',
      '`',
      '/*',
      '}',
      '#!',
      'import',
      '\ud800',
      '({[',
      'a?.b`x`',
      'export default',
      '<!--',
    ]) {
      for (const path of ['a.js', 'a.mjs', 'a.ts', 'a.json', 'a'])
        expect(() => compileFiles([{ path, text }])).not.toThrow();
    }
  });
});
