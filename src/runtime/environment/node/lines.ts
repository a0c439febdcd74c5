/** `node:readline` for streams: lines of what is read. There is no terminal to ask. */
import { EventEmitter } from './events.ts';
import type { Readable } from './stream.ts';

/** The lines of a stream, one after the other. */
export async function* consumeLines(input: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true });
    // A carriage return at the end may be half of a line break.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + held;
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.replace(/\r$/, '');
}

/** What `createInterface` gives: an emitter of `line` and `close` that can be iterated over. */
export class Interface extends EventEmitter {
  readonly #lines: AsyncGenerator<string>;
  #isIterated = false;
  closed = false;
  line = '';
  terminal = false;

  constructor(options: { readonly input: Readable }) {
    super();
    this.#lines = consumeLines(options.input);
    // Whoever iterates does so at once; others listen.
    queueMicrotask(() => void this.#emitLines());
  }
  async #emitLines(): Promise<void> {
    if (this.#isIterated) return;
    try {
      for await (const line of this.#lines) {
        if (this.closed) return;
        this.emit('line', line);
      }
    } catch (error) {
      this.emit('error', error);
      return;
    }
    this.close();
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
  }
  pause(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  setPrompt(): void {}
  prompt(): void {}
  write(): void {}
  question(): never {
    throw new Error('The playground has no terminal: readline can read lines of a stream, but not ask.');
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    this.#isIterated = true;
    yield* this.#lines;
    this.close();
  }
}

export const readline = {
  Interface,
  createInterface: (first: { input: Readable } | Readable) =>
    new Interface('input' in first ? first : { input: first }),
  clearLine: () => true,
  clearScreenDown: () => true,
  cursorTo: () => true,
  moveCursor: () => true,
  promises: { Interface, createInterface: (options: { input: Readable }) => new Interface(options) },
};
