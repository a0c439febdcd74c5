/**
 * The environment in a context of Node.js: the host sets `input` and evaluates a script that calls `enter`. Only text
 * crosses. This is not a sandbox.
 */
import { begin, createAgent, forgetRejection, noteRejection, settle } from './agent.ts';
import type { registerFile } from './modules/compiledFiles.ts';

/** What the host puts into the context before this script runs, under the registered symbol `lambdarium`. */
export interface ContextHost {
  readonly kind: 'context';
  /** Evaluates a script in the context. */
  evaluate(code: string, fileName: string): void;
  checkSyntax(text: string): string | undefined;
}

/** What the host finds there afterwards. */
export interface ContextAgent {
  /** A step to start, or null to go on with the present one. */
  input: string | null;
  /** Reasons and promises of unhandled rejections since the last entry. */
  rejections: { reason: unknown; promise: unknown }[];
  /** Promises of rejections that were handled late. */
  handled: unknown[];
  /** The answer, or null when the host is to enter once more. */
  output: string | null;
  enter(): void;
}

export function startContextAgent(host: ContextHost): ContextAgent {
  createAgent({
    checkSyntax: (text) => host.checkSyntax(text),
    loadScript(code, path, register: typeof registerFile) {
      Reflect.set(globalThis, '__$reg', register);
      try {
        host.evaluate(code, path);
      } finally {
        Reflect.deleteProperty(globalThis, '__$reg');
      }
    },
  });
  const agent: ContextAgent = {
    input: null,
    rejections: [],
    handled: [],
    output: null,
    enter() {
      const { input } = agent;
      agent.input = null;
      agent.output = null;
      if (input !== null) {
        begin(input);
        return;
      }
      for (const { reason, promise } of agent.rejections) noteRejection(reason, promise);
      agent.rejections = [];
      for (const promise of agent.handled) forgetRejection(promise);
      agent.handled = [];
      agent.output = settle();
    },
  };
  return agent;
}
