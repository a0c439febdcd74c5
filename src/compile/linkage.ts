/**
 * Turns the imports and exports of an ES module into accesses that the registry can link.
 *
 * In the compiled code `__$m[i]` holds the live bindings of dependency `i`, `__$n[i]` is its namespace object as user
 * code sees it, `__$dyn(x)` is `import(x)`, `__$meta` is `import.meta` and `__$nd(name)` throws the ReferenceError of
 * a name that is not defined. Lines stay where they are.
 */
import type MagicString from 'magic-string';
import { type Reference, referencesTo } from './references.ts';
import { type AnyNode, childrenOf, isFunction, type ParsedSource, patternNames } from './syntax.ts';

/** What the registry needs to know to link a module. */
export interface Linkage {
  /** Specifiers with their `type` attribute, in order of first appearance. */
  readonly deps: readonly (readonly [specifier: string, type: string | null])[];
  /** Names taken from a dependency, to be checked when linking; with the braces of the line, which an error repeats. */
  readonly imports: readonly ImportedName[];
  /** Exports that are bindings of a dependency; the name `null` is its whole namespace. */
  readonly indirect: readonly (readonly [exported: string, dep: number, name: string | null])[];
  /** Dependencies of `export * from`. */
  readonly stars: readonly number[];
  /** Source text of `[name, getter]` pairs, for the exports of the module's own. */
  readonly getters: readonly string[];
  /** True for a hoisted anonymous default function, which is to be named `default`. */
  readonly namesDefault: boolean;
}

/**
 * How a module awaits at its top level. Plain awaits become `yield`s that the registry carries out, so that the module starts
 * at the moment at which its evaluation begins; a `for await` loop there needs an asynchronous generator.
 *
 * @simplified A module with such a loop starts one microtask late, so others that are ready may come before it.
 */
export type TopLevelAwaits = 'never' | 'plain' | 'in loops';

type ImportedName = readonly [dep: number, name: string, braces?: string];

interface Binding {
  readonly dep: number;
  /** `null`: the whole namespace. */
  readonly name: string | null;
}

type ImportDeclaration = Extract<AnyNode, { type: 'ImportDeclaration' }>;
type ExportNamed = Extract<AnyNode, { type: 'ExportNamedDeclaration' }>;
type ExportAll = Extract<AnyNode, { type: 'ExportAllDeclaration' }>;
type ExportDefault = Extract<AnyNode, { type: 'ExportDefaultDeclaration' }>;
type ModuleName = ImportDeclaration['specifiers'][number]['local'] | Extract<AnyNode, { type: 'Literal' }>;

/** Rewrites the linkage of a module in `code`; to be called after everything that inserts inside expressions. */
export function rewriteLinkage(code: MagicString, { program }: ParsedSource, text: string): Linkage {
  const deps: [string, string | null][] = [];
  const regular: { readonly local: string; readonly entry: ImportedName }[] = [];
  const passedOn: ImportedName[] = [];
  const indirect: [string, number, string | null][] = [];
  const stars: number[] = [];
  const getters: string[] = [];
  const bindings = new Map<string, Binding>();
  let namesDefault = false;

  function dependency(node: ImportDeclaration | ExportNamed | ExportAll): number {
    const specifier = String(node.source?.value);
    const type = typeAttribute(node);
    const known = deps.findIndex(([other, otherType]) => other === specifier && otherType === type);
    return known >= 0 ? known : deps.push([specifier, type]) - 1;
  }

  function named(dep: number, name: string, start: number): ImportedName {
    const braces = lineAt(text, start).match(/\{[^}]*\}/)?.[0];
    return braces === undefined ? [dep, name] : [dep, name, braces];
  }

  function takeImport(node: ImportDeclaration): void {
    const dep = dependency(node);
    for (const specifier of node.specifiers) {
      const name =
        specifier.type === 'ImportSpecifier'
          ? nameOf(specifier.imported)
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : null;
      bindings.set(specifier.local.name, { dep, name });
      if (name !== null) regular.push({ local: specifier.local.name, entry: named(dep, name, specifier.start) });
    }
    blank(code, text, node.start, node.end);
  }

  function takeExportNamed(node: ExportNamed): void {
    if (node.declaration) {
      for (const name of declaredNames(node.declaration)) getters.push(getter(name, name));
      code.remove(node.start, node.declaration.start);
      return;
    }
    const dep = node.source ? dependency(node) : -1;
    for (const specifier of node.specifiers) {
      const local = nameOf(specifier.local);
      const exported = nameOf(specifier.exported);
      const binding = dep >= 0 ? { dep, name: local } : bindings.get(local);
      if (dep >= 0) passedOn.push(named(dep, local, specifier.start));
      // An imported namespace is a constant of the module itself.
      if (binding && binding.name !== null) indirect.push([exported, binding.dep, binding.name]);
      else getters.push(getter(exported, binding ? access(binding) : local));
    }
    blank(code, text, node.start, node.end);
  }

  function takeExportAll(node: ExportAll): void {
    const dep = dependency(node);
    if (node.exported) indirect.push([nameOf(node.exported), dep, null]);
    else stars.push(dep);
    blank(code, text, node.start, node.end);
  }

  function takeExportDefault(node: ExportDefault): void {
    const { declaration } = node;
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
      takeDefaultDeclaration(node.start, declaration);
      return;
    }
    getters.push(getter('default', '__$default'));
    // Making it a property gives an anonymous function or class the name `default`.
    const keyword = text.indexOf('default', node.start) + 'default'.length;
    code.update(node.start, keyword, 'const __$default={"default":');
    const hasSemicolon = text[node.end - 1] === ';';
    code.appendLeft(hasSemicolon ? node.end - 1 : node.end, '}.default;');
  }

  function takeDefaultDeclaration(start: number, declaration: ExportDefault['declaration']): void {
    const id = 'id' in declaration ? declaration.id : null;
    if (id) {
      // acorn types `id` of an expression more widely; a declaration's is an identifier.
      const [name = ''] = patternNames(id as AnyNode);
      getters.push(getter('default', name));
      code.remove(start, declaration.start);
    } else if (declaration.type === 'ClassDeclaration') {
      getters.push(getter('default', '__$default'));
      code.update(start, declaration.start, 'const __$default={"default":');
      code.appendLeft(declaration.end, '}.default;');
    } else {
      getters.push(getter('default', '__$default'));
      namesDefault = true;
      code.remove(start, declaration.start);
      code.appendLeft(text.indexOf('(', declaration.start), ' __$default');
    }
  }

  // Dependencies run in the order of the text, whether they are imported or passed on.
  for (const statement of program.body) if ('source' in statement && statement.source) dependency(statement);
  for (const statement of program.body) if (statement.type === 'ImportDeclaration') takeImport(statement);
  for (const statement of program.body) {
    if (statement.type === 'ExportNamedDeclaration') takeExportNamed(statement);
    else if (statement.type === 'ExportAllDeclaration') takeExportAll(statement);
    else if (statement.type === 'ExportDefaultDeclaration') takeExportDefault(statement);
  }
  rewriteReferences(code, program, bindings);
  // V8 checks in this order, so the first that is missing is the same.
  const imports = [...regular.sort((a, b) => (a.local < b.local ? -1 : 1)).map(({ entry }) => entry), ...passedOn];
  return { deps, imports, indirect, stars, getters, namesDefault };
}

function rewriteReferences(code: MagicString, program: AnyNode, bindings: ReadonlyMap<string, Binding>): void {
  const names = new Set([...bindings.keys(), 'arguments']);
  const starts = statementStarts(program);
  for (const reference of referencesTo(program, names)) {
    const binding = bindings.get(reference.name);
    const isTypeof = reference.parent.type === 'UnaryExpression' && reference.parent.operator === 'typeof';
    const value = binding ? access(binding, reference) : isTypeof ? 'void 0' : '__$nd("arguments")';
    code.update(reference.start, reference.end, inPlace(reference, value, starts));
  }
}

/** The text for a reference where it stands: shorthand properties get their key, calls must not get a `this`. */
function inPlace({ name, start, parent }: Reference, value: string, starts: ReadonlySet<number>): string {
  if (parent.type === 'Property' && parent.shorthand) return `${name}:${value}`;
  const isCallee =
    (parent.type === 'CallExpression' && parent.callee.start === start) ||
    (parent.type === 'TaggedTemplateExpression' && parent.tag.start === start);
  if (!isCallee || value.startsWith('__$n')) return value;
  // The parenthesis must not continue a line before that ends without a semicolon.
  return `${starts.has(start) ? ';' : ''}(0,${value})`;
}

/** Where the expression statements of statement lists begin. */
function statementStarts(program: AnyNode): ReadonlySet<number> {
  const starts = new Set<number>();
  const visit = (node: AnyNode): void => {
    const list =
      node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock'
        ? node.body
        : node.type === 'SwitchCase'
          ? node.consequent
          : [];
    for (const statement of list) if (statement.type === 'ExpressionStatement') starts.add(statement.start);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return starts;
}

function access({ dep, name }: Binding, reference?: Reference): string {
  if (name !== null) return `__$m[${dep}]${member(name)}`;
  // Reading `ns.x` needs only the live binding; the namespace object itself is slower.
  return reference && readsMember(reference) ? `__$m[${dep}]` : `__$n[${dep}]`;
}

function readsMember({ parent, outer }: Reference): boolean {
  if (parent.type !== 'MemberExpression' || parent.computed) return false;
  switch (outer.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return outer.left !== parent;
    case 'UnaryExpression':
      return outer.operator !== 'delete';
    case 'Property':
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return false;
    default:
      return true;
  }
}

function member(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function getter(name: string, source: string): string {
  return `[${JSON.stringify(name)},()=>${source}]`;
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset) + 1, end < 0 ? undefined : end);
}

function nameOf(node: ModuleName): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

function declaredNames(declaration: AnyNode): string[] {
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap(({ id }) => patternNames(id));
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    return patternNames(declaration.id);
  }
  return [];
}

function typeAttribute(node: ImportDeclaration | ExportNamed | ExportAll): string | null {
  const attribute = node.attributes.find(({ key }) => nameOf(key) === 'type');
  return attribute ? String(attribute.value.value) : null;
}

/** Removes a statement but keeps its line breaks. */
function blank(code: MagicString, text: string, start: number, end: number): void {
  code.update(start, end, `;${text.slice(start, end).replace(/[^\n]/g, '')}`);
}

/** How a module awaits at its top level. */
export function topLevelAwaits(node: AnyNode): TopLevelAwaits {
  const inside = childrenOf(node).map((child) => {
    if (isFunction(child) || child.type === 'PropertyDefinition') return 'never';
    if (child.type === 'ForOfStatement' && child.await) return 'in loops';
    const below = topLevelAwaits(child);
    return child.type === 'AwaitExpression' && below === 'never' ? 'plain' : below;
  });
  return inside.includes('in loops') ? 'in loops' : inside.includes('plain') ? 'plain' : 'never';
}
