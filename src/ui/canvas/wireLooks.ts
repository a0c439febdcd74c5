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

/** About as wide as a letter of a label is, px. */
const LETTER_PX = 6.6;
/** So much of a wire must be seen beside its label, px: a piece at each end, and the arrow's head. */
const SEEN_PX = 44;

/** Whether a label in the middle would hide most of a wire that is so many px long. */
export const coversWire = (label: string, lengthPx: number): boolean =>
  lengthPx > 0 && label.length * LETTER_PX + SEEN_PX > lengthPx;
