/** What services answer to calls of handlers, and how they read what was sent. */
import type { JsonValue, ServiceReplyData } from '../../steps.ts';

export type Input = { readonly [key: string]: JsonValue };

export interface Answer {
  readonly status: number;
  readonly reply: ServiceReplyData;
  /** The rule of Lambda that an Invoke call was refused by. */
  readonly rule?: string;
  /** What followed from the call and led to the answer. */
  readonly cause?: number;
  readonly engineWorded?: boolean;
  /** The invocation that it is the answer to. */
  readonly invocation?: number;
}

export function succeeded(output: Input, cause?: number, status = 200): Answer {
  const reply = { ok: true as const, output, ...(status === 200 ? {} : { status }) };
  return { status, reply, ...(cause === undefined ? {} : { cause }) };
}

/** An error of the service; `members` are what it says beside name and message. */
export function failed(name: string, message: string, httpStatusCode: number, members?: Input): Answer {
  const fault = httpStatusCode < 500 ? ('client' as const) : ('server' as const);
  const error = { name, message, httpStatusCode, fault, ...(members ? { members } : {}) };
  return { status: httpStatusCode, reply: { ok: false, error } };
}

/** An error of Lambda itself, by the rule behind it. */
export function refused(rule: string, ...error: Parameters<typeof failed>): Answer {
  return { ...failed(...error), rule };
}

export function isObject(value: JsonValue | undefined): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a handler sends is its own; anything that is not a text counts as its JSON. */
export function text(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The elements of a list that are objects; nothing when it is no list. */
export function objects(value: JsonValue | undefined): readonly Input[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function lastPart(value: string, separator: string): string {
  return value.slice(value.lastIndexOf(separator) + 1);
}
