import type { LogLevel, LogLine } from '../../app/readouts.ts';

/** Which lines to show. */
export type Verbosity = 'all' | 'output' | 'errors' | 'platform';

export const LEVELS: Readonly<Record<Exclude<Verbosity, 'all'>, ReadonlySet<LogLevel>>> = {
  output: new Set<LogLevel>(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']),
  errors: new Set<LogLevel>(['WARN', 'ERROR', 'FATAL']),
  platform: new Set<LogLevel>(['PLATFORM']),
};

/** Whether a line holds all the words that are looked for, wherever they stand in it. */
export function matchesText(line: Pick<LogLine, 'text' | 'requestId' | 'logStream'>, wanted: string): boolean {
  const held = `${line.text} ${line.requestId ?? ''} ${line.logStream}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}
