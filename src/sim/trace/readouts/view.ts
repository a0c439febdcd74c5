/** The run at any record: `new ViewCursor(trace, scenario).at(index)`. */
import type { Scenario } from '../../../scenario/schema.ts';
import type { Trace } from '../trace.ts';
import { ViewState } from './viewState.ts';
import type { RunView } from './viewTypes.ts';

export type * from './viewTypes.ts';

/** Records between checkpoints, at the least (D20). */
const CHECKPOINT_RECORDS = 4096;

/** A checkpoint costs its size; with this many records for each entry all of them together cost less than the records. */
const RECORDS_PER_ENTRY = 4;

/**
 * Reads views off a trace. Going forward a little is incremental; anything else starts at a checkpoint. The trace may grow
 * between calls; after it was cut (`truncate`) make a new cursor.
 *
 * `scenario` is the scenario the run started with; what was deployed later is in the trace. Without it nodes appear as
 * records name them, limits are null, and messages in queues do not count as open work.
 */
export class ViewCursor {
  private readonly checkpoints: ViewState[];
  private state: ViewState;
  private view: RunView | null = null;

  constructor(
    private readonly trace: Trace,
    scenario?: Scenario,
    private readonly checkpointRecords = CHECKPOINT_RECORDS,
  ) {
    this.state = new ViewState(scenario);
    this.checkpoints = [this.state.clone()];
  }

  /** The run after record `index`; -1 is the moment before the first. Throws a RangeError beyond the trace. */
  at(index: number): RunView {
    if (!(index >= -1 && index < this.trace.length)) throw new RangeError(`There is no record ${index}.`);
    this.startAtCheckpoint(index);
    if (this.view?.recordIndex === index) return this.view;
    while (this.state.next <= index) {
      this.state.apply(this.trace);
      this.keepCheckpoint();
    }
    this.view = this.state.snapshot();
    return this.view;
  }

  /** Goes on from the last checkpoint before a record, backwards or forwards, unless the present state is nearer. */
  private startAtCheckpoint(index: number): void {
    // The first checkpoint lies before all records.
    const checkpoint = this.checkpoints[lastAtOrBefore(this.checkpoints, index + 1)] as ViewState;
    const { next } = this.state;
    if (next <= index + 1 && next >= checkpoint.next) return;
    this.state = checkpoint.clone();
    this.view = null;
  }

  private keepCheckpoint(): void {
    const since = this.state.next - (this.checkpoints.at(-1)?.next ?? 0);
    if (since < this.checkpointRecords || since < this.state.size * RECORDS_PER_ENTRY) return;
    this.checkpoints.push(this.state.clone());
  }
}

/** Index of the last state that has taken in at most so many records; the states are in order. */
function lastAtOrBefore(states: readonly ViewState[], records: number): number {
  let [low, high] = [0, states.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((states[middle]?.next ?? 0) <= records) low = middle;
    else high = middle - 1;
  }
  return low;
}
