/** Messages between the kernel side and the sandboxed frame; the frame is ours, but user code runs in its process. */

/** With its script, posted once by the page; the control port is transferred. */
export interface SandboxStart {
  readonly script: string;
}

export type ToSandbox =
  /** Start a worker; the end of its channel is transferred. */
  | { readonly type: 'spawn'; readonly worker: number }
  | { readonly type: 'kill'; readonly worker: number }
  /** To be sent back, as a sign of life. */
  | { readonly type: 'echo'; readonly count: number };

/** First message of a worker on its channel: the environment script has started. */
export const READY = 'ready';
