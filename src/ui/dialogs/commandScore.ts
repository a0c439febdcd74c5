/**
 * How well a command fits what was typed, 0 (not at all) to 1: by the beginning of its label, of its words, then by what it
 * contains; its hint counts less, and letters that merely come in the same order count least.
 */
export function commandScore(label: string, hint: string, typed: string): number {
  const wish = typed.trim().toLowerCase();
  const name = label.toLowerCase();
  if (wish === '') return 1;
  if (name === wish) return 1;
  // Of two that fit equally, the shorter one is nearer to what was typed.
  const brief = 1 / (20 + name.length);
  if (name.startsWith(wish)) return 0.9 + brief;
  const wishes = wish.split(/\s+/);
  const words = name.split(/[^a-z0-9]+/);
  if (wishes.every((one) => words.some((word) => word.startsWith(one)))) return 0.7 + brief;
  if (name.includes(wish)) return 0.6 + brief;
  const all = `${name} ${hint.toLowerCase()}`;
  if (wishes.every((one) => all.includes(one))) return 0.4 + brief;
  return isSubsequence(wish, name) ? 0.1 + brief : 0;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
