/**
 * Step Functions state machines: executions are recorded, nothing more.
 * @simplified No state of a machine is run; the canvas shows who started it, and with what.
 */
import { visibleUuid } from '../kernel/visibleIds.ts';
import { note, type Simulation } from '../simulation.ts';
import { executionArn } from './aws.ts';
import type { NodeState } from './world.ts';

export interface Execution {
  readonly arn: string;
  readonly input: string;
  readonly startedUs: number;
  readonly record: number;
}

export interface Start {
  /** JSON text. */
  readonly input: string;
  /** A UUID when not said. */
  readonly name?: string | undefined;
  readonly cause: number;
  readonly rule: string;
}

export function startExecution(sim: Simulation, node: NodeState, { input, name, cause, rule }: Start): Execution {
  const number = ++sim.world.executions;
  const arn = executionArn(node.settings.name, name ?? visibleUuid(sim.seed, 'execution', number));
  sim.payloadChars += input.length;
  const record = note(sim, 'execution_started', rule, cause, number, node.number, { executionArn: arn, input });
  const execution = { arn, input, startedUs: sim.nowUs, record };
  sim.world.executionsByArn.set(arn, execution);
  return execution;
}
