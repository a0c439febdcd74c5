import type { Wire, WireType } from '../../scenario/schema.ts';

interface WireLook {
  /** What the choice between several kinds says. */
  readonly choice: string;
  readonly line: 'plain' | 'dashed' | 'dotted';
  readonly tone: 'plain' | 'success' | 'failure';
}

export const WIRE_LOOKS: Readonly<Record<WireType, WireLook>> = {
  sync: { choice: 'Synchronous: the caller waits', line: 'plain', tone: 'plain' },
  async: { choice: 'Asynchronous: 202 at once', line: 'plain', tone: 'plain' },
  mapping: { choice: 'Event source mapping', line: 'dashed', tone: 'plain' },
  subscription: { choice: 'Delivery', line: 'plain', tone: 'plain' },
  onSuccess: { choice: 'On success: the invocation record', line: 'plain', tone: 'success' },
  onFailure: { choice: 'On failure: the invocation record', line: 'plain', tone: 'failure' },
  deadLetter: { choice: 'Dead-letter queue: the original event', line: 'plain', tone: 'failure' },
  redrive: { choice: 'Dead-letter queue of the queue', line: 'plain', tone: 'failure' },
  rule: { choice: 'Rule: events that fit a pattern', line: 'plain', tone: 'plain' },
  uses: { choice: 'The code calls it', line: 'dotted', tone: 'plain' },
};

/** The word on a wire. */
export function wireLabel(wire: Wire): string {
  switch (wire.type) {
    case 'mapping':
      if (!wire.enabled) return 'mapping, disabled';
      return wire.batchSize === 1 ? 'one by one' : `batches of ${wire.batchSize}`;
    case 'redrive':
      return `after ${wire.maxReceiveCount} ${wire.maxReceiveCount === 1 ? 'receive' : 'receives'}`;
    case 'deadLetter':
      return 'dead letters';
    case 'rule':
      return wire.enabled ? 'rule' : 'rule, disabled';
    case 'subscription':
      return 'delivers';
    default:
      return wire.type;
  }
}
