/** DOMException, the same in every host. */
import { defineGlobal } from './strip.ts';

const CODES: Readonly<Record<string, number>> = {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

export class DOMException extends Error {
  readonly #name: string;
  readonly #message: string;

  constructor(message = '', options: string | { name?: string; cause?: unknown } = 'Error') {
    super();
    const name = typeof options === 'object' ? (options.name ?? 'Error') : options;
    this.#name = `${name}`;
    this.#message = `${message}`;
    Reflect.deleteProperty(this, 'message');
    if (typeof options === 'object' && 'cause' in options)
      Object.defineProperty(this, 'cause', { value: options.cause, configurable: true, writable: true });
    // The first line was written before the name was known.
    const { stack } = this;
    if (typeof stack === 'string')
      Object.defineProperty(this, 'stack', {
        value: `${this.#name}: ${this.#message}${stack.replace(/^[^\n]*/, '')}`,
        configurable: true,
        writable: true,
      });
  }
  override get name(): string {
    return this.#name;
  }
  override get message(): string {
    return this.#message;
  }
  get code(): number {
    return CODES[this.#name] ?? 0;
  }
  get [Symbol.toStringTag](): string {
    return 'DOMException';
  }
}

export function domException(message: string, name: string): DOMException {
  return new DOMException(message, name);
}

export function installDomException(): void {
  for (const [name, code] of Object.entries(CODES)) {
    const constant = `${name
      .replace(/Error$/, '')
      .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
      .toUpperCase()}_ERR`;
    for (const target of [DOMException, DOMException.prototype])
      Object.defineProperty(target, constant, { value: code, enumerable: true });
  }
  defineGlobal('DOMException', DOMException);
}
