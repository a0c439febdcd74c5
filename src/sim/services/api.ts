/** HTTP APIs: a request invokes the function and waits, at most 30 s (TRIG-5 … TRIG-8). */
import type { ApiNode } from '../../scenario/schema.ts';
import { PRIORITY } from '../kernel/queue.ts';
import { visibleHex } from '../kernel/visibleIds.ts';
import { invokeSync } from '../lambda/invoke.ts';
import { API_TIMED_OUT, API_TIMEOUT_US, type HttpAnswer, httpAnswer } from '../lambda/rules/apiResponse.ts';
import { ENTRY, epochMsAt, type Invocation, type LambdaAnswer, note, type Simulation } from '../simulation.ts';
import { apiEvent } from './events/api.ts';
import type { Firing } from './triggers.ts';
import { type NodeState, wiresOf } from './world.ts';

export function fireApi(sim: Simulation, node: NodeState, settings: ApiNode, firing: Firing): void {
  const wire = wiresOf(node, 'sync')[0];
  const fn = wire && sim.functions[wire.to.number];
  if (!fn) {
    note(sim, 'delivery_failed', 'D32', firing.cause, node.number, 0, {
      reason: `${settings.name} is not connected to a function.`,
    });
    return;
  }
  const payload = JSON.stringify(request(sim, node, settings, firing.payload));
  const invocation = invokeSync(sim, { fn, payload, origin: 'api', source: node.number, cause: firing.cause });
  sim.queue.add(sim.nowUs + API_TIMEOUT_US, PRIORITY.expiry, ENTRY.apiTimeout, invocation.number);
}

function request(sim: Simulation, node: NodeState, settings: ApiNode, body: string | undefined) {
  const ids = visibleHex(sim.seed, `http request ${node.id}`, node.fired);
  const epochMs = epochMsAt(sim, sim.nowUs);
  return apiEvent({
    method: settings.method,
    path: settings.path,
    query: settings.query,
    body: body ?? settings.body,
    apiId: visibleHex(sim.seed, 'api', node.number).slice(0, 10),
    requestId: `${ids.slice(0, 15)}=`,
    traceId: `1-${Math.floor(epochMs / 1000)
      .toString(16)
      .padStart(8, '0')}-${ids.slice(0, 24)}`,
    epochMs,
  });
}

/** Lambda has answered; the HTTP client may have been sent away before. */
export function answerHttp(sim: Simulation, invocation: Invocation, answer: LambdaAnswer): void {
  if (invocation.callerGone) return;
  noteHttp(sim, invocation, httpAnswer(answer), answer.engineWorded && !answer.functionError);
}

/** Entry: 30 s have passed; the function runs on (TRIG-8, INV-22). */
export function onApiTimeout(sim: Simulation, invocation: Invocation): void {
  if (invocation.answered || invocation.callerGone) return;
  noteHttp(sim, invocation, API_TIMED_OUT, false);
  invocation.callerGone = true;
}

function noteHttp(sim: Simulation, invocation: Invocation, answer: HttpAnswer, engineWorded: boolean): void {
  const { status, body, headers, rule } = answer;
  sim.payloadChars += body.length;
  const data = engineWorded ? { body, headers, engineWorded } : { body, headers };
  note(sim, 'http_responded', rule, invocation.record, invocation.number, status, data);
}
