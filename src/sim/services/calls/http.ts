/**
 * Requests of handlers to hosts outside AWS. Only endpoints drawn on the canvas can be reached; what happens to other
 * requests is what happens to those for hosts that do not exist, or where nobody listens.
 */
import { addressOf } from '../../httpAddress.ts';
import type { Simulation } from '../../simulation.ts';
import { answerOf } from '../endpoint.ts';
import type { NodeState } from '../world.ts';
import { type Answer, failed, type Input, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

function target({ world }: Simulation, input: Input): NodeState | undefined {
  const { host, port } = addressOf(text(input.url));
  if (port !== 80 && port !== 443) return undefined;
  return world.nodes.find(
    (node) => node && !node.removed && node.settings.type === 'endpoint' && node.settings.host === host,
  );
}

function request(sim: Simulation, { input, target: node }: CallState): Answer | null {
  if (node?.settings.type !== 'endpoint') return unreachable(sim, input);
  const { settings } = node;
  const method = text(input.method);
  const body = typeof input.body === 'string' ? input.body : '';
  const answer = answerOf(sim, node, settings, { method, path: addressOf(text(input.url)).path, body });
  // Whoever waits for it waits until its own time is over.
  if (answer === 'silence') return null;
  if (answer === 'reset') return failed('ECONNRESET', `"${settings.host}" lost the connection.`, 0);
  const shown = method === 'HEAD' ? '' : answer.body;
  return succeeded(
    { ...answer, headers: answer.headers.map((pair) => [...pair]), body: shown },
    undefined,
    answer.status,
  );
}

const NUMERIC = /^(\d+\.\d+\.\d+\.\d+|\[.*\])$/;

/** Nobody listens at a numeric address, on the machine itself, or on another port; other hosts have no address at all. */
function unreachable({ world }: Simulation, input: Input): Answer {
  const { host, port } = addressOf(text(input.url));
  const isEndpoint = world.nodes.some(
    (node) => node && !node.removed && node.settings.type === 'endpoint' && node.settings.host === host,
  );
  if (isEndpoint)
    return failed('ECONNREFUSED', `The endpoint "${host}" answers on the ports 80 and 443, not on ${port}.`, 0);
  const why = `The playground has no network: handlers reach only endpoints drawn on the canvas, and "${host}" is not.`;
  const isAddress = NUMERIC.test(host) || host === 'localhost' || host.endsWith('.localhost');
  return failed(isAddress ? 'ECONNREFUSED' : 'ENOTFOUND', why, 0);
}

export const httpCalls: ServiceCalls = {
  target,
  latencyUs: ({ settings }) => (settings.type === 'endpoint' ? Math.round(settings.latencyMs * 1000) : 0),
  commands: {},
  arriving: { Request: request },
};
