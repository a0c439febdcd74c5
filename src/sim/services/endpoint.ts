/**
 * HTTP endpoints outside AWS, as their nodes describe them.
 *
 * @simplified An endpoint has one answer for all paths, answers on the usual ports 80 and 443 alone, and its latency is constant.
 */
import type { EndpointNode } from '../../scenario/schema.ts';
import { epochMsAt, type Simulation } from '../simulation.ts';
import { utf8 } from './digest.ts';
import type { NodeState } from './world.ts';

export interface HttpRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** As text; empty when it is none. */
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The answer of an endpoint to its next request; `reset` and `silence` when it gives none. */
export function answerOf(
  sim: Simulation,
  node: NodeState,
  settings: EndpointNode,
  request: HttpRequest,
): HttpAnswer | 'reset' | 'silence' {
  const fails = settings.errorRate > 0 && node.random.faults.float() < settings.errorRate;
  if (fails && settings.failure !== 'status') return settings.failure;
  node.fired += 1;
  const body = fails ? '' : filled(settings.body, request, node.fired);
  const type: [string, string][] = settings.contentType === '' || fails ? [] : [['content-type', settings.contentType]];
  const headers: [string, string][] = [
    ['date', new Date(epochMsAt(sim, sim.nowUs)).toUTCString()],
    ...type,
    ['content-length', String(utf8(body).length)],
  ];
  return { status: fails ? settings.errorStatus : settings.status, headers, body };
}

function filled(template: string, { method, path, body }: HttpRequest, n: number): string {
  const values: Readonly<Record<string, string>> = { n: String(n), method, path, body };
  return template.replace(/\{(n|method|path|body)\}/g, (_, name: string) => values[name] ?? '');
}
