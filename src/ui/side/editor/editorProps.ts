import type { CompileProblem } from './problem.ts';

/** What a line is for the life of an execution environment. */
export type Shade = 'per-environment' | 'per-invocation';

export interface ShadedLines {
  readonly from: number;
  readonly to: number;
  readonly shade: Shade;
}

/** What both editors understand: the large one and the plain text field. */
export interface EditorProps {
  /** Keeps files of different functions apart. */
  readonly folder: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The file shown. */
  readonly path: string;
  readonly label: string;
  readonly shades?: readonly ShadedLines[];
  readonly problems?: readonly CompileProblem[];
  /** True while a file has typed text that its document does not have yet. */
  readonly isPending: (path: string) => boolean;
  readonly onType: (path: string, text: string) => void;
  /** The burst is over: the field was left, or something is about to run. */
  readonly onSettle: () => void;
  readonly onReady?: (handle: EditorHandle | null) => void;
}

export interface EditorHandle {
  reveal(place: { readonly line: number; readonly column?: number }): void;
  focus(): void;
}
