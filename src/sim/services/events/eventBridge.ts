/**
 * An event on an EventBridge bus, as its targets get it.
 *
 * @source Amazon EventBridge User Guide, "Events in Amazon EventBridge",
 *   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html, read 2026-11, and a recorded event.
 */
import type { JsonValue } from '../../steps.ts';
import { ACCOUNT_ID, REGION } from '../aws.ts';

export interface BusEvent {
  /** A UUID. */
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonValue;
  readonly resources?: readonly string[];
  /** The event says it in whole seconds. */
  readonly epochMs: number;
}

export function busEvent({ id, source, detailType, detail, resources = [], epochMs }: BusEvent) {
  return {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account: ACCOUNT_ID,
    time: `${new Date(epochMs).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources,
    detail,
  };
}
