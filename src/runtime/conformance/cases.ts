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

/** The cases of a parsed file. Throws when it is not one of this format. */
export function casesOf(file: unknown): readonly RuntimeCase[] {
  if (typeof file === 'object' && file !== null && 'cases' in file && Array.isArray(file.cases)) return file.cases;
  throw new Error('The file has no list "cases".');
}

export const WAITS_FOR_NEXT = 'waits for the next event';
