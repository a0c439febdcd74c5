/**
 * Wildcards of event patterns: `*` stands for any characters, `\*` and `\\` for themselves.
 *
 * @assumed EventBridge refuses patterns that are too complex by a measure it does not publish; here more than five wildcards are.
 */
const WILDCARDS_MAX = 5;

/** Whether a text fits, or why the pattern is not valid. Takes time proportional to the length of both. */
export function wildcard(pattern: string): ((text: string) => boolean) | string {
  const parts: string[] = [''];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === '*') {
      if (i > 0 && parts.length > 1 && parts.at(-1) === '') return `Consecutive wildcard characters at pos ${i - 1}`;
      parts.push('');
      continue;
    }
    if (character === '\\' && !/[*\\]/.test(pattern.charAt(i + 1))) return `Invalid escape character at pos ${i}`;
    parts[parts.length - 1] += character === '\\' ? pattern.charAt(++i) : character;
  }
  if (parts.length - 1 > WILDCARDS_MAX)
    return 'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character';
  return (text) => fits(text, parts);
}

/** The first part at the start, the last at the end, those between one after the other, each as early as it can be. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
