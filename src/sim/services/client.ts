/** A caller with the SDK, CLI or console: invokes functions directly; the wire says whether it waits (INV-1). */
import type { ClientNode } from '../../scenario/schema.ts';
import { invokeAsync } from '../lambda/asyncQueue.ts';
import { invokeSync } from '../lambda/invoke.ts';
import { note, type Simulation } from '../simulation.ts';
import { directEvent } from './events/direct.ts';
import type { Firing } from './triggers.ts';
import type { NodeState } from './world.ts';

/** Sends one event over every wire of the client. */
export function fireClient(sim: Simulation, node: NodeState, settings: ClientNode, firing: Firing): void {
  const event = parsedOnce(node, firing.payload ?? settings.payload);
  if (!event.ok) return fail(sim, node, firing.cause, 'INV-13', `${event.code}: ${event.message}`);
  const { text: payload } = event;
  let sent = false;
  for (const { settings: wire, to } of node.wires) {
    const fn = sim.functions[to.number];
    if (!fn || (wire.type !== 'sync' && wire.type !== 'async')) continue;
    const request = { fn, payload, origin: 'direct' as const, source: node.number, cause: firing.cause };
    if (wire.type === 'sync') invokeSync(sim, request);
    else invokeAsync(sim, request);
    sent = true;
  }
  if (!sent) fail(sim, node, firing.cause, 'D32', `${settings.name} is not connected to a function.`);
}

/** A client sends the same event over and over; it is parsed when it is a new one. */
function parsedOnce(node: NodeState, text: string): NonNullable<NodeState['parsed']> {
  if (node.parsed?.from === text) return node.parsed;
  const event = directEvent(text);
  node.parsed = event.ok ? { ok: true, from: text, text: JSON.stringify(event.event) } : { ...event, from: text };
  return node.parsed;
}

function fail(sim: Simulation, node: NodeState, cause: number, rule: string, reason: string): void {
  note(sim, 'delivery_failed', rule, cause, node.number, 0, { reason });
}
