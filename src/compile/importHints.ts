/** What the editor says about imports that compile and then fail on Lambda, because the runtime does not have the package. */
import type { CompileProblem, SourceText } from './compileFiles.ts';

/**
 * Version 2 of the SDK: runtimes from Node.js 18 on bring version 3 only.
 * @source AWS Lambda Developer Guide, "Building Lambda functions with Node.js",
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html, read 2026-11.
 */
const VERSION_2 =
  'aws-sdk (version 2) is not part of this runtime, so the import will fail. Use the packages of version 3, such as @aws-sdk/client-s3.';

const IMPORT = /(?:\bfrom|\bimport|\brequire\()\s*(['"])aws-sdk(?:\/[^'"]*)?\1/;

/** One problem for each line that imports what will not be there; none when the deployment package brings it along. */
export function importHints(files: readonly SourceText[]): readonly CompileProblem[] {
  if (files.some(({ path }) => path.startsWith('node_modules/aws-sdk/'))) return [];
  return files
    .filter(({ path }) => /\.[cm]?[jt]s$/.test(path) && !path.startsWith('node_modules/'))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, i) => {
        const found = isComment(line) ? null : IMPORT.exec(line);
        return found ? [{ file: path, line: i + 1, column: found.index + 1, message: VERSION_2 }] : [];
      }),
    );
}

function isComment(line: string): boolean {
  return /^\s*(\/\/|\*|\/\*)/.test(line);
}
