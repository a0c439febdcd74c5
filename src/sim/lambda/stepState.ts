/** The step of an environment that is prepared or running: at most one at a time. */
import { PRIORITY } from '../kernel/queue.ts';
import { ENTRY, type Environment, type NextStep, type Simulation } from '../simulation.ts';

/** Schedules the environment's next step. */
export function prepareStep(sim: Simulation, environment: Environment, next: NextStep, delayUs: number): void {
  environment.next = next;
  // For this process only: one that has ended in between begins nothing.
  sim.queue.add(sim.nowUs + delayUs, PRIORITY.completion, ENTRY.stepBegin, environment.number, environment.process);
}

/** The runtime process is gone: nothing of its step, timers and replies takes place any more (D3). */
export function stopSteps(sim: Simulation, environment: Environment): void {
  if (environment.step) sim.steps.delete(environment.step.id);
  environment.step = null;
  environment.process++;
  environment.next = null;
  environment.timers.clear();
  environment.timersFull = false;
  environment.replies.clear();
  environment.initialised = false;
  environment.initDone = null;
  environment.nextAskedUs = -1;
}
