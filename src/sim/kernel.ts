/**
 * What the kernel offers: a pure discrete-event simulation that never waits (design.md). It is handed a scenario and inputs,
 * returns the handler steps it needs as data, and goes on when their answers arrive as data.
 */
import type { Scenario } from '../scenario/schema.ts';
import type { StepAnswerData, StepRequest } from './steps.ts';
import type { Trace } from './trace/trace.ts';

/** Something the user did to a run, at `timeUs`; recorded, replayable, not undoable. */
export type Input =
  /** The test button of a function, or of a trigger ("send one now"). */
  | {
      readonly type: 'invoke';
      readonly timeUs: number;
      /** Node id; a function is invoked directly, a trigger fires once. */
      readonly nodeId: string;
      readonly mode: 'sync' | 'async';
      /** The event as JSON text; for triggers undefined: what their settings say. */
      readonly payload?: string;
    }
  /** The document changed while the run exists (D22): the new scenario holds from here. */
  | { readonly type: 'deploy'; readonly timeUs: number; readonly scenario: Scenario };

/** What `advance` came back with. */
export type Advance =
  /** These steps must run before anything else can happen; answer each once, in their order. */
  | { readonly type: 'steps'; readonly steps: readonly StepRequest[] }
  /** Everything up to the asked time has happened; `nextUs` is null when nothing more will, or a bound stopped the run. */
  | { readonly type: 'done'; readonly nextUs: number | null }
  /** `maxEntries` were handled; call again. */
  | { readonly type: 'budget' };

export interface Kernel {
  readonly trace: Trace;
  /** Time of the last handled entry. */
  readonly nowUs: number;
  /**
   * Handles entries due at or before `untilUs`, at most `maxEntries` of them. While steps are unanswered it only gives them
   * again. Goes on beyond the scenario's duration if asked to.
   */
  advance(untilUs: number, maxEntries?: number): Advance;
  /** Gives the answer to a step that `advance` returned. */
  answer(answer: StepAnswerData): void;
  /**
   * Adds an input; throws a RangeError when its time lies before `nowUs`. It is handled after arrivals of the same moment; given
   * when that moment is over already, after everything else that was due then.
   */
  input(input: Input): void;
}

export type CreateKernel = (scenario: Scenario) => Kernel;
