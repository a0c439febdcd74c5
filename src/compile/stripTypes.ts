import { transform } from 'sucrase';
import { isTypeScript, type SourceText } from './moduleKind.ts';
import { lineOf, type SyntaxProblem } from './syntax.ts';

/**
 * The text of a source file without its types; lines stay, and JavaScript stays as it is. A mistake is a value with its
 * place. A const enum is compiled like any other; a namespace that holds more than types is refused.
 */
export function stripTypes({
  path,
  text,
}: SourceText): { readonly text: string } | { readonly problem: SyntaxProblem } {
  if (!isTypeScript(path)) return { text };
  try {
    const options = { transforms: ['typescript' as const], disableESTransforms: true, preserveDynamicImport: true };
    const stripped = transform(text, options).code;
    const lost = lostNamespace(text, stripped);
    return lost ? { problem: lost } : { text: stripped };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = / \((\d+):(\d+)\)$/.exec(message) ?? [];
    const plain = message.replace(/^Error transforming.*?: /, '').replace(/ \(\d+:\d+\)$/, '');
    return { problem: { line: Number(line ?? 1), column: Number(column ?? 1), message: plain } };
  }
}

/** Stripping drops namespaces; one that the code goes on to use would only fail when it runs. */
function lostNamespace(text: string, stripped: string): SyntaxProblem | undefined {
  for (const found of text.matchAll(/^([ \t]*(?:export[ \t]+)?)namespace[ \t]+([A-Za-z_$][\w$]*)[\w$.]*\s*\{/gm)) {
    const [, before = '', name = ''] = found;
    if (!new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*[.[]`).test(stripped)) continue;
    const message = `The playground does not support namespaces with code, such as ${name}: export its members from a file instead.`;
    return { line: lineOf(text, found.index), column: before.length + 1, message };
  }
  return undefined;
}
