/** Messages between the kernel side and the sandboxed frame; the frame is ours, but user code runs in its process. */

import type { EnvironmentScript } from './environmentScript.ts';

/** Posted once by the page; the control port is transferred. */
export interface SandboxStart {
  /** What a worker runs. */
  readonly workerScript: string;
  /** What is evaluated in a worker for each environment. */
  readonly environmentScript: EnvironmentScript;
}

/** Posted once by the frame to each worker: where the script of the environment and its parts are. */
export interface WorkerStart {
  readonly core: string;
  readonly parts: Readonly<Record<string, string>>;
}

export type ToSandbox =
  /** Start a worker; the end of its channel is transferred. */
  | { readonly type: 'spawn'; readonly worker: number }
  | { readonly type: 'kill'; readonly worker: number }
  /** To be sent back, as a sign of life. */
  | { readonly type: 'echo'; readonly count: number };

/** First message of a worker on its channel: the environment script has started. */
export const READY = 'ready';

/** A step for one of the environments of a worker; without a text it ends the environment. */
export type ToWorker = readonly [environment: number, text?: string];

/** What a worker posts now and then while a step counts: no native hangs. */
export const COUNTING = 'counting';
/** More of them than a step has ticks for count for nothing: what runs there may say anything. */
export const COUNTING_MAX = 16;

/** What a worker answers when what was done to its realm cannot be undone, so that another environment cannot run in it. */
export const REFUSED = 'refused';
