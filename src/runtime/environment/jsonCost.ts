/** What JSON texts cost: data costs more than long texts, which are copied. */
import { CHARGES } from './charges.ts';
import { countedLength } from './stack.ts';

/** Below this size nobody looks what is in a text. */
const PIECE = 4096;
const SAMPLES = 512;
/** Spreads the samples over a text without meeting its own rhythm. */
const STRIDE = 104_729;
const MARKS: Readonly<Record<string, true>> = Object.assign(Object.create(null), {
  '"': true,
  ',': true,
  ':': true,
  '{': true,
  '}': true,
  '[': true,
  ']': true,
});

/** Ticks for reading or writing a JSON text. */
export function jsonTicks(text: string): number {
  const { length } = text;
  const counted = countedLength(text);
  if (length < PIECE || counted !== length) return counted * CHARGES.jsonCharacter;
  let marks = 0;
  for (let i = 0; i < SAMPLES; i++) if (MARKS[text[(i * STRIDE) % length] ?? '']) marks += 1;
  return length * (CHARGES.jsonPlainCharacter + (marks / SAMPLES) * CHARGES.jsonMark);
}
