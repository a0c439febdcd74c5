import type { RecordKind } from '../../app/readouts.ts';

/** Kinds of records in words, as a learner would say them. */
const WORDS: Readonly<Record<RecordKind, string>> = {
  run_started: 'Run started',
  arrival: 'Trigger fired',
  input: 'You acted',
  deployed: 'Deployed',
  invoke_sync: 'Sync request',
  invoke_async: 'Async request',
  invoke_batch: 'Batch',
  throttled: 'Throttled',
  responded: 'Answered',
  http_responded: 'HTTP answer',
  environment_created: 'New environment',
  init_started: 'INIT started',
  init_ended: 'INIT ended',
  log: 'Log line',
  invoke_started: 'Handler called',
  invoke_ended: 'Handler ended',
  environment_reset: 'Environment reset',
  environment_stopped: 'Environment gone',
  retry_scheduled: 'Retry scheduled',
  event_ended: 'Event ended',
  destination_sent: 'Record sent',
  dead_lettered: 'Dead-lettered',
  message_sent: 'Message in queue',
  message_received: 'Message received',
  message_deleted: 'Message deleted',
  message_visible: 'Message visible',
  message_redriven: 'Message moved',
  message_expired: 'Message expired',
  pollers_changed: 'Pollers changed',
  object_put: 'Object stored',
  object_removed: 'Object deleted',
  item_changed: 'Item written',
  event_put: 'Event on bus',
  record_put: 'Record in stream',
  execution_started: 'Execution started',
  metrics_put: 'Metrics reported',
  published: 'Published',
  delivery_failed: 'Delivery failed',
  call_started: 'Service called',
  call_ended: 'Service answered',
  presumed_endless: 'Presumed endless',
  stopped_by_playground: 'Stopped by us',
  bound_reached: 'Bound reached',
  run_ended: 'Run ended',
};

export const recordWords = (kind: RecordKind): string => WORDS[kind];

export type RecordTone = 'cold' | 'busy' | 'idle' | 'failed' | 'throttled' | 'waiting' | 'accent';

/** The state colour that goes with a kind; most have none. */
export function recordTone(kind: RecordKind): RecordTone | null {
  switch (kind) {
    case 'environment_created':
    case 'init_started':
    case 'init_ended':
      return 'cold';
    case 'invoke_started':
      return 'busy';
    case 'environment_reset':
    case 'stopped_by_playground':
    case 'presumed_endless':
    case 'dead_lettered':
    case 'delivery_failed':
      return 'failed';
    case 'throttled':
      return 'throttled';
    case 'retry_scheduled':
    case 'message_visible':
      return 'waiting';
    case 'environment_stopped':
      return 'idle';
    case 'input':
    case 'arrival':
      return 'accent';
    default:
      return null;
  }
}
