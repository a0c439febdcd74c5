/**
 * Step Functions as handlers call it: executions are recorded.
 *
 * @source AWS Step Functions API Reference, "StartExecution",
 *   https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html, read 2026-11.
 */
import { epochMsAt, type Simulation } from '../../simulation.ts';
import { executionArn } from '../aws.ts';
import { type Execution, startExecution } from '../stateMachine.ts';
import { type NodeState, nodeNamed } from '../world.ts';
import { type Answer, failed, lastPart, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const statesCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'stateMachine', lastPart(text(input.stateMachineArn), ':')),
  commands: { StartExecution: start },
};

function start(sim: Simulation, { target, input, record }: CallState): Answer {
  const arn = text(input.stateMachineArn);
  if (!arn.startsWith('arn:')) return failed('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`, 400);
  if (!target) return failed('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`, 400);
  const json = input.input === undefined ? '{}' : text(input.input);
  if (!isJson(json))
    return failed('InvalidExecutionInput', `Invalid State Machine Execution Input: '${json}' is not JSON`, 400);
  const name = input.name === undefined ? undefined : text(input.name);
  if (name !== undefined && !/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Control}]{1,80}$/u.test(name))
    return failed('InvalidName', `Invalid Name: '${name}'`, 400);
  const before =
    name === undefined || isExpress(target)
      ? undefined
      : sim.world.executionsByArn.get(executionArn(target.settings.name, name));
  if (before && before.input !== json)
    return failed('ExecutionAlreadyExists', `Execution Already Exists: '${before.arn}'`, 400);
  return started(
    sim,
    before ?? startExecution(sim, target, { input: json, name, cause: record, rule: 'D5' }),
    before === undefined,
  );
}

/** Express executions with the same name do not know of each other. */
function isExpress({ settings }: NodeState): boolean {
  return settings.type === 'stateMachine' && settings.kind === 'EXPRESS';
}

function started(sim: Simulation, { arn, startedUs, record }: Execution, isNew: boolean): Answer {
  const startDate = epochMsAt(sim, startedUs) / 1000;
  return succeeded({ executionArn: arn, startDate }, isNew ? record : undefined);
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
