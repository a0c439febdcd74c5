import { PRIORITY } from '../../kernel/queue.ts';
import { ENTRY, existing, type Simulation } from '../../simulation.ts';
import type { Answer } from './answer.ts';
import type { CallState } from './service.ts';

/** Sends the answer to a call that arrived before its end on its way back. */
export function answerLater(sim: Simulation, { number }: CallState, answer: Answer): void {
  // What was handed to the service may be a copy; the one that is kept has the answer.
  const call = existing(sim.world.calls[number], 'a call that is under way');
  call.answer = answer;
  sim.queue.add(sim.nowUs + call.returnUs, PRIORITY.completion, ENTRY.callEnd, number);
}
