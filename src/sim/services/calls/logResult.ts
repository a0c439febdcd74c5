/**
 * The log that an Invoke call with `LogType: Tail` gets back (INV-5), read off the trace.
 *
 * @simplified It holds what was written when the answer reaches the caller: where the handler goes on after its answer, `END` and
 *   `REPORT` are still to come.
 */
import { logTail } from '../../lambda/rules/logTail.ts';
import type { Simulation } from '../../simulation.ts';
import { RunLog } from '../../trace/readouts/logs.ts';
import type { Trace } from '../../trace/trace.ts';
import { type Answer, isObject } from './answer.ts';
import type { CallState } from './service.ts';

/** One for each run that was asked for a log: it reads on from where it was. */
const logs = new WeakMap<Trace, RunLog>();

/** The answer with the log in it, if the caller asked for one. */
export function withLogResult(sim: Simulation, { input }: CallState, answer: Answer): Answer {
  const { reply, invocation } = answer;
  if (input.LogType !== 'Tail' || invocation === undefined || !reply.ok || !isObject(reply.output)) return answer;
  const { text, engineWorded } = logOf(sim).writtenBy(invocation);
  const output = { ...reply.output, LogResult: logTail(text) };
  return { ...answer, reply: { ...reply, output }, engineWorded: answer.engineWorded === true || engineWorded };
}

function logOf(sim: Simulation): RunLog {
  const log = logs.get(sim.trace) ?? new RunLog(sim.trace, sim.start);
  logs.set(sim.trace, log);
  log.extend();
  return log;
}
