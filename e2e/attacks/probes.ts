/**
 * Attacks on the sandbox, as data. Each is the body of an async function that sees `sink` (where it tries to call out),
 * `roundTrip()` (lets the runtime answer a step and take another) and, when it looks for a leak instead, gives what it got hold of:
 * anything truthy is a leak.
 */
import { channelProbes } from './probes/channels.ts';
import { clockProbes } from './probes/clocks.ts';
import { codeProbes } from './probes/code.ts';
import { documentProbes } from './probes/documents.ts';
import { internalsProbes } from './probes/internals.ts';
import { networkProbes } from './probes/network.ts';
import { nodeProbes } from './probes/node.ts';

/** Where an attack tries to get to: a server that counts, or something it should not hold. */
export type SinkKind = 'http' | 'websocket' | 'udp' | 'leak';

export type Engine = 'chromium' | 'firefox';

export interface Probe {
  /** Also the path at which the sink counts it: lower case, digits and dashes. */
  readonly name: string;
  readonly sink: SinkKind;
  /**
   * Where it must succeed when nothing is defended, so that a defence that does nothing is noticed: in a plain worker, in a plain
   * document, or in Node.js. Everywhere it is tried in the sandbox.
   */
  readonly control: 'worker' | 'document' | 'node';
  /** The engines whose control can succeed; the others lack what it uses. */
  readonly only?: readonly Engine[];
  readonly code: string;
}

/** What a probe finds as `sink`. */
export interface Sink {
  /** On the origin of the page. */
  readonly http: string;
  /** The same server under another origin. */
  readonly other: string;
  readonly websocket: string;
  readonly udpPort: number;
}

export const PROBES: readonly Probe[] = [
  ...networkProbes,
  ...codeProbes,
  ...documentProbes,
  ...nodeProbes,
  ...channelProbes,
  ...clockProbes,
  ...internalsProbes,
];
