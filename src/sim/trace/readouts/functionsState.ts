/** The part of a view that is about functions: requests, environments, asynchronous events, and who sent them. */
import { type InvokeEnded, type InvokeRequested, KIND, OUTCOMES } from '../records.ts';
import {
  type At,
  asyncQueueView,
  type FunctionPart,
  type Mutable,
  NO_COUNTS,
  newFunction,
  newTrigger,
  Section,
  type TriggerPart,
} from './viewParts.ts';
import type { AccountView, Counts, EnvironmentView, FunctionView, ResponseView, TriggerView } from './viewTypes.ts';
import type { Actor, World } from './world.ts';

/** A request that is not done with. */
interface OpenInvocation {
  readonly mode: 'sync' | 'async' | 'batch';
  readonly fn: Actor;
  /** The trigger that sent it; null for the test button and for calls of a handler. */
  readonly trigger: Actor | null;
  /** Its caller has the answer, or its event has reached its end. */
  readonly done: boolean;
  /** The handler of the present attempt was called. */
  readonly started: boolean;
  readonly throttled: boolean;
}

export class FunctionsState {
  readonly functions = new Section<FunctionPart, FunctionView>(newFunction);
  readonly triggers = new Section<TriggerPart, TriggerView>(newTrigger);
  readonly totals: Mutable<Counts> = { ...NO_COUNTS };
  /** The time of the record that is applied. */
  nowUs = 0;
  private inUse = 0;
  private peak = 0;
  private accountView: AccountView | null = null;
  private totalsView: Counts | null = null;
  private readonly open = new Map<number, OpenInvocation>();
  private openBatches = 0;
  /** Function of each live environment. */
  private readonly functionOf = new Map<number, Actor>();
  /** Environment that each running request is bound to. */
  private readonly workplaces = new Map<number, number>();

  constructor(private readonly world: World) {
    this.meetActors();
  }

  get size(): number {
    let size = this.open.size + this.functionOf.size + this.workplaces.size;
    for (const fn of this.functions.parts.values()) size += fn.environments.size + fn.waiting.size;
    return size;
  }

  /** Requests and asynchronous events that are under way; batches count as their messages. */
  get openWork(): number {
    return this.open.size - this.openBatches;
  }

  copyFrom(other: FunctionsState): void {
    this.functions.copyFrom(other.functions, (part) => ({
      ...part,
      environments: new Map(part.environments),
      waiting: new Map(part.waiting),
      counts: { ...part.counts },
    }));
    this.triggers.copyFrom(other.triggers, (part) => ({ ...part }));
    Object.assign(this.totals, other.totals);
    this.totalsView = other.totalsView;
    this.nowUs = other.nowUs;
    this.inUse = other.inUse;
    this.peak = other.peak;
    this.accountView = other.accountView;
    for (const [invocation, open] of other.open) this.open.set(invocation, open);
    this.openBatches = other.openBatches;
    for (const [environment, actor] of other.functionOf) this.functionOf.set(environment, actor);
    for (const [invocation, environment] of other.workplaces) this.workplaces.set(invocation, environment);
  }

  // ---------------------------------------------------------------------------------------- the document

  /** Every node of the scenario has a view, also before anything happens to it; limits may have changed. */
  meetActors(): void {
    for (const actor of this.world.all) {
      if (actor.type === 'function') this.functions.touch(actor);
      else if (actor.type !== 'queue') this.triggers.touch(actor);
    }
    this.functions.touchAll();
    this.accountView = null;
  }

  deployed({ subject, value }: At): void {
    const fn = this.functions.touch(this.world.actor(subject));
    fn.deployment = value;
    for (const [number, environment] of fn.environments) {
      if (!environment.outdated) fn.environments.set(number, { ...environment, outdated: true });
    }
  }

  // ---------------------------------------------------------------------------------------- requests

  requested(at: At, mode: OpenInvocation['mode']): void {
    const data: InvokeRequested | undefined = at.data;
    const fn = this.world.actor(at.value);
    const source = data?.source ? this.world.actor(data.source) : null;
    const trigger = mode === 'batch' || source?.type === 'function' ? null : source;
    this.open.set(at.subject, { mode, fn, trigger, done: mode === 'batch', started: false, throttled: false });
    if (mode === 'batch') this.openBatches += 1;
    if (mode === 'async') {
      const now = { sinceUs: at.timeUs, dueUs: at.timeUs, recordIndex: at.index };
      const waiting = { invocation: at.subject, attempt: 1, reason: 'new', ...now } as const;
      this.functions.touch(fn).waiting.set(at.subject, waiting);
    }
    if (trigger) this.sentBy(trigger, at, mode === 'sync');
  }

  private sentBy(actor: Actor, at: At, waits: boolean): void {
    const trigger = this.triggers.touch(actor);
    trigger.sent += 1;
    if (waits) trigger.waiting += 1;
    else {
      trigger.ok += 1;
      trigger.last = response(at, 202, '', false);
    }
  }

  throttled(at: At): void {
    const open = this.open.get(at.subject);
    if (!open) return;
    this.count(open.fn, { throttles: 1 });
    this.open.set(at.subject, { ...open, throttled: true });
  }

  /** Lambda answered, or the API did: a caller behind an API has its answer from the API. */
  responded(at: At, byApi: boolean): void {
    const open = this.open.get(at.subject);
    if (open?.mode !== 'sync' || (open.trigger?.type === 'api') !== byApi) return;
    if (open.trigger) this.answeredTo(open.trigger, at, open.throttled);
    this.settle(at.subject, { ...open, done: true });
  }

  private answeredTo(actor: Actor, at: At, throttled: boolean): void {
    const functionError = Boolean(at.data?.functionError);
    const trigger = this.triggers.touch(actor);
    trigger.waiting -= 1;
    if (throttled) trigger.throttled += 1;
    else if (functionError || at.value >= 400) trigger.failed += 1;
    else trigger.ok += 1;
    trigger.last = response(at, at.value, text(at.data?.body ?? at.data?.payload ?? at.data?.message), functionError);
  }

  /** An invocation is forgotten when nobody waits for it and no environment is bound to it. */
  private settle(invocation: number, open: OpenInvocation): void {
    if (!open.done || this.workplaces.has(invocation)) {
      this.open.set(invocation, open);
      return;
    }
    if (this.open.delete(invocation) && open.mode === 'batch') this.openBatches -= 1;
  }

  // ---------------------------------------------------------------------------------------- environments

  environmentCreated(at: At, invocation: number): void {
    const actor = this.world.actor(at.value);
    const fn = this.functions.touch(actor);
    fn.created += 1;
    this.functionOf.set(at.subject, actor);
    this.setEnvironment(fn, {
      number: at.subject,
      ordinal: fn.created,
      nodeId: actor.id,
      state: 'creating',
      sinceUs: at.timeUs,
      recordIndex: at.index,
      endsUs: at.data?.createMs === undefined ? null : at.timeUs + Math.round(at.data.createMs * 1000),
      createdUs: at.timeUs,
      idleLifetimeUs: at.data?.idleLifetimeUs ?? null,
      maximumAgeUs: at.data?.maximumAgeUs ?? null,
      currentInvocation: invocation || null,
      invocationsServed: 0,
      logStream: at.data?.logStream ?? '',
      suppressedInit: false,
      outdated: false,
      presumedEndless: false,
      lastOutcome: null,
    });
  }

  initStarted(at: At, invocation: number): void {
    const currentInvocation = this.environment(at.subject)?.currentInvocation ?? (invocation || null);
    this.change(at.subject, at, { state: 'init', suppressedInit: at.value === 1, currentInvocation });
  }

  initEnded(at: At): void {
    const environment = this.environment(at.subject);
    if (!environment) return;
    // When a request waits for it, `invoke_started` follows at once.
    const ready = environment.currentInvocation === null ? 'idle' : 'init';
    this.change(at.subject, at, { state: at.value === 0 ? ready : 'failed' });
  }

  invokeStarted(at: At): void {
    const environment = this.environment(at.value);
    if (!environment) return;
    this.countStart(environment, at.subject);
    const invocationsServed = environment.invocationsServed + 1;
    this.change(at.value, at, { state: 'busy', currentInvocation: at.subject, invocationsServed });
  }

  private countStart({ number, invocationsServed }: EnvironmentView, invocation: number): void {
    const [cold, warm] = invocationsServed === 0 ? [1, 0] : [0, 1];
    this.count(this.functionOf.get(number) ?? null, { invocations: 1, cold, warm });
    const open = this.open.get(invocation);
    if (open) this.open.set(invocation, { ...open, started: true });
  }

  invokeEnded(at: At): void {
    const open = this.open.get(at.subject);
    if (!open) return;
    const outcome = OUTCOMES[at.value] ?? 'error';
    const environment = this.environment(this.workplaces.get(at.subject) ?? 0);
    if (environment) this.freed(environment, at, open.started, outcome);
    const data: InvokeEnded | undefined = at.data;
    const byPlayground = outcome === 'stopped_by_playground';
    this.count(open.fn, {
      errors: outcome === 'success' || byPlayground ? 0 : 1,
      timeouts: outcome === 'timeout' ? 1 : 0,
      stoppedByPlayground: byPlayground ? 1 : 0,
      costUsd: data?.costUsd ?? 0,
    });
    this.functions.touch(open.fn).lastOutcome = {
      outcome,
      invocation: at.subject,
      timeUs: at.timeUs,
      recordIndex: at.index,
    };
    this.settle(at.subject, { ...open, started: false });
  }

  private freed(environment: EnvironmentView, at: At, started: boolean, outcome: EnvironmentView['lastOutcome']): void {
    let { invocationsServed } = environment;
    // Init failed both times and the handler was never called, but this was an invocation (ENV-4).
    if (!started) {
      this.countStart(environment, at.subject);
      invocationsServed += 1;
    }
    this.change(environment.number, at, {
      state: environment.state === 'failed' ? 'failed' : 'idle',
      currentInvocation: null,
      invocationsServed,
      lastOutcome: outcome,
      presumedEndless: false,
      suppressedInit: false,
    });
  }

  environmentReset(at: At): void {
    this.change(at.subject, at, { state: 'failed', currentInvocation: null });
  }

  presumedEndless(at: At): void {
    const environment = this.environment(at.subject);
    const actor = this.functionOf.get(at.subject);
    if (environment && actor) {
      this.setEnvironment(this.functions.touch(actor), { ...environment, presumedEndless: true });
    }
  }

  environmentStopped(at: At): void {
    const actor = this.functionOf.get(at.subject);
    if (!actor) return;
    const fn = this.functions.touch(actor);
    const invocation = fn.environments.get(at.subject)?.currentInvocation ?? null;
    if (invocation !== null) this.leave(fn, invocation);
    fn.environments.delete(at.subject);
    fn.stopped += 1;
    this.functionOf.delete(at.subject);
  }

  private environment(number: number): EnvironmentView | undefined {
    const actor = this.functionOf.get(number);
    return actor && this.functions.get(actor)?.environments.get(number);
  }

  private change(number: number, at: At, change: Partial<EnvironmentView>): void {
    const actor = this.functionOf.get(number);
    const before = this.environment(number);
    if (!actor || !before) return;
    const after: Mutable<EnvironmentView> = { ...before, ...change };
    after.sinceUs = at.timeUs;
    after.recordIndex = at.index;
    after.endsUs = idleEndUs(after);
    this.setEnvironment(this.functions.touch(actor), after);
  }

  private setEnvironment(fn: FunctionPart, environment: EnvironmentView): void {
    const before = fn.environments.get(environment.number)?.currentInvocation ?? null;
    const { currentInvocation: now } = environment;
    fn.environments.set(environment.number, environment);
    if (before === now) return;
    if (before !== null) this.leave(fn, before);
    if (now === null) return;
    this.workplaces.set(now, environment.number);
    fn.waiting.delete(now);
    this.use(fn, 1);
  }

  private leave(fn: FunctionPart, invocation: number): void {
    this.workplaces.delete(invocation);
    this.use(fn, -1);
  }

  private use(fn: FunctionPart, change: 1 | -1): void {
    fn.inUseUs = this.inUseUs(fn);
    fn.changedUs = this.nowUs;
    fn.inUse += change;
    fn.peak = Math.max(fn.peak, fn.inUse);
    this.inUse += change;
    this.peak = Math.max(this.peak, this.inUse);
    this.accountView = null;
  }

  /** Requests of a function in flight, summed over time up to now: over the time it is their mean. */
  inUseUs({ inUseUs, inUse, changedUs }: FunctionPart): number {
    return inUseUs + inUse * (this.nowUs - changedUs);
  }

  // ---------------------------------------------------------------------------------------- asynchronous events

  retryScheduled(at: At): void {
    const open = this.open.get(at.subject);
    if (open?.mode !== 'async') return;
    this.count(open.fn, { retries: 1 });
    this.functions.touch(open.fn).waiting.set(at.subject, {
      invocation: at.subject,
      attempt: at.data?.attempt ?? 0,
      sinceUs: at.timeUs,
      dueUs: at.data?.dueUs ?? at.timeUs + at.value * 1000,
      recordIndex: at.index,
      reason: at.causeKind === KIND.throttled ? 'throttled' : 'error',
    });
  }

  eventEnded(at: At): void {
    const open = this.open.get(at.subject);
    if (!open) return;
    this.functions.touch(open.fn).waiting.delete(at.subject);
    this.settle(at.subject, { ...open, done: true });
  }

  /** An invocation record or a dead letter left the function `fn`. */
  leftBehind(fn: number, change: Partial<Counts>): void {
    this.count(fn > 0 ? this.world.actor(fn) : null, change);
  }

  // ---------------------------------------------------------------------------------------- views

  private count(actor: Actor | null, change: Partial<Counts>): void {
    add(this.totals, change);
    this.totalsView = null;
    if (actor) add(this.functions.touch(actor).counts, change);
  }

  totalCounts(): Counts {
    this.totalsView ??= { ...this.totals };
    return this.totalsView;
  }

  account(): AccountView {
    this.accountView ??= { inUse: this.inUse, peak: this.peak, limit: this.world.accountLimit };
    return this.accountView;
  }

  functionView(part: FunctionPart): FunctionView {
    const reserved = this.world.functionSettings(part.actor.number)?.reservedConcurrency ?? null;
    return {
      nodeId: part.actor.id,
      name: part.actor.name,
      environments: [...part.environments.values()],
      created: part.created,
      stopped: part.stopped,
      inUse: part.inUse,
      peak: part.peak,
      limit: reserved ?? this.world.unreservedLimit,
      limitKind: reserved === null ? 'account' : 'reserved',
      asyncQueue: asyncQueueView(part.waiting),
      counts: { ...part.counts },
      lastOutcome: part.lastOutcome,
      deployment: part.deployment,
    };
  }
}

/** When an environment that is free is removed if no request comes; null while it works, or when nothing ends it (ENV-18). */
function idleEndUs(environment: EnvironmentView): number | null {
  const { currentInvocation, sinceUs, createdUs, idleLifetimeUs, maximumAgeUs } = environment;
  if (currentInvocation !== null || idleLifetimeUs === null) return null;
  const byAge = maximumAgeUs === null ? Number.POSITIVE_INFINITY : createdUs + maximumAgeUs;
  return Math.min(sinceUs + idleLifetimeUs, Math.max(byAge, sinceUs));
}

function add(counts: Mutable<Counts>, change: Partial<Counts>): void {
  for (const name in change) {
    // The keys of a change are keys of the counts; this runs for every invocation, and `Object.entries` is far slower.
    counts[name as keyof Counts] += change[name as keyof Counts] ?? 0;
  }
}

function response(at: At, status: number, body: string, functionError: boolean): ResponseView {
  return { status, body, functionError, invocation: at.subject, timeUs: at.timeUs, recordIndex: at.index };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
