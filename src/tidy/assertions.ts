import { type Finding, findingAt, isTestFile, lineAt, type SourceFile, type SyntaxNode } from './sourceFile.ts';
import { identifierName, isNode, walk } from './syntax.ts';

/** Here built-ins of JavaScript and Node.js are rebuilt: their arguments can be anything, as can what they give back. */
const REIMPLEMENTS_BUILT_INS = /^src\/runtime\/environment\/(globals|node)\//;

/**
 * Type assertions (`as`, postfix `!`) without a comment that says why they hold. The comment stands on the line of
 * the assertion or above the statement that contains it. Where a file has many of a kind, one comment that speaks of
 * "the `as number` below" (or "the `!` below") covers them from there on. Tests are free; `any` is the linter's matter.
 */
export function checkAssertions(file: SourceFile): Finding[] {
  if (isTestFile(file.path) || REIMPLEMENTS_BUILT_INS.test(file.path)) return [];
  const findings: Finding[] = [];
  const commentLines = file.comments.flatMap(({ start, end }) => [lineAt(file.text, start), lineAt(file.text, end)]);
  walk(file.program, (node, ancestors) => {
    const written = assertionText(file, node);
    if (written === undefined || isCoveredFromAbove(file, node, written)) return;
    const firstLine = lineAt(file.text, enclosingStatement(ancestors).start) - 1;
    const lastLine = lineAt(file.text, node.end);
    if (commentLines.some((line) => line >= firstLine && line <= lastLine)) return;
    findings.push(findingAt(file, node, `say in a comment why \`${written}\` holds here, or test the value instead`));
  });
  return findings;
}

/** What an assertion adds to its expression, `!` or `as T`; undefined for other nodes and for `as const`. */
function assertionText(file: SourceFile, node: SyntaxNode): string | undefined {
  if (node.type === 'TSNonNullExpression') return '!';
  if (node.type !== 'TSAsExpression' || !isNode(node.typeAnnotation)) return undefined;
  if (identifierName(node.typeAnnotation.typeName) === 'const') return undefined;
  return `as ${file.text.slice(node.typeAnnotation.start, node.typeAnnotation.end)}`;
}

function isCoveredFromAbove(file: SourceFile, node: SyntaxNode, written: string): boolean {
  return file.comments.some(
    ({ start, end }) => end <= node.start && file.text.slice(start, end).includes(`\`${written}\` below`),
  );
}

const STATEMENT = /(Statement|Declaration|Declarator|Definition|Property|SwitchCase|Program)$/;

function enclosingStatement(ancestors: readonly SyntaxNode[]): SyntaxNode {
  const statement = ancestors.findLast((node) => STATEMENT.test(node.type)) ?? ancestors[0];
  if (!statement) throw new Error('An assertion is always inside a program.');
  return statement;
}
