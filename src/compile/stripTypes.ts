import { transform } from 'sucrase';
import { isTypeScript, type SourceText } from './moduleKind.ts';
import type { SyntaxProblem } from './syntax.ts';

/**
 * The text of a source file without its types; lines stay, and JavaScript stays as it is. A mistake is a value with its
 * place. Namespaces that merge and inlined const enums are not supported.
 */
export function stripTypes({
  path,
  text,
}: SourceText): { readonly text: string } | { readonly problem: SyntaxProblem } {
  if (!isTypeScript(path)) return { text };
  try {
    const options = { transforms: ['typescript' as const], disableESTransforms: true, preserveDynamicImport: true };
    return { text: transform(text, options).code };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = / \((\d+):(\d+)\)$/.exec(message) ?? [];
    const plain = message.replace(/^Error transforming.*?: /, '').replace(/ \(\d+:\d+\)$/, '');
    return { problem: { line: Number(line ?? 1), column: Number(column ?? 1), message: plain } };
  }
}
