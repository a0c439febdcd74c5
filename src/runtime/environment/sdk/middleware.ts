/** The middleware stack of clients and commands: functions that handlers and tracing libraries put around every call. */
import type { Fields } from './service.ts';

export interface MiddlewareArguments {
  input: Fields;
  request?: Fields;
}
export type Next = (args: MiddlewareArguments) => Promise<unknown>;
export type Middleware = (next: Next, context: object) => Next;

interface Options {
  readonly name?: string;
  readonly step?: string;
  readonly priority?: 'high' | 'normal' | 'low';
  readonly override?: boolean;
}

interface Entry extends Options {
  readonly middleware: Middleware;
}

const STEPS = ['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'];
const PRIORITIES = ['high', 'normal', 'low'];

/**
 * As `@smithy/middleware-stack`, for what is added.
 * @simplified The SDK's own middleware is not in it; a place relative to one of them becomes the end of the build step.
 */
export class MiddlewareStack {
  entries: Entry[] = [];

  add(middleware: Middleware, options: Options = {}): void {
    const { name, override } = options;
    if (name !== undefined && this.entries.some((entry) => entry.name === name)) {
      if (!override) throw new Error(`Duplicate middleware name '${name}'`);
      this.remove(name);
    }
    this.entries.push({ ...options, middleware });
  }

  addRelativeTo(middleware: Middleware, options: Options = {}): void {
    this.add(middleware, { ...options, step: 'build', priority: 'low' });
  }

  use(plugin: { applyToStack(stack: MiddlewareStack): void }): void {
    plugin.applyToStack(this);
  }

  remove(which: string | Middleware): boolean {
    const kept = this.entries.filter(({ name, middleware }) => name !== which && middleware !== which);
    const removed = kept.length < this.entries.length;
    this.entries = kept;
    return removed;
  }

  clone(): MiddlewareStack {
    return this.concat(new MiddlewareStack());
  }

  concat(other: MiddlewareStack): MiddlewareStack {
    const both = new MiddlewareStack();
    both.entries = [...this.entries, ...other.entries];
    return both;
  }

  identify(): string[] {
    return this.#ordered().map(({ name, step = 'initialize' }) => `${name ?? 'anonymous'} - ${step}`);
  }

  /** The call with all middleware around it, the first step outermost. */
  resolve(call: Next, context: object): Next {
    return this.#ordered().reduceRight<Next>((next, { middleware }) => middleware(next, context), call);
  }

  #ordered(): Entry[] {
    const place = ({ step = 'initialize', priority = 'normal' }: Entry) =>
      STEPS.indexOf(step) * PRIORITIES.length + PRIORITIES.indexOf(priority);
    return [...this.entries].sort((a, b) => place(a) - place(b));
  }
}
