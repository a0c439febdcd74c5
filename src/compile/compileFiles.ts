/**
 * Compiles a function's source files to scripts that register themselves with the module registry of an execution
 * environment. A script calls `__$reg(path, meta, make)`; `meta` and the parameters of `make` are what
 * `src/runtime/environment/modules` expects. A file with a syntax error is reported, and also compiled to a module
 * that throws the SyntaxError when it is loaded, as on Lambda (NODE-3).
 */
import MagicString from 'magic-string';
import { commonJsNames } from './commonJsNames.ts';
import { CONTEXT_VARIABLE, instrument } from './instrument.ts';
import { type Linkage, rewriteLinkage, type TopLevelAwaits, topLevelAwaits } from './linkage.ts';
import { emittedPath, type FileKind, kindOf, type SourceText } from './moduleKind.ts';
import { stripTypes } from './stripTypes.ts';
import {
  type AnyNode,
  childrenOf,
  type Goal,
  lineOf,
  type ParsedSource,
  parseSource,
  type SyntaxProblem,
} from './syntax.ts';

export type { SourceText } from './moduleKind.ts';

/** A script for an execution environment; `path` is relative to /var/task, or one of a layer below /opt. */
export interface CompiledFile {
  readonly path: string;
  readonly code: string;
}

/** A mistake in a source file, for the editor; line and column are counted from 1. */
export interface CompileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CompileResult {
  /** True when there are no problems. */
  readonly ok: boolean;
  /** All files, also those with problems: they throw when they are loaded. */
  readonly files: readonly CompiledFile[];
  readonly problems: readonly CompileProblem[];
}

/** Identifiers that begin like this belong to the compiled code. */
const RESERVED = '__$';

/** Compiles all files of a function. Never throws: mistakes in the sources are values. */
export function compileFiles(files: readonly SourceText[]): CompileResult {
  const emitted = files.map((file) => ({ path: emittedPath(file), text: file.text }));
  const results = files.map((file, i) => {
    const path = emitted[i]?.path ?? file.path;
    return compileFile(file, path, kindOf(path, emitted));
  });
  const problems = results.flatMap((result) => result.problems);
  return { ok: problems.length === 0, files: results.map((result) => result.compiled), problems };
}

interface FileResult {
  readonly compiled: CompiledFile;
  readonly problems: readonly CompileProblem[];
}

function compileFile(file: SourceText, path: string, kind: FileKind): FileResult {
  if (kind === 'json') return compileJson(file);
  if (kind === 'data') return { compiled: textModule(file.path, 'data', file.text), problems: [] };
  const goal: Goal = kind === 'esm' ? 'module' : 'commonjs';
  const stripped = stripTypes(file);
  if ('problem' in stripped) return broken(file, path, goal, stripped.problem);
  const parsed = parseSource(stripped.text, goal);
  if ('problem' in parsed) return broken(file, path, goal, parsed.problem);
  const refused = refusal(parsed, stripped.text);
  if (refused) return broken(file, path, goal, refused, true);
  const code =
    goal === 'module'
      ? compileModule(path, file.path, parsed, stripped.text)
      : compileCommonJs(path, file.path, parsed, stripped.text);
  return { compiled: { path, code }, problems: [] };
}

function compileJson(file: SourceText): FileResult {
  const compiled = textModule(file.path, 'json', file.text);
  try {
    JSON.parse(file.text);
    return { compiled, problems: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { compiled, problems: [{ file: file.path, ...jsonPlace(file.text, message), message }] };
  }
}

/** Engines do not always say where; as JavaScript the text most often fails at the same place. */
function jsonPlace(text: string, message: string): { readonly line: number; readonly column: number } {
  const position = / position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return placeOf(text, Number(position));
  const parsed = parseSource(`0,${text}`, 'commonjs');
  return 'problem' in parsed ? { line: parsed.problem.line, column: parsed.problem.column } : { line: 1, column: 1 };
}

function textModule(path: string, kind: 'json' | 'data', text: string): CompiledFile {
  return { path, code: `__$reg(${literal(path)},${literal({ kind, text })});` };
}

/** Code that is valid JavaScript but that the counter cannot be put into. */
function refusal({ program }: ParsedSource, text: string): SyntaxProblem | undefined {
  const node = findRefused(program);
  if (!node) return undefined;
  const message =
    node.type === 'WithStatement'
      ? 'The playground does not support the with statement.'
      : `Names that begin with ${RESERVED} are reserved by the playground.`;
  return problemAt(text, node.start, message);
}

/** A `with` could stand in for the counter, and so could a variable of its name (however it is escaped in the text). */
function findRefused(node: AnyNode): AnyNode | undefined {
  if (node.type === 'WithStatement' || (node.type === 'Identifier' && node.name.startsWith(RESERVED))) return node;
  for (const child of childrenOf(node)) {
    const found = findRefused(child);
    if (found) return found;
  }
  return undefined;
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  return { line: lineOf(text, offset), column: offset - text.lastIndexOf('\n', offset - 1) };
}

function problemAt(text: string, offset: number, message: string): SyntaxProblem {
  return { ...placeOf(text, offset), message };
}

/**
 * A module that throws when it is loaded. The environment asks its own engine for the wording, from `text`;
 * `message` is the fallback.
 */
function broken(file: SourceText, path: string, goal: Goal, problem: SyntaxProblem, refused = false): FileResult {
  const meta = { kind: 'broken', goal, text: refused ? '' : file.text, message: problem.message, line: problem.line };
  return {
    compiled: { path, code: `__$reg(${literal(path)},${literal(meta)});` },
    problems: [{ file: file.path, ...problem }],
  };
}

function compileCommonJs(path: string, sourcePath: string, parsed: ParsedSource, text: string): string {
  const code = prepared(parsed, text, 'never');
  rewriteImportExpressions(code, parsed.program);
  const meta = { kind: 'cjs', size: text.length, ...commonJsNames(text), typescript: path !== sourcePath };
  const head = `__$reg(${literal(path)},${literal(meta)},function(__$k,__$dyn){return function(exports,require,module,__filename,__dirname){`;
  return `${head}${code.toString()}\n}});\n${sourceUrl(sourcePath)}`;
}

function compileModule(path: string, sourcePath: string, parsed: ParsedSource, text: string): string {
  const awaits = topLevelAwaits(parsed.program);
  const code = prepared(parsed, text, awaits);
  keepHtmlLikeOperators(code, parsed, text);
  rewriteImportExpressions(code, parsed.program);
  const { getters, namesDefault, ...links }: Linkage = rewriteLinkage(code, parsed, text);
  const meta = {
    kind: 'esm',
    size: text.length,
    awaits: awaits !== 'never',
    ...links,
    typescript: path !== sourcePath,
  };
  const register = `__$x([${getters.join(',')}]${namesDefault ? ',__$default' : ''});yield;${CONTEXT_VARIABLE}`;
  const head = `__$reg(${literal(path)},${literal(meta)},function(__$k,__$m,__$n,__$dyn,__$meta,__$x,__$nd){"use strict";return ${awaits === 'in loops' ? 'async ' : ''}function*(){${register}`;
  return `${head}${code.toString()}\n}});\n${sourceUrl(sourcePath)}`;
}

function prepared(parsed: ParsedSource, text: string, awaits: TopLevelAwaits): MagicString {
  const code = new MagicString(text);
  if (text.startsWith('#!')) code.update(0, 2, '//');
  instrument(code, parsed, text, { yieldsAwaits: awaits === 'plain' });
  return code;
}

function rewriteImportExpressions(code: MagicString, node: AnyNode): void {
  if (node.type === 'ImportExpression') code.update(node.start, node.start + 'import'.length, '__$dyn');
  if (node.type === 'MetaProperty' && node.meta.name === 'import') code.update(node.start, node.end, '__$meta');
  for (const child of childrenOf(node)) rewriteImportExpressions(code, child);
}

/**
 * In a module `a<!--b` and `-->` are operators, but the script that carries the compiled module would read them as
 * comments, and run text that was never instrumented.
 */
function keepHtmlLikeOperators(code: MagicString, { tokens }: ParsedSource, text: string): void {
  for (const token of tokens) {
    if (text.startsWith('<!--', token.start) && token.end === token.start + 1) code.appendLeft(token.end, ' ');
    if (text.startsWith('-->', token.start) && token.end === token.start + 2) code.appendLeft(token.end, ' ');
  }
}

function sourceUrl(path: string): string {
  // A line break in a path would end the comment.
  const absolute = path.startsWith('/') ? path : `/var/task/${path}`;
  return `//# sourceURL=file://${absolute.replace(/[^\w./@+~-]/g, (c) => encodeURIComponent(c))}`;
}

/** JSON is JavaScript since ES2019. */
function literal(value: unknown): string {
  return JSON.stringify(value);
}
