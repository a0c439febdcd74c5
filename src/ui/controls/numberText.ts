/** What may be typed into a number field. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** An empty field means null: no value of its own. */
  readonly nullable?: boolean;
}

export type ReadNumber =
  | { readonly kind: 'value'; readonly value: number | null }
  | { readonly kind: 'problem'; readonly text: string };

/** Reads a typed number, or says why it cannot be taken. */
export function readNumber(text: string, { min, max, integer = false, nullable = false }: NumberRange): ReadNumber {
  const trimmed = text.replaceAll(/[,_\s\u202f]/g, '');
  const problem = (why: string): ReadNumber => ({ kind: 'problem', text: why });
  if (trimmed === '') return nullable ? { kind: 'value', value: null } : problem('A number is needed here.');
  const value = Number(trimmed);
  if (!Number.isFinite(value)) return problem(`“${text.trim()}” is not a number.`);
  if (value < min) return problem(`The least is ${formatNumber(min)}.`);
  if (value > max) return problem(`The most is ${formatNumber(max)}.`);
  if (integer && !Number.isInteger(value)) return problem('Only whole numbers.');
  return { kind: 'value', value };
}

/** A number for people: 10,240. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
