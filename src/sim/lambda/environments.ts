/**
 * Execution environments come, become idle, and go. Each serves one request at a time (ENV-8) and keeps its state for the next
 * (ENV-10). What runs inside them is in `phases.ts` and `handlerSteps.ts`.
 */
import { Fifo } from '../kernel/fifo.ts';
import { PRIORITY } from '../kernel/queue.ts';
import { visibleHex } from '../kernel/visibleIds.ts';
import {
  ENTRY,
  type Environment,
  epochMsAt,
  type FunctionState,
  type Invocation,
  note,
  type Simulation,
} from '../simulation.ts';
import { STOP_REASONS, type StopReason } from '../trace/records.ts';
import { drawColdStart } from './coldStart.ts';
import { PendingTimers } from './pendingTimers.ts';
import { drawIdleLifetimeUs, drawMaximumAgeUs, idleEndUs } from './rules/idleLifetime.ts';
import { chooseIdle } from './rules/routing.ts';

/** Takes the idle environment that serves the next request; undefined when there is none, so that a new one is made (CONC-22). */
export function takeIdle(sim: Simulation, fn: FunctionState): Environment | undefined {
  if (fn.idle.length === 0) return undefined;
  const index = chooseIdle(fn.idle, sim.scenario.model.routing, fn.random.routing);
  return index === fn.idle.length - 1 ? fn.idle.pop() : fn.idle.splice(index, 1)[0];
}

/**
 * A new environment, bound to the request it is made for; INIT begins when it is created (ENV-20, COLD-1, COLD-3). It stays
 * bound to that request, also when another environment is free before (SIM-3).
 */
export function createEnvironment(sim: Simulation, invocation: Invocation): Environment {
  const environment = newEnvironment(sim, invocation);
  sim.environments[environment.number] = environment;
  environment.fn.live.add(environment);
  environment.record = note(
    sim,
    'environment_created',
    'ENV-20',
    invocation.record,
    environment.number,
    environment.fn.node,
    {
      logStream: environment.logStream,
      createMs: environment.downloadAndCreateUs / 1000,
      idleLifetimeUs: environment.idleLifetimeUs,
      ...(Number.isFinite(environment.maximumAgeUs) ? { maximumAgeUs: environment.maximumAgeUs } : {}),
    },
  );
  environment.createdRecord = environment.record;
  sim.queue.add(sim.nowUs + environment.downloadAndCreateUs, PRIORITY.completion, ENTRY.initBegin, environment.number);
  return environment;
}

function newEnvironment(sim: Simulation, invocation: Invocation): Environment {
  const { fn } = invocation;
  const { model } = sim.scenario;
  const number = sim.environments.length;
  const cold = drawColdStart({ ...fn.settings, coldStart: model.coldStart }, fn.random.coldStart);
  const ordinal = ++fn.created;
  return {
    number,
    fn,
    ordinal,
    settings: fn.settings,
    files: fn.files,
    deployment: fn.deployment,
    createdUs: sim.nowUs,
    logStream: logStreamName(sim, fn, ordinal),
    idleLifetimeUs: drawIdleLifetimeUs(model.idleLifetime, fn.random.idleLifetime),
    maximumAgeUs: drawMaximumAgeUs(model.maximumAge, fn.random.maximumAge),
    downloadAndCreateUs: cold.createUs + cold.downloadUs,
    runtimeInitUs: cold.runtimeInitUs,
    phase: 'creating',
    initialised: false,
    inits: 0,
    process: 0,
    initStartUs: 0,
    suppressed: false,
    failedInitUs: 0,
    initDone: null,
    reportInitUs: -1,
    invocation,
    step: null,
    next: null,
    timers: new PendingTimers(),
    timersFull: false,
    replies: new Fifo(),
    nextAskedUs: -1,
    steps: 0,
    maxMemoryMb: 0,
    idleSinceUs: 0,
    endScheduled: false,
    createdRecord: invocation.record,
    record: invocation.record,
  };
}

/** `2026/01/05/[$LATEST]` and 32 hexadecimal digits (LOG-1). */
function logStreamName(sim: Simulation, fn: FunctionState, ordinal: number): string {
  const date = new Date(epochMsAt(sim, sim.nowUs)).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${date}/[$LATEST]${visibleHex(sim.seed, `log stream ${fn.id}`, ordinal)}`;
}

/** After its work: frozen until the next request, or removed when it is too old or its code was replaced. */
export function becomeIdle(sim: Simulation, environment: Environment): void {
  const { fn } = environment;
  environment.idleSinceUs = sim.nowUs;
  if (environment.deployment !== fn.deployment || fn.removed) return stopEnvironment(sim, environment, 'replaced');
  const end = idleEndUs(environment);
  if (end.dueUs <= sim.nowUs) return stopEnvironment(sim, environment, end.reason);
  environment.phase = 'frozen';
  fn.idle.push(environment);
  scheduleEnd(sim, environment, end.dueUs);
}

/** An environment has at most one such entry, which looks again when it comes: most have been used in between. */
function scheduleEnd(sim: Simulation, environment: Environment, dueUs: number): void {
  if (environment.endScheduled) return;
  environment.endScheduled = true;
  sim.queue.add(dueUs, PRIORITY.expiry, ENTRY.environmentEnd, environment.number);
}

/** The entry of `scheduleEnd`. */
export function onEnvironmentEnd(sim: Simulation, environment: Environment): void {
  environment.endScheduled = false;
  if (environment.phase !== 'frozen') return;
  const end = idleEndUs(environment);
  if (end.dueUs > sim.nowUs) scheduleEnd(sim, environment, end.dueUs);
  else stopEnvironment(sim, environment, end.reason);
}

/** Removes an environment that has no request. */
export function stopEnvironment(sim: Simulation, environment: Environment, reason: StopReason): void {
  const { fn } = environment;
  const index = fn.idle.indexOf(environment);
  if (index >= 0) fn.idle.splice(index, 1);
  fn.live.delete(environment);
  environment.phase = 'gone';
  environment.timers.clear();
  environment.replies.clear();
  sim.environments[environment.number] = undefined;
  const cause = stopCause(environment, reason);
  const value = STOP_REASONS.indexOf(reason);
  const record = note(sim, 'environment_stopped', STOP_RULES[reason], cause, environment.number, value);
  if (cause !== environment.record) sim.trace.link(record, environment.record);
}

/** What it did last is only why it goes now. */
function stopCause(environment: Environment, reason: StopReason): number {
  if (reason === 'replaced') return environment.fn.deployedRecord;
  if (reason === 'maximum_age') return environment.createdRecord;
  return environment.record;
}

const STOP_RULES: Readonly<Record<StopReason, string>> = {
  idle: 'ENV-18',
  maximum_age: 'ENV-18',
  replaced: 'ENV-28',
  init_failed: 'ENV-4',
  playground: 'D9',
};
