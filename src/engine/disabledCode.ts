/**
 * Code that does not run until it is changed: running it ended the sandbox, or a step of it never came to an end. It outlives the
 * run in which that happened, so that a reset does not bring the sandbox down once more.
 */
import type { SourceFile } from '../scenario/schema.ts';

export type DisabledReason = 'watchdog' | 'sandbox-lost';

export interface Disabled {
  /** What `codeKey` gives. */
  readonly key: string;
  readonly reason: DisabledReason;
}

/** The same for equal code, whichever function has it. */
export function codeKey(files: readonly SourceFile[]): string {
  return JSON.stringify(files.map(({ path, text }) => [path, text]));
}

export class DisabledCode {
  private readonly reasons = new Map<string, DisabledReason>();
  private readonly keys = new WeakMap<readonly SourceFile[], string>();

  constructor(private readonly onChange: (all: readonly Disabled[]) => void = () => {}) {}

  has(files: readonly SourceFile[]): boolean {
    return this.reasons.size > 0 && this.reasons.has(this.keyOf(files));
  }

  disable(files: readonly SourceFile[], reason: DisabledReason): void {
    if (this.has(files)) return;
    this.reasons.set(this.keyOf(files), reason);
    this.onChange(this.all());
  }

  /** The user wants to see it run once more. */
  enable(key: string): void {
    if (this.reasons.delete(key)) this.onChange(this.all());
  }

  private all(): readonly Disabled[] {
    return [...this.reasons].map(([key, reason]) => ({ key, reason }));
  }

  private keyOf(files: readonly SourceFile[]): string {
    const key = this.keys.get(files) ?? codeKey(files);
    this.keys.set(files, key);
    return key;
  }
}
