/** The table with a line for every rule of the fact sheet: `npm run rules` prints it. */
import { CHOICES, EXPLANATIONS } from './explanations.ts';
import { LAMBDA } from './lambda.ts';
import { RUNTIME_RULES } from './runtime.ts';
import { SERVICE_RULES } from './services.ts';
import type { Sheet, Standing } from './standing.ts';

export const RULE_SHEET: Sheet = { ...LAMBDA, ...SERVICE_RULES, ...RUNTIME_RULES, ...EXPLANATIONS, ...CHOICES };

/** How many rules there are of each kind. */
export function countsByKind(sheet: Sheet = RULE_SHEET): Readonly<Record<Standing['kind'], number>> {
  const counts = { modelled: 0, simplified: 0, assumed: 0, explanation: 0, missing: 0 };
  for (const { kind } of Object.values(sheet)) counts[kind]++;
  return counts;
}
