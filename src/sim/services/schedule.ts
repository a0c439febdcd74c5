/** Schedules: an event when it is due, handed to functions asynchronously (TRIG-24, TRIG-25). */
import type { ScheduleService } from '../../scenario/scheduleExpression.ts';
import { visibleUuid } from '../kernel/visibleIds.ts';
import { epochMsAt, note, type Simulation } from '../simulation.ts';
import { directEvent } from './events/direct.ts';
import { scheduleEvent } from './events/schedule.ts';
import { deliverLater } from './notifications.ts';
import type { Firing } from './triggers.ts';
import { type NodeState, wiresOf } from './world.ts';

export function fireSchedule(sim: Simulation, node: NodeState, firing: Firing): void {
  const wires = wiresOf(node, 'async');
  const { settings } = node;
  if (settings.type !== 'schedule') throw new Error(`${node.id} is no schedule.`);
  const { name, service } = settings;
  if (wires.length === 0) {
    note(sim, 'delivery_failed', 'D32', firing.cause, node.number, 0, {
      reason: `${name} is not connected to a function.`,
    });
  }
  const event = eventOf(sim, node, firing.payload ?? settings.input, service);
  if (!event.ok) {
    note(sim, 'delivery_failed', 'INV-13', firing.cause, node.number, 0, { reason: `${event.code}: ${event.message}` });
    return;
  }
  const body = JSON.stringify(event.event);
  for (const wire of wires)
    deliverLater(sim, { wire, body, rule: service === 'rule' ? 'TRIG-24' : 'TRIG-25', cause: firing.cause });
}

/** The input where there is one; without one a rule has an event of its own, Scheduler an empty one. */
function eventOf(sim: Simulation, node: NodeState, input: string, service: ScheduleService) {
  if (input !== '') return directEvent(input);
  return service === 'rule' ? scheduledEvent(sim, node) : directEvent('{}');
}

function scheduledEvent(sim: Simulation, node: NodeState) {
  const eventId = visibleUuid(sim.seed, `schedule ${node.id}`, node.fired);
  const event = scheduleEvent({ ruleName: node.settings.name, eventId, epochMs: epochMsAt(sim, sim.nowUs) });
  return { ok: true as const, event };
}
