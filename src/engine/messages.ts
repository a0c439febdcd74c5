/** All messages between the page and the kernel worker, one union for each direction. Both ends are ours and trusted. */
import type { ScenarioInputs } from '../scenario/inputs.ts';
import type { Scenario, SourceFile } from '../scenario/schema.ts';
import type { Input } from '../sim/kernel.ts';
import type { TraceChunk } from '../sim/trace/trace.ts';
import type { Disabled } from './disabledCode.ts';

export type ToKernel =
  /** Gives the worker its sandbox; first message, `port` is transferred. */
  | { readonly type: 'sandbox'; readonly port: MessagePort }
  /** Starts a run at time 0; an earlier one is dropped. Messages about another `run` are ignored by both sides. */
  | { readonly type: 'open'; readonly run: number; readonly scenario: Scenario; readonly inputs: ScenarioInputs }
  /** Ends the run and its environments. */
  | { readonly type: 'close'; readonly run: number }
  /** Compute up to a time or a number of records, whichever comes first. */
  | { readonly type: 'advance'; readonly run: number; readonly untilUs: number; readonly maxRecords: number }
  /** The user acts at a time; `durationS` makes the run longer first. */
  | {
      readonly type: 'act';
      readonly run: number;
      readonly callId: number;
      readonly timeUs: number;
      readonly inputs: readonly Input[];
      readonly durationS: number | null;
    }
  | { readonly type: 'check'; readonly callId: number; readonly files: readonly SourceFile[] }
  | { readonly type: 'digest'; readonly run: number; readonly callId: number }
  /** Disabled code may run once more, as it is. */
  | { readonly type: 'enable'; readonly key: string };

export interface CompileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type FromKernel =
  /** The trace is cut to `length` records (the user acted in the past). */
  | { readonly type: 'cut'; readonly run: number; readonly length: number }
  | { readonly type: 'chunk'; readonly run: number; readonly chunk: TraceChunk }
  | {
      readonly type: 'progress';
      readonly run: number;
      readonly frontierUs: number;
      readonly computing: boolean;
      readonly finished: boolean;
      readonly reproducible: boolean;
    }
  | { readonly type: 'reply'; readonly callId: number; readonly value: unknown }
  /** The sandbox is lost and must be made anew. */
  | { readonly type: 'sandbox-lost' }
  /** All code that does not run until it is changed. */
  | { readonly type: 'disabled'; readonly all: readonly Disabled[] }
  /** A broken invariant; the run cannot go on. */
  | { readonly type: 'failed'; readonly run: number; readonly message: string };
