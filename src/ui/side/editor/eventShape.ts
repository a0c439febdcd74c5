/** What can be typed after `event.` for a given test event: pure helpers of the editor's completions. */

export interface Member {
  readonly name: string;
  /** The present value in short: `"photos/1.jpg"`, `{…}`, `[2]`. */
  readonly sample: string;
}

/** The path typed so far (`event.Records[0].s3.`) as keys, or null when the text does not end in a member of the event. */
export function eventPath(textBeforeCursor: string): readonly (string | number)[] | null {
  const match = /(?:^|[^\w$.])event((?:\??\.[A-Za-z_$][\w$]*|\[\d+\])*)\??\.(?:[A-Za-z_$][\w$]*)?$/.exec(
    textBeforeCursor,
  );
  if (!match) return null;
  const steps = (match[1] ?? '').match(/[A-Za-z_$][\w$]*|\d+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** The members of the value at `path` in an event; empty when there is none or the text is no JSON. */
export function membersAt(eventJson: string, path: readonly (string | number)[]): readonly Member[] {
  const value = path.reduce<unknown>(stepInto, parsed(eventJson));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter(([name]) => /^[A-Za-z_$][\w$]*$/.test(name))
    .map(([name, member]) => ({ name, sample: sampleOf(member) }));
}

function stepInto(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = Object.entries(value).find(([name]) => name === String(key));
  return found?.[1];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sampleOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
