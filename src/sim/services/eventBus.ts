/**
 * EventBridge buses: each rule whose pattern takes an event hands it to its target. A wire of the canvas is a rule with one target.
 *
 * @simplified Rules have no input transformers, and nothing is delivered twice or archived.
 */
import type { EventBusNode } from '../../scenario/schema.ts';
import { visibleUuid } from '../kernel/visibleIds.ts';
import { epochMsAt, note, type Simulation } from '../simulation.ts';
import type { JsonValue } from '../steps.ts';
import { numbered } from './aws.ts';
import { matchesPattern, type ParsedPattern, parsePattern } from './eventPattern.ts';
import { busEvent } from './events/eventBridge.ts';
import { deliverLater } from './notifications.ts';
import type { Firing } from './triggers.ts';
import { type NodeState, type WireState, wiresOf } from './world.ts';

export interface PutEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonValue;
  readonly resources?: readonly string[];
  /** When it happened, ms since 1970; now when not said. */
  readonly epochMs?: number;
  readonly cause: number;
  readonly rule: string;
  readonly engineWorded?: boolean;
}

/** Puts an event on a bus; gives its id and record. Without a bus nothing takes it, as on AWS. */
export function putEvent(
  sim: Simulation,
  bus: NodeState | undefined,
  put: PutEvent,
): { readonly id: string; readonly record: number } {
  const number = ++sim.world.busEvents;
  const id = visibleUuid(sim.seed, 'event', number);
  const { source, detailType, detail, resources = [], epochMs = epochMsAt(sim, sim.nowUs), cause, rule } = put;
  if (!bus) return { id, record: cause };
  const event = busEvent({ id, source, detailType, detail, resources, epochMs });
  const engineWorded = put.engineWorded ? { engineWorded: true } : {};
  const takers = wiresOf(bus, 'rule').filter((wire) => takes(wire, event));
  const record = note(sim, 'event_put', rule, cause, number, bus.number, {
    event,
    matched: takers.length,
    ...engineWorded,
  });
  const body = JSON.stringify(event);
  sim.payloadChars += body.length;
  for (const wire of wiresOf(bus, 'rule')) noteInvalid(sim, wire, record);
  for (const wire of takers) deliverLater(sim, { wire, body, rule: 'TRIG-24', cause: record, ...engineWorded });
  return { id, record };
}

function takes({ settings }: WireState, event: JsonValue): boolean {
  if (settings.type !== 'rule' || !settings.enabled) return false;
  const parsed = patternOf(settings.pattern);
  return parsed.ok && matchesPattern(parsed.pattern, event);
}

/** EventBridge would not have taken the rule at all. */
function noteInvalid(sim: Simulation, { settings, from }: WireState, cause: number): void {
  const parsed = settings.type === 'rule' && settings.enabled ? patternOf(settings.pattern) : undefined;
  if (parsed && !parsed.ok)
    note(sim, 'delivery_failed', 'TRIG-24', cause, from.number, 0, { reason: `${parsed.reason}.` });
}

/** Read once for each text: rules see many events. */
const patterns = new Map<string, ParsedPattern>();
const PATTERNS_MAX = 1000;

function patternOf(text: string): ParsedPattern {
  const known = patterns.get(text);
  if (known) return known;
  if (patterns.size >= PATTERNS_MAX) patterns.clear();
  const parsed = parsePattern(text);
  patterns.set(text, parsed);
  return parsed;
}

/** Traffic of a bus: someone puts an event. */
export function fireEventBus(sim: Simulation, node: NodeState, settings: EventBusNode, firing: Firing): void {
  const text = firing.payload ?? numbered(settings.detail, node.fired);
  const { source, detailType } = settings;
  putEvent(sim, node, { source, detailType, detail: detailOf(text), cause: firing.cause, rule: 'TRIG-24' });
}

/** What is no JSON object is wrapped, so that the event still says something. */
function detailOf(text: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : { text };
  } catch {
    return { text };
  }
}
