import type { SyntaxNode } from './sourceFile.ts';

/** Whether a value found in a syntax tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Calls `visit` for `node` and all below it, parents first; `ancestors` ends with the parent. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, ancestors: readonly SyntaxNode[]) => void,
  ancestors: readonly SyntaxNode[] = [],
): void {
  visit(node, ancestors);
  const below = [...ancestors, node];
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) walk(child, visit, below);
  }
}

/** The name of an identifier node. */
export function identifierName(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;
}

/** The value of a string literal node. */
export function stringValue(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** `a.b` and `a['b']` as `['a', 'b']`, when the object is a plain name. */
export function memberPath(node: SyntaxNode): readonly [object: string, property: string] | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const object = identifierName(node.object);
  const property = node.computed ? stringValue(node.property) : identifierName(node.property);
  return object !== undefined && property !== undefined ? [object, property] : undefined;
}

const GLOBAL_OBJECTS = ['globalThis', 'self', 'window'];

/** A use of a global in code: `name` alone, or `name.property` when the use reads a property of it. */
export interface GlobalUse {
  readonly node: SyntaxNode;
  readonly ancestors: readonly SyntaxNode[];
  readonly name: string;
  readonly property?: string;
}

/**
 * All uses of globals in a program, types left out. A name that the file declares anywhere is taken to be its own,
 * so a parameter called `performance` hides the global for the whole file.
 */
export function globalUses(program: SyntaxNode): GlobalUse[] {
  const declared = declaredNames(program);
  const uses: GlobalUse[] = [];
  walk(program, (node, ancestors) => {
    if (ancestors.some(isTypeOnly) || isTypeOnly(node)) return;
    const name = globalName(node, ancestors);
    if (name === undefined || declared.has(name)) return;
    const outer = GLOBAL_OBJECTS.includes(identifierName(node) ?? '') ? ancestors.at(-2) : ancestors.at(-1);
    const properties = (outer && propertiesRead(outer, node, name)) ?? [undefined];
    for (const property of properties) uses.push({ node, ancestors, name, ...(property && { property }) });
  });
  return uses;
}

/** The global that an identifier node refers to: itself, or the property read from `globalThis` and its like. */
function globalName(node: SyntaxNode, ancestors: readonly SyntaxNode[]): string | undefined {
  const name = identifierName(node);
  const parent = ancestors.at(-1);
  if (name === undefined || !parent || isPropertyName(node, parent)) return undefined;
  if (!GLOBAL_OBJECTS.includes(name)) return name;
  return parent.object === node ? memberPath(parent)?.[1] : undefined;
}

/** The properties that `name.property` or `const { property } = name` reads; undefined for any other use. */
function propertiesRead(outer: SyntaxNode, node: SyntaxNode, name: string): (string | undefined)[] | undefined {
  const isGlobal = (value: unknown) => value === node || (isNode(value) && memberPath(value)?.[1] === name);
  if (outer.type === 'MemberExpression' && isGlobal(outer.object)) {
    return [outer.computed ? stringValue(outer.property) : identifierName(outer.property)];
  }
  if (outer.type !== 'VariableDeclarator' || !isGlobal(outer.init) || !isNode(outer.id)) return undefined;
  if (outer.id.type !== 'ObjectPattern' || !Array.isArray(outer.id.properties)) return undefined;
  return outer.id.properties.filter(isNode).map((property) => identifierName(property.key));
}

const NAMED = ['Property', 'PropertyDefinition', 'MethodDefinition', 'TSEnumMember'];

function isPropertyName(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent.type === 'ImportSpecifier') return parent.imported === node;
  const isKey = parent.key === node || parent.id === node;
  return NAMED.includes(parent.type) && isKey && !parent.computed && !parent.shorthand;
}

const TYPE_ONLY =
  /^TS(TypeAnnotation|TypeAliasDeclaration|InterfaceDeclaration|TypeParameter.*|TypeReference|TypeQuery)$/;

function isTypeOnly(node: SyntaxNode): boolean {
  return TYPE_ONLY.test(node.type);
}

/** Every name that the program binds: imports, variables, functions, classes and parameters. */
function declaredNames(program: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    const patterns = [
      ...(/^Import(Default|Namespace)?Specifier$/.test(node.type) ? [node.local] : []),
      ...(/^(VariableDeclarator|Class(Declaration|Expression))$/.test(node.type) ? [node.id] : []),
      ...(/Function/.test(node.type) ? [node.id, ...(Array.isArray(node.params) ? node.params : [])] : []),
      ...(node.type === 'CatchClause' ? [node.param] : []),
    ];
    for (const pattern of patterns) addBoundNames(pattern, names);
  });
  return names;
}

function addBoundNames(pattern: unknown, names: Set<string>): void {
  if (!isNode(pattern)) return;
  const name = identifierName(pattern);
  if (name !== undefined) names.add(name);
  const parts = [
    pattern.elements,
    pattern.properties,
    pattern.value,
    pattern.left,
    pattern.argument,
    pattern.parameter,
  ];
  for (const part of parts.flat()) addBoundNames(part, names);
}
