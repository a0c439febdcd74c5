/**
 * The running state behind `RunView`: takes one record after the other, and gives a view on demand. Inside are maps of
 * entries that are replaced and never changed, so that a checkpoint is a shallow copy and what did not change keeps its identity.
 */
import type { Scenario } from '../../../scenario/schema.ts';
import { KIND, KINDS, type RecordKind } from '../records.ts';
import type { Trace } from '../trace.ts';
import { functionBehind, invocationBehind } from './causes.ts';
import { FunctionsState } from './functionsState.ts';
import { ServicesState } from './servicesState.ts';
import { type At, bucketView, queueView, tableView, takerView, topicView, triggerView } from './viewParts.ts';
import type { RunView } from './viewTypes.ts';
import { deployedBy, World } from './world.ts';

export class ViewState {
  /** Index of the next record to apply. */
  next = 0;
  /** Who is who after the records applied so far. */
  readonly world: World;
  private timeUs = 0;
  private readonly lambda: FunctionsState;
  private readonly services: ServicesState;
  private boundReached: string | null = null;
  private ended = false;

  /** `scenario` is the one the run started with. Without it nodes are met as records name them, and limits stay unknown. */
  constructor(scenario?: Scenario, world = new World(scenario)) {
    this.world = world;
    this.lambda = new FunctionsState(world);
    this.services = new ServicesState(world);
  }

  /** Entries held: what a copy costs. */
  get size(): number {
    return this.lambda.size + this.services.size;
  }

  /** A copy that goes its own way from here. */
  clone(): ViewState {
    const copy = new ViewState(undefined, this.world.clone());
    copy.next = this.next;
    copy.timeUs = this.timeUs;
    copy.lambda.copyFrom(this.lambda);
    copy.services.copyFrom(this.services);
    copy.boundReached = this.boundReached;
    copy.ended = this.ended;
    return copy;
  }

  /** Requests of each function in flight on average from the start up to now, by node id. */
  meanInUse(): ReadonlyMap<string, number> {
    const parts = [...this.lambda.functions.parts.values()];
    return new Map(parts.map((part) => [part.actor.id, this.timeUs > 0 ? this.lambda.inUseUs(part) / this.timeUs : 0]));
  }

  snapshot(): RunView {
    const { lambda, services } = this;
    return {
      recordIndex: this.next - 1,
      timeUs: this.timeUs,
      functions: lambda.functions.snapshot((part) => lambda.functionView(part)),
      triggers: lambda.triggers.snapshot(triggerView),
      queues: services.queues.snapshot(queueView),
      buckets: services.buckets.snapshot(bucketView),
      tables: services.tables.snapshot(tableView),
      topics: services.topics.snapshot(topicView),
      takers: services.takers.snapshot(takerView),
      mappings: services.mappings,
      problems: services.problems,
      account: lambda.account(),
      totals: lambda.totalCounts(),
      openWork: lambda.openWork + services.openWork,
      boundReached: this.boundReached,
      ended: this.ended,
    };
  }

  /** Takes in the record `next`. */
  apply(trace: Trace): void {
    const index = this.next;
    this.next = index + 1;
    const { lambda, services } = this;
    // The column only ever holds codes of KINDS.
    const kind = KINDS[trace.kind[index] ?? 0] as RecordKind;
    const at = columns(trace, index);
    this.timeUs = at.timeUs;
    lambda.nowUs = at.timeUs;
    switch (kind) {
      case 'run_started':
      case 'log':
      case 'call_ended':
      case 'stopped_by_playground':
        return;
      case 'call_started':
        return services.called(at);
      case 'arrival':
        return services.fired(at);
      case 'input':
        services.fired(at);
        return this.input(trace, index);
      case 'deployed':
        return lambda.deployed(at);
      case 'invoke_sync':
        services.arrives(at);
        return lambda.requested(at, 'sync');
      case 'invoke_async':
        services.arrives(at);
        return lambda.requested(at, 'async');
      case 'invoke_batch':
        return lambda.requested(at, 'batch');
      case 'throttled':
        return lambda.throttled(at);
      case 'responded':
        return lambda.responded(at, false);
      case 'http_responded':
        return lambda.responded(at, true);
      case 'environment_created':
        return lambda.environmentCreated(at, invocationBehind(trace, index));
      case 'init_started':
        return lambda.initStarted(at, invocationBehind(trace, index));
      case 'init_ended':
        return lambda.initEnded(at);
      case 'invoke_started':
        return lambda.invokeStarted(at);
      case 'invoke_ended':
        return lambda.invokeEnded(at);
      case 'environment_reset':
        return lambda.environmentReset(at);
      case 'environment_stopped':
        return lambda.environmentStopped(at);
      case 'presumed_endless':
        return lambda.presumedEndless(at);
      case 'retry_scheduled':
        return lambda.retryScheduled(at);
      case 'event_ended':
        return lambda.eventEnded(at);
      case 'destination_sent':
        services.leaves(at, 1);
        return lambda.leftBehind(functionBehind(trace, index), { destinations: 1 });
      case 'dead_lettered':
        services.leaves(at, 1);
        return lambda.leftBehind(functionBehind(trace, index), { deadLettered: 1 });
      case 'message_sent':
        services.arrives(at);
        return services.messageSent(at);
      case 'message_received':
        return services.messageChanged(at, { state: 'in flight', receiveCount: at.value });
      case 'message_visible':
        return services.messageChanged(at, { state: 'visible' });
      case 'message_deleted':
        return services.messageDeleted(at);
      case 'message_expired':
        return services.messageExpired(at);
      case 'message_redriven':
        return services.messageRedriven(at);
      case 'pollers_changed':
        return services.pollersChanged(at);
      case 'object_put':
        services.arrives(at);
        return services.objectPut(at);
      case 'object_removed':
        return services.objectRemoved(at);
      case 'item_changed':
        return services.itemChanged(at);
      case 'event_put':
        services.arrives(at);
        return services.eventPut(at);
      case 'record_put':
        services.arrives(at);
        return services.taken(at, at.data?.partitionKey ?? '');
      case 'execution_started':
        services.arrives(at);
        return services.taken(at, at.data?.executionArn ?? '');
      case 'metrics_put':
        return;
      case 'published':
        services.arrives(at);
        return services.published(at);
      case 'delivery_failed':
        services.arrives(at);
        return services.deliveryFailed(at);
      case 'bound_reached':
        this.boundReached = at.data?.message ?? 'A bound of the simulator was reached.';
        return;
      case 'run_ended':
        this.ended = true;
        return;
      default:
        kind satisfies never;
    }
  }

  private input(trace: Trace, index: number): void {
    const scenario = deployedBy(trace, index);
    if (!scenario) return;
    this.world.deploy(scenario);
    this.lambda.meetActors();
    this.services.meetActors();
  }
}

function columns(trace: Trace, index: number): At {
  const cause = trace.cause[index] ?? index;
  return {
    index,
    timeUs: trace.time[index] ?? 0,
    subject: trace.subject[index] ?? 0,
    value: trace.value[index] ?? 0,
    cause,
    causeKind: trace.kind[cause] ?? KIND.run_started,
    data: trace.data.get(index),
  };
}
