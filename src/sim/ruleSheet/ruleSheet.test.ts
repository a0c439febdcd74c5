import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeWithSharedData, sharedText } from '../testing/sharedData.ts';
import { ruleIds } from '../trace/readouts/rules.ts';
import { countsByKind, RULE_SHEET } from './ruleSheet.ts';

const rules = Object.entries(RULE_SHEET);

describe('the table of rules', () => {
  it('names files and tests that exist and name the rule', () => {
    const wrong = rules.flatMap(([id, standing]) => {
      if (!('file' in standing)) return [];
      return [standing.file, standing.test].flatMap((path) => (names(path, id) ? [] : [`${id}: ${path}`]));
    });
    expect(wrong).toEqual([]);
  });

  it('says why, wherever a rule is not modelled as it is', () => {
    for (const [id, standing] of rules) {
      if (standing.kind === 'modelled') continue;
      const said = standing.kind === 'explanation' ? standing.note || standing.rules.join() : standing.note;
      expect(said, id).not.toBe('');
      if (standing.note !== '') expect(standing.note, id).toMatch(/^[A-Z0-9/].*\.$/);
    }
  });

  it('explains by rules that it has', () => {
    for (const [id, standing] of rules) {
      if (standing.kind === 'explanation')
        for (const rule of standing.rules) expect(RULE_SHEET, id).toHaveProperty(rule);
    }
  });

  it('has a place for every rule that a record of a run can cite', () => {
    const cited = [...citedRules()].filter((id) => !/^D\d+$/.test(id));
    expect(cited.length).toBeGreaterThan(50);
    expect(cited.filter((id) => !('file' in (RULE_SHEET[id] ?? {})))).toEqual([]);
  });

  it('has every rule that has a sentence for learners', () => {
    expect(ruleIds().filter((id) => !/^D\d+$/.test(id) && !(id in RULE_SHEET))).toEqual([]);
  });

  it('counts them by kind', () => {
    const counts = Object.values(countsByKind());
    expect(counts.reduce((a, b) => a + b)).toBe(rules.length);
  });
});

describeWithSharedData('the table of rules and the fact sheet', () => {
  const text = sharedText('lambda-semantics.md');

  it('has a line for every rule of the sheet, in the same order', () => {
    const ids = [...text.matchAll(/^(?:- |\| )\*\*([A-Z]+-(?:\d+|[a-z]))\*\*/gm)].map(([, id]) => id);
    expect(ids).toHaveLength(376);
    expect(new Set(Object.keys(RULE_SHEET))).toEqual(new Set(ids));
  });

  it('explains misconceptions by the rules that the sheet names', () => {
    for (const [id, standing] of rules) {
      if (!/^(MIS|COR)-/.test(id) || standing.kind !== 'explanation') continue;
      const line = text.split('\n').find((one) => one.includes(`**${id}**`)) ?? '';
      for (const rule of standing.rules) expect(line, id).toContain(rule.replace(/\d+$/, ''));
    }
  });
});

function names(path: string, id: string): boolean {
  return existsSync(path) && new RegExp(`\\b${id}\\b`).test(readFileSync(path, 'utf8'));
}

/** Rules in quotes in the code of the kernel: those that it writes into records. */
function citedRules(): Set<string> {
  const files = readdirSync('src/sim', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing|readouts|ruleSheet/.test(name))
    .map((name) => readFileSync(join('src/sim', name), 'utf8'));
  return new Set(files.flatMap((text) => [...text.matchAll(/'([A-Z]+-\d+|D\d+)'/g)].map(([, id]) => id ?? '')));
}
