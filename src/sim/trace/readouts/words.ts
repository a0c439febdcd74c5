/** Numbers and texts as words of a sentence. */

/** Virtual time in words: `0.4 ms`, `25 ms`, `1.5 s`, `2 min`, `1 h 5 min`. */
export function duration(us: number): string {
  const ms = us / 1000;
  if (ms < 10) return `${trimmed(ms, 2)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const s = ms / 1000;
  if (s < 60) return `${trimmed(s, 2)} s`;
  const minutes = Math.floor(s / 60);
  const seconds = Math.round(s % 60);
  if (minutes < 60) return seconds > 0 ? `${minutes} min ${seconds} s` : `${minutes} min`;
  const rest = minutes % 60;
  return rest > 0 ? `${Math.floor(minutes / 60)} h ${rest} min` : `${Math.floor(minutes / 60)} h`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** A count with its noun: `1 message`, `3 messages`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : noun.endsWith('ch') ? 'es' : 's'}`;
}

/** At most `most` characters, cut with an ellipsis; line breaks become spaces. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
