/** `npm run rules [-- --json]`: how the simulator stands to every rule of the fact sheet, a line each, and the counts. */
import { countsByKind, RULE_SHEET } from '../../src/sim/ruleSheet/ruleSheet.ts';
import type { Standing } from '../../src/sim/ruleSheet/standing.ts';

export function main(args: readonly string[]): void {
  if (args.includes('--json'))
    return console.log(JSON.stringify({ counts: countsByKind(), rules: RULE_SHEET }, null, 2));
  const lines = Object.entries(RULE_SHEET).map(
    ([id, standing]) => `${id.padEnd(10)} ${standing.kind.padEnd(12)} ${detail(standing)}`,
  );
  const counts = Object.entries(countsByKind()).map(([kind, count]) => `${kind} ${count}`);
  console.log(`${lines.join('\n')}\n\n${lines.length} rules: ${counts.join(', ')}`);
}

function detail(standing: Standing): string {
  if (standing.kind === 'missing') return standing.note;
  const place =
    standing.kind === 'explanation'
      ? standing.rules.join(', ')
      : `${standing.file}, ${besides(standing.file, standing.test)}`;
  return 'note' in standing && standing.note !== '' ? `${place}${place && '  '}(${standing.note})` : place;
}

/** The test by its name alone when it stands beside the file. */
function besides(file: string, test: string): string {
  const [folder, testFolder] = [file, test].map((path) => path.slice(0, path.lastIndexOf('/')));
  return folder === testFolder ? test.slice(test.lastIndexOf('/') + 1) : test;
}
