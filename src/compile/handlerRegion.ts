/** Finds where a function's handler is written, so that an editor can tell once-per-environment from once-per-invocation code. */
import type { AnyNode, Program } from 'acorn';
import { isTypeScript, kindOf, type SourceText } from './moduleKind.ts';
import { stripTypes } from './stripTypes.ts';
import { lineOf, parseSource } from './syntax.ts';

export interface HandlerRegion {
  /** The file that the handler setting names; its expected name when it is missing. */
  readonly file: string;
  /** First and last line of the handler, counted from 1; null when it is not written there or the file has a mistake. */
  readonly handlerLines: readonly [number, number] | null;
}

const EXTENSIONS = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

/** `handlerName` is the function's setting, such as `index.handler` (NODE-1). */
export function handlerRegion(files: readonly SourceText[], handlerName: string): HandlerRegion {
  const split = /^(.*?)([^/]*?)\.([^/]*)$/.exec(handlerName);
  const [, folder = '', base = handlerName, exported = ''] = split ?? [];
  const file = files.find(({ path }) => EXTENSIONS.some((extension) => path === `${folder}${base}${extension}`));
  if (!file) return { file: `${folder}${base}.mjs`, handlerLines: null };
  return { file: file.path, handlerLines: linesOfExport(file, exported.split('.')[0] ?? '', files) };
}

function linesOfExport(file: SourceText, name: string, files: readonly SourceText[]): readonly [number, number] | null {
  const stripped = stripTypes(file);
  if ('problem' in stripped) return null;
  const { text } = stripped;
  const kind = isTypeScript(file.path) ? 'esm' : kindOf(file.path, files);
  const parsed = parseSource(text, kind === 'esm' ? 'module' : 'commonjs');
  if ('problem' in parsed) return null;
  const node = findExport(parsed.program, name);
  return node ? [lineOf(text, node.start), lineOf(text, node.end)] : null;
}

/** The statement that writes the export, or the declaration of the name that it exports. */
function findExport(program: Program, name: string): AnyNode | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportNamedDeclaration') {
      if (declares(statement.declaration, name)) return statement;
      const local = statement.specifiers.find(({ exported }) => nameOf(exported) === name)?.local;
      if (local) return findDeclaration(program, nameOf(local)) ?? statement;
    }
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = statement.expression;
    if (isExportsMember(left, name))
      return right.type === 'Identifier' ? findDeclaration(program, right.name) : statement;
    if (isModuleExports(left) && right.type === 'ObjectExpression') {
      const property = right.properties.find((p) => p.type === 'Property' && nameOf(p.key) === name);
      if (property?.type === 'Property') {
        return property.value.type === 'Identifier' ? findDeclaration(program, property.value.name) : property;
      }
    }
  }
  return undefined;
}

function findDeclaration(program: Program, name: string): AnyNode | undefined {
  return program.body.find((statement) => declares(statement, name));
}

function declares(node: AnyNode | null | undefined, name: string): boolean {
  if (node?.type === 'FunctionDeclaration') return node.id?.name === name;
  return node?.type === 'VariableDeclaration' && node.declarations.some(({ id }) => nameOf(id) === name);
}

function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}

/** `exports.name` or `module.exports.name` */
function isExportsMember(node: AnyNode, name: string): boolean {
  if (node.type !== 'MemberExpression' || nameOf(node.property) !== name) return false;
  return nameOf(node.object) === 'exports' || isModuleExports(node.object);
}

function isModuleExports(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && nameOf(node.object) === 'module' && nameOf(node.property) === 'exports';
}
