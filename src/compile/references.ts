/** Which identifiers of an ES module refer to a name of the module's top level that nothing in between shadows. */
import { type AnyNode, childrenOf, isFunction, patternNames, varNames } from './syntax.ts';

export interface Reference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly parent: AnyNode;
  /** What `parent` stands in. */
  readonly outer: AnyNode;
}

/** All uses of `names` (names of imports) in a module, declarations and the specifiers of imports and exports left out. */
export function referencesTo(program: AnyNode, names: ReadonlySet<string>): Reference[] {
  const found: Reference[] = [];

  function visit(node: AnyNode, parent: AnyNode, outer: AnyNode, shadowed: ReadonlySet<string>): void {
    if (node.type === 'Identifier') {
      if (names.has(node.name) && !shadowed.has(node.name) && isReference(node, parent)) {
        found.push({ name: node.name, start: node.start, end: node.end, parent, outer });
      }
      return;
    }
    if (/^(Import|Export(Named|All))/.test(node.type) && node.type !== 'ImportExpression') {
      if (node.type === 'ExportNamedDeclaration' && node.declaration) visit(node.declaration, node, parent, shadowed);
      return;
    }
    const inner = withNames(shadowed, declaredBy(node), names);
    for (const child of childrenOf(node)) visit(child, node, parent, isOutside(child, node) ? shadowed : inner);
  }

  for (const statement of childrenOf(program)) visit(statement, program, program, new Set());
  return found;
}

/** The names that a node declares for what is inside it. */
function declaredBy(node: AnyNode): string[] {
  if (isFunction(node)) {
    const own = node.type === 'FunctionExpression' ? patternNames(node.id) : [];
    return [
      ...own,
      ...node.params.flatMap((param) => patternNames(param)),
      ...varNames(node.body),
      ...argumentsOf(node),
    ];
  }
  switch (node.type) {
    case 'BlockStatement':
      return lexicalNames(node.body);
    case 'StaticBlock':
      return [...lexicalNames(node.body), ...varNames(node)];
    case 'SwitchStatement':
      return lexicalNames(node.cases.flatMap((one) => one.consequent));
    case 'ForStatement':
      return node.init ? lexicalNames([node.init]) : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return lexicalNames([node.left]);
    case 'CatchClause':
      return patternNames(node.param);
    case 'ClassExpression':
      return patternNames(node.id);
    default:
      return [];
  }
}

function argumentsOf(node: AnyNode): string[] {
  return node.type === 'ArrowFunctionExpression' ? [] : ['arguments'];
}

function lexicalNames(statements: readonly AnyNode[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap(({ id }) => patternNames(id));
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
      return patternNames(statement.id);
    }
    return [];
  });
}

function withNames(
  shadowed: ReadonlySet<string>,
  added: readonly string[],
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const relevant = added.filter((name) => names.has(name) && !shadowed.has(name));
  return relevant.length === 0 ? shadowed : new Set([...shadowed, ...relevant]);
}

/** A switch's discriminant and a class's heritage are evaluated outside the scope that the node opens. */
function isOutside(child: AnyNode, node: AnyNode): boolean {
  return node.type === 'SwitchStatement' && child === node.discriminant;
}

/** Whether an identifier stands for a value; keys, labels and the names of members do not. */
function isReference(node: AnyNode, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.value === node || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.value === node || parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.type.startsWith('Class') && 'superClass' in parent && parent.superClass === node;
    default:
      return true;
  }
}
