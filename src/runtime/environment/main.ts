/**
 * Entry of the script that makes one execution environment each time it is evaluated, in a worker or in a context of
 * Node.js. All its state is inside the evaluation, so that several can be in one realm and take turns.
 */
import { begin, createAgent, forgetRejection, type HostServices, noteRejection, settle } from './agent.ts';

/** An environment as its host drives it; see `agent.ts`. */
export interface Agent {
  begin(text: string): void;
  settle(): string | null;
  noteRejection(reason: unknown, promise: unknown): void;
  forgetRejection(promise: unknown): void;
}

/** Whoever evaluates this script; found in the global scope under the registered symbol `lambdarium`. */
export interface AgentHost {
  readonly services: HostServices;
  /** Evaluates a part of this script; the bundle asks for it when it is first needed. */
  loadPart(name: string): unknown;
  /** Given the agent, of which user code finds nothing. */
  take(agent: Agent): void;
}

export { libraries } from './node/npm/ours.ts';

const HOST = Symbol.for('lambdarium');
const host: AgentHost = Reflect.get(globalThis, HOST);
Reflect.deleteProperty(globalThis, HOST);
createAgent(host.services);
host.take({ begin, settle, noteRejection, forgetRejection });
