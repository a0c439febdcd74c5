/**
 * Random module graphs from a seed, for comparing the playground's modules with those of Node.js. Every module writes what it
 * sees into a trail: which module runs when, what each import holds at that moment, and which errors come of it.
 */

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface ModuleGraph {
  readonly seed: number;
  /** Texts by path; `index.mjs` has the handler, which gives the trail. */
  readonly files: Readonly<Record<string, string>>;
  /** Names of what the graph makes use of. */
  readonly features: ReadonlySet<string>;
}

type Kind = 'esm' | 'cjs' | 'json';

interface Planned {
  readonly number: number;
  readonly kind: Kind;
  /** From the root of the function. */
  readonly path: string;
  /** How other files name it. */
  readonly specifier: string;
  readonly exports: Map<string, Exported>;
  /** Names of `exports` that are another module's. */
  readonly passedOn: Set<string>;
  /** Numbers of the modules it imports, in order. */
  readonly imports: number[];
}

/** What is known of an export: enough to use it. */
type Exported = 'value' | 'counter' | 'bump' | 'function' | 'class';

const NAMES = ['a', 'b', 'c', 'd', 'e'];

export function generateGraph(seed: number): ModuleGraph {
  return new Generator(seed).generate();
}

class Generator {
  private readonly random;
  private readonly features = new Set<string>();
  private readonly modules: Planned[] = [];
  private readonly files: Record<string, string> = {};
  private readonly faultAt: number;
  private readonly allowsAwait: boolean;

  constructor(private readonly seed: number) {
    this.random = xoroshiro128plus(seed * 7919 + 17);
    this.faultAt = this.chance(0.2) ? this.int(8) : -1;
    this.allowsAwait = this.chance(0.5);
  }

  generate(): ModuleGraph {
    const count = 3 + this.int(6);
    for (let i = 0; i < count; i++) this.modules.push(this.plan(i));
    for (const module of this.modules) this.connect(module);
    // From the end: a module that passes names on must know what there is.
    for (const module of this.modules.toReversed()) if (module.kind === 'esm') this.planExports(module);
    for (const module of this.modules) this.files[module.path] = this.textOf(module);
    this.files['index.mjs'] = INDEX;
    return { seed: this.seed, files: this.files, features: this.features };
  }

  // ---------------------------------------------------------------------------------------------- random

  private int(below: number): number {
    return uniformInt(this.random, 0, below - 1);
  }

  private chance(probability: number): boolean {
    return this.int(10_000) < probability * 10_000;
  }

  private pick<T>(list: readonly T[]): T {
    const one = list[this.int(list.length)];
    if (one === undefined) throw new Error('There is nothing to pick from.');
    return one;
  }

  private uses(feature: string): void {
    this.features.add(feature);
  }

  // ---------------------------------------------------------------------------------------------- plan

  private plan(number: number): Planned {
    if (number === 0) return this.planned(number, 'esm', 'm0.mjs', './m0.mjs');
    const kind = this.pick<Kind>(['esm', 'esm', 'esm', 'cjs', 'cjs', 'json']);
    const place = kind === 'json' ? 'file' : this.pick(['file', 'file', 'file', 'typed', 'package', 'exports']);
    const extension = kind === 'esm' ? 'mjs' : kind === 'cjs' ? 'cjs' : 'json';
    switch (place) {
      case 'typed': {
        this.uses(`type ${kind === 'esm' ? 'module' : 'commonjs'} in package.json`);
        const folder = `t${number}`;
        this.files[`${folder}/package.json`] = JSON.stringify(
          kind === 'esm' ? { type: 'module' } : this.chance(0.5) ? { type: 'commonjs' } : { name: folder },
        );
        return this.planned(number, kind, `${folder}/m.js`, `./${folder}/m.js`);
      }
      case 'package': {
        this.uses('package with main');
        const folder = `node_modules/p${number}`;
        this.files[`${folder}/package.json`] = JSON.stringify({ name: `p${number}`, main: `lib/m.${extension}` });
        return this.planned(number, kind, `${folder}/lib/m.${extension}`, `p${number}`);
      }
      case 'exports':
        return this.planExportsMap(number, kind, extension);
      default:
        return this.planned(number, kind, `m${number}.${extension}`, `./m${number}.${extension}`);
    }
  }

  private planExportsMap(number: number, kind: Kind, extension: string): Planned {
    const folder = `node_modules/@s/p${number}`;
    const target = `./m.${extension}`;
    const subpath = this.pick(['.', './sub', './f/*']);
    this.uses(`package exports ${subpath}`);
    const map = {
      '.': { exports: { import: target, require: target }, specifier: '' },
      './sub': { exports: { './sub': { node: target, default: './none.js' } }, specifier: '/sub' },
      './f/*': { exports: { './f/*.x': './*' }, specifier: `/f/m.${extension}.x` },
    }[subpath];
    this.files[`${folder}/package.json`] = JSON.stringify({ name: `@s/p${number}`, exports: map?.exports });
    return this.planned(number, kind, `${folder}/m.${extension}`, `@s/p${number}${map?.specifier}`);
  }

  private planned(number: number, kind: Kind, path: string, specifier: string): Planned {
    const exports = new Map<string, Exported>();
    if (kind !== 'esm')
      for (const name of kind === 'cjs' ? ['default', ...NAMES] : ['default']) exports.set(name, 'value');
    return { number, kind, path, specifier, exports, passedOn: new Set(), imports: [] };
  }

  /** Mostly forwards, so that all is reached; sometimes back, which makes cycles. */
  private connect(module: Planned): void {
    const { number, kind } = module;
    if (kind === 'json') return;
    const last = this.modules.length - 1;
    const wanted = new Set<number>();
    if (number < last) wanted.add(number + 1);
    for (let i = this.int(3); i > 0; i--) wanted.add(1 + this.int(last));
    if (this.chance(0.3)) wanted.add(this.int(this.modules.length));
    for (const other of wanted) {
      const target = this.modules[other];
      if (!target) continue;
      // require() of an ES module is an error of its own, tried now and then.
      if (kind === 'cjs' && target.kind === 'esm' && !this.chance(0.1)) continue;
      if (other <= number) this.uses(other === number ? 'import of itself' : 'cycle');
      module.imports.push(other);
    }
  }

  private planExports(module: Planned): void {
    const names = NAMES.filter(() => this.chance(0.45));
    for (const name of names) module.exports.set(name, this.pick<Exported>(['value', 'counter', 'function', 'class']));
    for (const [name, what] of [...module.exports]) if (what === 'counter') module.exports.set(`bump_${name}`, 'bump');
    if (this.chance(0.6)) module.exports.set('default', this.pick<Exported>(['value', 'function', 'class']));
  }

  // ---------------------------------------------------------------------------------------------- texts

  private textOf(module: Planned): string {
    if (module.kind === 'json') {
      this.uses('JSON');
      return JSON.stringify({ a: module.number, b: [module.path] });
    }
    return module.kind === 'esm' ? this.esmText(module) : this.cjsText(module);
  }

  /** How a file names another. */
  private specifierFrom(from: Planned, to: Planned): string {
    if (!to.specifier.startsWith('./')) {
      // A package cannot be named from within another's folder by a relative path, but by its name.
      return to.specifier;
    }
    const depth = from.path.split('/').length - 1;
    return depth === 0 ? to.specifier : `${'../'.repeat(depth)}${to.path}`;
  }

  private esmText(module: Planned): string {
    const lines: string[] = [];
    const probes: string[] = [];
    for (const [i, other] of module.imports.entries()) {
      const target = this.modules[other];
      if (target) lines.push(...this.importLines(module, target, `${module.number}_${i}`, probes));
    }
    const label = `m${module.number}`;
    const body = [`trail(${JSON.stringify(`${label} starts`)});`, ...probes];
    if (this.allowsAwait && this.chance(0.35)) body.splice(this.int(body.length) + 1, 0, ...this.awaiting(label));
    const declarations = [...module.exports]
      .filter(([name, what]) => what !== 'bump' && !module.passedOn.has(name))
      .map(([name, what]) => this.declaration(module, name, what));
    const cut = this.int(body.length + 1);
    if (this.faultAt === module.number && this.chance(0.5)) {
      this.uses('module that throws');
      body.push(`throw new RangeError('${label} fails');`);
    }
    if (this.chance(0.2)) {
      this.uses('import.meta');
      body.push(
        `probe('${label} meta', () => [import.meta.url, import.meta.filename, import.meta.dirname, import.meta.resolve('./x.mjs')].map(relative).join());`,
      );
    }
    if (this.chance(0.2)) {
      this.uses('this and arguments of a module');
      body.push(`probe('${label} this', () => [this, typeof arguments, typeof require, typeof module].join());`);
    }
    body.push(...this.dynamicImports(module));
    return [...lines, ...body.slice(0, cut), ...declarations, ...body.slice(cut), `trail('${label} ends');`].join('\n');
  }

  private awaiting(label: string): string[] {
    this.uses('top-level await');
    const ticks = 1 + this.int(4);
    switch (this.int(4)) {
      case 0:
        return [`trail('${label} got ' + (await Promise.all([1, Promise.resolve(2), (async () => 3)()])));`];
      case 2:
        return [
          `try { await Promise.reject(new Error('no')); } catch (error) { trail('${label} caught ' + error.message); }`,
        ];
      default:
        return [...Array.from({ length: ticks }, () => 'await undefined;'), `trail('${label} waited ${ticks}');`];
    }
  }

  private importLines(module: Planned, target: Planned, id: string, probes: string[]): string[] {
    const specifier = JSON.stringify(this.specifierFrom(module, target));
    const withType = target.kind === 'json' ? ` with { type: 'json' }` : '';
    const from = `from ${specifier}${withType};`;
    const label = `m${module.number}`;
    const names = [...target.exports.keys()];
    if (this.faultAt === module.number && this.chance(0.3)) {
      this.uses('missing name');
      return [`import { missing as x${id} } ${from}`];
    }
    const lines: string[] = [];
    const named = names.filter(
      (name) => name !== 'default' && (target.kind === 'esm' || this.chance(0.4)) && this.chance(0.6),
    );
    if (named.length > 0) {
      this.uses(`named import of ${target.kind}`);
      const renames = this.chance(0.4);
      const local = (name: string) => (renames ? `${name}_${id}` : `i${id}_${name}`);
      lines.push(`import { ${named.map((name) => `${name} as ${local(name)}`).join(', ')} } ${from}`);
      for (const name of named)
        probes.push(
          ...this.probesOf(`${label} ${name} of m${target.number}`, local(name), target.exports.get(name) ?? 'value'),
        );
    }
    if (names.includes('default') && this.chance(0.5)) {
      this.uses(`default import of ${target.kind}`);
      lines.push(`import d${id} ${from}`);
      probes.push(
        ...this.probesOf(`${label} default of m${target.number}`, `d${id}`, target.exports.get('default') ?? 'value'),
      );
    }
    if (this.chance(0.4)) {
      this.uses(`namespace import of ${target.kind}`);
      lines.push(`import * as n${id} ${from}`);
      probes.push(...this.namespaceProbes(`${label} m${target.number}`, `n${id}`));
    }
    lines.push(...this.passingOn(module, target, from));
    if (lines.length === 0) {
      this.uses('import for its effects');
      lines.push(`import ${specifier}${withType};`);
    }
    return this.chance(0.5) ? lines : lines.toReversed();
  }

  private passingOn(module: Planned, target: Planned, from: string): string[] {
    const lines: string[] = [];
    if (target.kind !== 'json' && this.chance(0.3)) {
      this.uses(`export * from ${target.kind}`);
      lines.push(`export * ${from}`);
    }
    const free = NAMES.filter((name) => !module.exports.has(name));
    const [first, second] = free;
    const given = [...target.exports.keys()].filter((name) => target.kind === 'esm' || name === 'default');
    if (first && this.chance(0.2)) {
      this.uses('export * as');
      this.passOn(module, first);
      lines.push(`export * as ${first} ${from}`);
    } else if (first && given.length > 0 && this.chance(0.3)) {
      this.uses('export { } from');
      this.passOn(module, first);
      lines.push(`export { ${this.pick(given)} as ${first} } ${from}`);
    }
    if (second && given.length > 0 && this.chance(0.2)) {
      this.uses('export of an import');
      this.passOn(module, second);
      lines.push(`import { ${this.pick(given)} as re_${second} } ${from} export { re_${second} as ${second} };`);
    }
    return lines;
  }

  private passOn({ exports, passedOn }: Planned, name: string): void {
    exports.set(name, 'value');
    passedOn.add(name);
  }

  private probesOf(label: string, local: string, what: Exported): string[] {
    const read = `probe('${label}', () => ${local});`;
    const extra = this.chance(0.15) ? this.oddUses(label, local) : [];
    if (what === 'bump') {
      this.uses('live binding');
      return [`probe('${label} called', () => ${local}());`, ...extra];
    }
    if (what === 'function') return [read, `probe('${label} called', () => ${local}(1));`, ...extra];
    if (what === 'class') return [read, `probe('${label} made', () => new ${local}().tag);`, ...extra];
    return what === 'counter'
      ? [read, `later(() => probe('${label} later', () => ${local}));`, ...extra]
      : [read, ...extra];
  }

  private oddUses(label: string, local: string): string[] {
    this.uses('odd uses of an import');
    return [
      `probe('${label} typeof', () => typeof ${local});`,
      `probe('${label} shorthand', () => Object.keys({ ${local} }).length);`,
      `probe('${label} assigned', () => { ${local} = 1; });`,
      `probe('${label} shadowed', () => { const f = (${local}) => ${local}; return f(7); });`,
    ];
  }

  private namespaceProbes(label: string, local: string): string[] {
    const all = [
      `probe('${label} names', () => Object.getOwnPropertyNames(${local}).join());`,
      `probe('${label} keys', () => Object.keys(${local}).join());`,
      `probe('${label} in', () => ['a' in ${local}, 'zz' in ${local}, ${local}.zz, Object.prototype.toString.call(${local})].join());`,
      `probe('${label} shown', () => ${local});`,
      `probe('${label} set', () => { ${local}.a = 1; });`,
      `probe('${label} deleted', () => delete ${local}.zz);`,
      `later(() => probe('${label} later', () => ${local}));`,
    ];
    return all.filter(() => this.chance(0.5));
  }

  private declaration(module: Planned, name: string, what: Exported): string {
    const value = `'m${module.number}.${name}'`;
    if (name === 'default') return this.defaultDeclaration(value, what);
    switch (what) {
      case 'counter':
        return `export let ${name} = ${module.number * 10}; export function bump_${name}() { ${name} += 1; return ${name}; }`;
      case 'function':
        this.uses('hoisted function');
        return this.chance(0.5)
          ? `export function ${name}(x) { return ${value} + x; }`
          : `function own_${name}(x) { return ${value} + x; }\nexport { own_${name} as ${name} };`;
      case 'class':
        this.uses('class');
        return `export class ${name} { get tag() { return ${value}; } }`;
      default:
        return this.pick([
          `export const ${name} = ${value};`,
          `export var ${name} = ${value};`,
          `let own_${name} = ${value};\nexport { own_${name} as ${name} };`,
          `export const { ${name}, x: [rest_${name} = 1] = [] } = { ${name}: ${value} };`,
        ]);
    }
  }

  private defaultDeclaration(value: string, what: Exported): string {
    switch (what) {
      case 'function':
        this.uses('default function');
        return this.pick([
          `export default function (x) { return ${value} + x; }`,
          `export default function named(x) { return ${value} + x; }`,
          `export default (x) => ${value} + x;`,
        ]);
      case 'class':
        this.uses('default class');
        return this.pick([
          `export default class { get tag() { return ${value}; } }`,
          `export default class Named { get tag() { return ${value}; } }`,
        ]);
      default:
        this.uses('default value');
        return this.pick([
          `export default ${value};`,
          `const own = ${value};\nexport { own as default };`,
          `export default { value: ${value} };`,
        ]);
    }
  }

  // ---------------------------------------------------------------------------------------------- CommonJS

  private cjsText(module: Planned): string {
    const label = `m${module.number}`;
    const lines = [`trail('${label} starts');`];
    const before = this.cjsExports(module);
    const cut = this.int(before.length + 1);
    const requires = module.imports.flatMap((other) => {
      const target = this.modules[other];
      return target ? this.requireLines(module, target) : [];
    });
    lines.push(...before.slice(0, cut), ...requires, ...before.slice(cut));
    if (this.chance(0.3)) {
      this.uses('module object');
      lines.push(
        `probe('${label} module', () => [module.loaded, relative(module.id), relative(__filename), relative(__dirname), module.exports === exports, this === module.exports, require.main === undefined, module.children.length, typeof require.resolve].join());`,
      );
    }
    if (this.faultAt === module.number && this.chance(0.5)) {
      this.uses('module that throws');
      lines.push(`throw new RangeError('${label} fails');`);
    }
    lines.push(...this.dynamicImports(module));
    return [...lines, `trail('${label} ends');`].join('\n');
  }

  /** Run one after the other once everything else is done: how long Node.js takes to read a file is not the same each time. */
  private dynamicImports(module: Planned): string[] {
    const target = this.pick(this.modules);
    if (target.kind === 'json' || !this.chance(0.25)) return [];
    this.uses(`import() in ${module.kind} of ${target.kind}`);
    const specifier = JSON.stringify(this.specifierFrom(module, target));
    const label = `m${module.number} imports m${target.number}`;
    return [`afterwards('${label}', () => import(${specifier}));`];
  }

  private cjsExports(module: Planned): string[] {
    const value = (name: string) => `'m${module.number}.${name}'`;
    switch (this.int(6)) {
      case 0:
        this.uses('module.exports = object');
        return [`module.exports = { a: ${value('a')}, b: ${value('b')}, c() { return 1; }, d: ${value('d')} };`];
      case 1:
        this.uses('module.exports = function');
        return [
          `module.exports = function f(x) { return ${value('f')} + x; };`,
          `module.exports.a = ${value('a')};`,
          `module.exports.b = ${value('b')};`,
        ];
      case 2:
        this.uses('__esModule');
        return [
          `Object.defineProperty(exports, '__esModule', { value: true });`,
          `exports.default = ${value('default')};`,
          `exports.a = ${value('a')};`,
        ];
      case 3:
        this.uses('getter of exports');
        return [
          `Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return ${value('a')}; } });`,
          `exports.b = ${value('b')};`,
        ];
      case 4: {
        const target = module.imports
          .map((other) => this.modules[other])
          .find((one) => one?.kind === 'cjs' && one !== module);
        if (!target) return [`exports.a = ${value('a')};`, `exports.b = ${value('b')};`];
        this.uses('barrel');
        return [`module.exports = require(${JSON.stringify(this.specifierFrom(module, target))});`];
      }
      default:
        this.uses('exports.name');
        return ['a', 'b', ...NAMES.slice(2).filter(() => this.chance(0.5))].map(
          (name) => `exports.${name} = ${value(name)};`,
        );
    }
  }

  private requireLines(module: Planned, target: Planned): string[] {
    const specifier = JSON.stringify(this.specifierFrom(module, target));
    const label = `m${module.number} requires m${target.number}`;
    this.uses(`require of ${target.kind}`);
    const lines = [`probe('${label}', () => require(${specifier}));`];
    if (this.chance(0.15)) {
      this.uses('require of what is missing');
      lines.push(
        `probe('${label} missing', () => require('./missing'));`,
        `probe('${label} no package', () => require('missing-package'));`,
      );
    }
    if (this.chance(0.2)) {
      this.uses('require.resolve and the cache');
      lines.push(
        `probe('${label} resolved', () => relative(require.resolve(${specifier})));`,
        `probe('${label} cached', () => { const m = require.cache[require.resolve(${specifier})]; return m && m.loaded; });`,
      );
    }
    if (this.chance(0.1) && target.kind === 'cjs' && target.number > module.number) {
      this.uses('deleting from the cache');
      lines.push(
        `probe('${label} again', () => { delete require.cache[require.resolve(${specifier})]; return require(${specifier}); });`,
      );
    }
    return lines;
  }
}

/** Imports the graph, waits for what is still under way, imports it again, and gives the trail. */
const INDEX = `
const root = import.meta.url.slice('file://'.length).replace(/index\\.mjs$/, '');
globalThis.relative = (text) => String(text).replaceAll(root, '<root>/').replaceAll(root.slice(0, -1), '<root>');
const show = (value) => {
  if (typeof value === 'function') return relative(/^class/.test(Function.prototype.toString.call(value)) ? 'class ' + value.name : 'function ' + value.name);
  if (typeof value !== 'object' || value === null) return relative(typeof value + ' ' + String(value));
  if (Array.isArray(value)) return '[' + value.map(show) + ']';
  return '{' + Reflect.ownKeys(value).filter((key) => typeof key === 'string').map((key) => key + ': ' + (value[key] === value ? 'itself' : depth(value[key]))) + '}';
};
let level = 0;
const depth = (value) => { level += 1; try { return level > 3 ? '…' : show(value); } finally { level -= 1; } };
const text = (error) => relative([error.name, error.code, error.message.split('\\n').slice(0, 5).join('|')].join(' '));
export async function handler() {
  const lines = [];
  const laters = [];
  const last = [];
  globalThis.trail = (line) => { lines.push(line); };
  globalThis.later = (probe) => { laters.push(probe); };
  globalThis.afterwards = (label, load) => { last.push([label, load]); };
  globalThis.probe = (label, read) => {
    let line;
    try { line = label + ' = ' + show(read()); } catch (error) { line = label + ' ! ' + text(error); }
    lines.push(line);
  };
  const load = async () => {
    try {
      const all = await import('./m0.mjs');
      probe('all', () => all);
      return all;
    } catch (error) {
      lines.push('failed ' + text(error));
      return error;
    }
  };
  const first = await load();
  for (let i = 0; i < 30; i++) await undefined;
  const second = await load();
  lines.push(String(first === second));
  for (const probe of laters) probe();
  // Node.js itself crashes on some imports of modules that have failed.
  for (const [label, load] of first instanceof Error ? [] : last) {
    try {
      const loaded = await load();
      probe(label, () => loaded);
    } catch (error) {
      lines.push(label + ' failed ' + text(error));
    }
  }
  return lines;
}
`;
