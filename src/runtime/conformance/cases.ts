/** Recorded cases: small handlers with what Lambda's own Node.js runtime made of them. The file's `notation` explains it. */

export interface RuntimeCase {
  readonly group: string;
  readonly id: string;
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly handler: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly events: readonly unknown[];
  readonly recorded: Recorded;
  /** Where Node.js 24 gave something else. */
  readonly recordedOnNode24?: Recorded;
}

export interface Recorded {
  readonly invocations: readonly RecordedInvocation[];
  readonly streams?: readonly RecordedStream[];
  /** One entry per log event: a whole line, or one line of JSON. */
  readonly logs: readonly unknown[];
  readonly rawStdout?: string;
  readonly initError?: unknown;
  readonly exit: string;
}

export interface RecordedInvocation {
  readonly requestId: string;
  readonly response?: unknown;
  readonly error?: unknown;
}

export interface RecordedStream {
  readonly requestId: string;
  readonly contentType: string;
  readonly mode: string;
  readonly body: string;
  readonly trailers: unknown;
}

export const WAITS_FOR_NEXT = 'waits for the next event';

/** The cases of a parsed file. Throws one sentence that names the first place that is not of this format. */
export function casesOf(file: unknown): readonly RuntimeCase[] {
  const cases = field(file, 'The file', 'cases');
  if (!Array.isArray(cases)) throw new Error('The file has no list "cases".');
  cases.forEach(checkCase);
  // Each has just been checked.
  return cases as RuntimeCase[];
}

function checkCase(one: unknown, index: number): void {
  const place = `Case ${index + 1}`;
  for (const name of ['group', 'id', 'handler']) need(typeof field(one, place, name) === 'string', place, name, 'text');
  for (const name of ['files', 'env']) {
    const texts = field(one, place, name);
    if (name === 'env' && texts === undefined) continue;
    need(
      isRecord(texts) && Object.values(texts).every((text) => typeof text === 'string'),
      place,
      name,
      'texts by name',
    );
  }
  need(Array.isArray(field(one, place, 'events')), place, 'events', 'a list');
  checkRecorded(field(one, place, 'recorded'), `${place}, "recorded"`);
  const onNode24 = field(one, place, 'recordedOnNode24');
  if (onNode24 !== undefined) checkRecorded(onNode24, `${place}, "recordedOnNode24"`);
}

function checkRecorded(recorded: unknown, place: string): void {
  for (const name of ['invocations', 'logs']) need(Array.isArray(field(recorded, place, name)), place, name, 'a list');
  need(typeof field(recorded, place, 'exit') === 'string', place, 'exit', 'text');
}

function field(value: unknown, place: string, name: string): unknown {
  if (!isRecord(value)) throw new Error(`${place} is not an object.`);
  return value[name];
}

function need(isGood: boolean, place: string, name: string, what: string): void {
  if (!isGood) throw new Error(`${place}: "${name}" must be ${what}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
