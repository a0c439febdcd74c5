/**
 * Entry of the script that makes one execution environment each time it is evaluated, in a worker or in a context of
 * Node.js. All its state is inside the evaluation, so that several can be in one realm and take turns.
 */
import { begin, createAgent, forgetRejection, type HostServices, noteRejection, settle } from './agent.ts';
import { type ContextHost, startContextAgent } from './contextAdaptor.ts';

/** An environment as its host drives it; see `agent.ts`. */
export interface Agent {
  begin(text: string): void;
  settle(): string | null;
  noteRejection(reason: unknown, promise: unknown): void;
  forgetRejection(promise: unknown): void;
}

export type AgentServices = HostServices;

/** A worker, which finds the agent no more in the global scope than user code does. */
export interface AgentHost {
  readonly kind: 'worker';
  readonly services: AgentServices;
  take(agent: Agent): void;
}

const HOST = Symbol.for('lambdarium');
const host: AgentHost | ContextHost = Reflect.get(globalThis, HOST);
Reflect.deleteProperty(globalThis, HOST);

if (host.kind === 'worker') {
  createAgent(host.services);
  host.take({ begin, settle, noteRejection, forgetRejection });
} else {
  Object.defineProperty(globalThis, HOST, { value: startContextAgent(host), enumerable: false });
}
