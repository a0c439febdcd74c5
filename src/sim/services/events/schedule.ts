/**
 * The event of an EventBridge schedule rule (TRIG-24).
 *
 * @source Amazon EventBridge User Guide, "Creating a scheduled rule (legacy)",
 *   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html, read 2026-11, and a recorded event.
 */
import { ACCOUNT_ID, REGION, ruleArn } from '../aws.ts';

export interface ScheduleTick {
  readonly ruleName: string;
  /** A UUID. */
  readonly eventId: string;
  /** When the rule was due; the event says it in whole seconds. */
  readonly epochMs: number;
}

export function scheduleEvent(tick: ScheduleTick) {
  return {
    version: '0',
    id: tick.eventId,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT_ID,
    time: `${new Date(tick.epochMs).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [ruleArn(tick.ruleName)],
    detail: {},
  };
}
