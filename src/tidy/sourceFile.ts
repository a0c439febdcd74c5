import { parseSync } from 'vite';

/** A text file of the repository; `path` is relative to its top, with forward slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A syntax node, as far as the checks need to know it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A TypeScript file with its syntax tree. */
export interface SourceFile extends TextFile {
  readonly program: SyntaxNode;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** Something a check objects to. The message names what to do instead. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Parses a TypeScript file; throws when it is not TypeScript. */
export function parseSource({ path, text }: TextFile): SourceFile {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  // The parser's type lists every node kind of the language; the checks look at few and test what they read.
  return { path, text, program: program as unknown as SyntaxNode, comments };
}

/** The number of the line (from 1) that holds the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** A finding at a node of a file. */
export function findingAt(file: TextFile, node: { readonly start: number }, message: string): Finding {
  return { path: file.path, line: lineAt(file.text, node.start), message };
}

/** Tests, and what only tests use, may reach across folders. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.includes('/testing/');
}

/** True when `path` is `place` or lies inside the folder `place`. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
