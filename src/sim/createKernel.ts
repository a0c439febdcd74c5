/**
 * The kernel: takes entries from the queue in their order, lets the code of their subject handle them, and stops where the
 * outside has to run a handler step.
 */
import type { Scenario } from '../scenario/schema.ts';
import { EntryQueue, PRIORITY } from './kernel/queue.ts';
import { fullBucket } from './kernel/tokenBucket.ts';
import type { Advance, CreateKernel, Input, Kernel } from './kernel.ts';
import { onAsyncAttempt } from './lambda/asyncQueue.ts';
import { onEnvironmentEnd } from './lambda/environments.ts';
import { onEffect, onStepBegin, onStepEnd, onTimer, takeAnswer } from './lambda/handlerSteps.ts';
import { onInitBegin, onInitLimit, onModelledEnd, onModelledInitEnd, onTimeout } from './lambda/phases.ts';
import { onApiTimeout } from './services/api.ts';
import { onCallArrives, onCallEnd } from './services/calls.ts';
import { attemptBatch, onBatchGivenUp, onPoll, onPollersStep, onWindowEnd } from './services/mapping.ts';
import { onDelivery } from './services/notifications.ts';
import { onRetention, onVisible } from './services/queue.ts';
import { onReceive } from './services/receivers.ts';
import { surroundings } from './services/surroundings.ts';
import { onInput, onTraffic } from './services/triggers.ts';
import { applyScenario, emptyWorld } from './services/world.ts';
import { ENTRY, note, type Simulation } from './simulation.ts';
import { Trace } from './trace/trace.ts';

/** Starts a run of a scenario that has been parsed. */
export const createKernel: CreateKernel = (scenario) => new SimulationKernel(scenario);

/** Entries at one instant; more means that something goes in a circle without taking time. */
const ENTRIES_PER_INSTANT_MAX = 1_000_000;
/** Characters of all payloads, messages and objects of a run; a browser tab holds little more. */
const PAYLOADS_MAX = 256_000_000;
/** Records of a run, and entries that wait. */
const RECORDS_MAX = 50_000_000;

class SimulationKernel implements Kernel {
  private readonly sim: Simulation;
  private readonly inputs: Input[] = [];
  private entriesNow = 0;
  private halted = false;

  constructor(scenario: Scenario) {
    this.sim = newSimulation(scenario);
    note(this.sim, 'run_started', 'D1', undefined, 0, 0, { name: scenario.name, seed: scenario.seed });
    applyScenario(this.sim, scenario);
    this.sim.queue.add(Math.round(scenario.durationS * 1_000_000), PRIORITY.end, ENTRY.runEnd);
  }

  get trace(): Trace {
    return this.sim.trace;
  }

  get nowUs(): number {
    return this.sim.nowUs;
  }

  advance(untilUs: number, maxEntries = Number.POSITIVE_INFINITY): Advance {
    const { sim } = this;
    if (sim.requested.size > 0) return { type: 'steps', steps: [...sim.requested.values()] };
    const { queue } = sim;
    let left = maxEntries;
    while (!this.halted && queue.firstTimeUs() <= untilUs) {
      if (left-- <= 0) return { type: 'budget' };
      this.handleNext();
      // Steps of other environments that begin at this very moment may run at the same time (D4).
      while (sim.outgoing.length > 0 && left > 0 && this.nextBeginsStepNow()) {
        left--;
        this.handleNext();
      }
      if (sim.outgoing.length > 0) return { type: 'steps', steps: sim.outgoing.splice(0) };
    }
    return { type: 'done', nextUs: queue.size > 0 && !this.halted ? queue.firstTimeUs() : null };
  }

  answer(answer: Parameters<Kernel['answer']>[0]): void {
    takeAnswer(this.sim, answer);
  }

  input(input: Input): void {
    if (input.timeUs < this.sim.nowUs)
      throw new RangeError(`An input at ${input.timeUs} µs comes after ${this.sim.nowUs} µs.`);
    this.inputs.push(input);
    this.sim.queue.add(input.timeUs, PRIORITY.input, ENTRY.input, this.inputs.length);
  }

  private nextBeginsStepNow(): boolean {
    return this.sim.queue.firstIs(this.sim.nowUs, PRIORITY.completion, ENTRY.stepBegin);
  }

  private handleNext(): void {
    const { sim } = this;
    const { queue } = sim;
    queue.take();
    if (queue.timeUs > sim.nowUs) {
      sim.nowUs = queue.timeUs;
      this.entriesNow = 0;
    }
    this.entriesNow++;
    const bound = this.boundReached();
    if (bound) return this.halt(bound);
    this.handle(queue.type, queue.a, queue.b);
  }

  /** Without these bounds a circle on the canvas could use up the memory, or never give the page its turn. */
  private boundReached(): string | null {
    const { sim } = this;
    if (this.entriesNow > ENTRIES_PER_INSTANT_MAX) {
      return `More than ${ENTRIES_PER_INSTANT_MAX} things happened at one moment: something on the canvas triggers itself without any time passing.`;
    }
    if (sim.payloadChars > PAYLOADS_MAX) return `The payloads of this run have more than ${PAYLOADS_MAX} characters.`;
    if (sim.trace.length > RECORDS_MAX) return `This run has more than ${RECORDS_MAX} records.`;
    if (sim.queue.size > RECORDS_MAX) return `More than ${RECORDS_MAX} things wait to happen.`;
    return null;
  }

  /** Entries for what is no longer there are void. */
  private handle(type: number, a: number, b: number): void {
    const { sim } = this;
    const { world } = sim;
    switch (type) {
      case ENTRY.traffic:
        return onTraffic(sim, required(world.nodes[a]), b);
      case ENTRY.input:
        return onInput(sim, required(this.inputs[a - 1]), a);
      case ENTRY.initBegin:
        return given(sim.environments[a], (environment) => onInitBegin(sim, environment));
      case ENTRY.stepBegin:
        return given(sim.environments[a], (environment) => onStepBegin(sim, environment, b));
      case ENTRY.effect:
        return given(sim.steps.get(a), (step) => onEffect(sim, step, b));
      case ENTRY.stepEnd:
        return given(sim.steps.get(a), (step) => onStepEnd(sim, step));
      case ENTRY.modelledInitEnd:
        return given(sim.environments[a], (environment) => onModelledInitEnd(sim, environment, b));
      case ENTRY.modelledEnd:
        return given(sim.environments[a], (environment) => onModelledEnd(sim, environment, b));
      case ENTRY.timer:
        return given(sim.environments[a], (environment) => onTimer(sim, environment));
      case ENTRY.initLimit:
        return given(sim.environments[a], (environment) => onInitLimit(sim, environment, b));
      case ENTRY.timeout:
        return given(sim.environments[a], (environment) => onTimeout(sim, environment, b));
      case ENTRY.environmentEnd:
        return given(sim.environments[a], (environment) => onEnvironmentEnd(sim, environment));
      case ENTRY.asyncAttempt:
        return given(sim.invocations[a], (invocation) => onAsyncAttempt(sim, invocation));
      case ENTRY.callEnd:
        return given(world.calls[a], (call) => onCallEnd(sim, call));
      case ENTRY.callArrives:
        return given(world.calls[a], (call) => onCallArrives(sim, call));
      case ENTRY.apiTimeout:
        return given(sim.invocations[a], (invocation) => onApiTimeout(sim, invocation));
      case ENTRY.delivery:
        return onDelivery(sim, a);
      case ENTRY.poll:
        return given(world.mappings[a], (mapping) => onPoll(sim, mapping));
      case ENTRY.pollersStep:
        return given(world.mappings[a], (mapping) => onPollersStep(sim, mapping));
      case ENTRY.windowEnd:
        return given(world.mappings[a], (mapping) => onWindowEnd(sim, mapping, b));
      case ENTRY.batchAttempt:
        return given(world.batches[a], (batch) => attemptBatch(sim, batch));
      case ENTRY.batchGivenUp:
        return given(world.batches[a], (batch) => onBatchGivenUp(sim, batch));
      case ENTRY.visible:
        return given(world.messages[a], (message) => onVisible(sim, message, b));
      case ENTRY.retention:
        return given(world.queues[a], (queue) => onRetention(sim, queue));
      case ENTRY.receive:
        return given(world.calls[a], (call) => onReceive(sim, call));
      case ENTRY.runEnd:
        note(sim, 'run_ended', 'D1', 0);
        return;
      default:
        throw new Error(`There is no entry of type ${type}.`);
    }
  }

  private halt(why: string): void {
    this.halted = true;
    const message = `${why} The run stops here.`;
    note(this.sim, 'bound_reached', 'D32', Math.max(0, this.sim.trace.length - 1), 0, 0, { message });
  }
}

function newSimulation(scenario: Scenario): Simulation {
  return {
    start: scenario,
    scenario,
    seed: scenario.seed,
    epochMs: Date.parse(scenario.startAt),
    trace: new Trace(),
    queue: new EntryQueue(),
    nowUs: 0,
    functions: [],
    environments: [undefined],
    invocations: [undefined],
    steps: new Map(),
    requested: new Map(),
    outgoing: [],
    stepCount: 0,
    unreservedRunning: 0,
    requestTokens: fullBucket(),
    unreservedLimit: 0,
    order: 0,
    payloadChars: 0,
    surroundings,
    world: emptyWorld(),
  };
}

function given<T>(thing: T | undefined, act: (thing: T) => void): void {
  if (thing !== undefined) act(thing);
}

function required<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('An entry names something that never was.');
  return thing;
}
