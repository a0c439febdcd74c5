/**
 * The fingerprint of a run: SHA-256 over all records with their payloads and log lines, the same in every engine (D12). Text
 * that a JavaScript engine words itself (messages of native errors, stacks) is left out: it differs between browsers.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '../services/digest.ts';
import type { Trace } from './trace.ts';

/** 64 hexadecimal digits. */
export function traceDigest(trace: Trace): string {
  const hash = sha256.create();
  const columns = new DataView(new ArrayBuffer(COLUMN_BYTES));
  for (let i = 0; i < trace.length; i++) {
    writeColumns(columns, trace, i);
    hash.update(new Uint8Array(columns.buffer));
    const further = trace.links.get(i);
    const data = trace.data.get(i);
    if (further === undefined && data === undefined) continue;
    hash.update(utf8(`${canonical(data)}\n${canonical(further)}\n`));
  }
  hash.update(utf8(canonical(trace.rules)));
  return bytesToHex(hash.digest());
}

const COLUMN_BYTES = 32;

function writeColumns(view: DataView, trace: Trace, i: number): void {
  view.setFloat64(0, trace.time[i] ?? 0, true);
  view.setUint32(8, trace.kind[i] ?? 0, true);
  view.setUint32(12, trace.rule[i] ?? 0, true);
  view.setUint32(16, trace.cause[i] ?? 0, true);
  view.setUint32(20, trace.subject[i] ?? 0, true);
  view.setUint32(24, trace.value[i] ?? 0, true);
  // Tells a record with data from one without, so that no two traces give the same bytes.
  view.setUint32(28, (trace.data.has(i) ? 1 : 0) + (trace.links.has(i) ? 2 : 0), true);
}

/** Always worded by the engine. */
const STACKS: ReadonlySet<string> = new Set(['trace', 'stack']);
/** Worded by the engine, or made of such words, where an object says `engineWorded`. */
const WORDED: ReadonlySet<string> = new Set([
  'text',
  'payload',
  'body',
  'requestPayload',
  'responsePayload',
  'message',
  'output',
  'input',
  'content',
  'size',
  'errorMessage',
  'attributes',
]);

/** Frames of a stack, in a text, in JSON, or in JSON within JSON: no two engines show the same ones. */
const FRAMES = /(?:\n|\\+n|,\\*")\s+at (?:[^\n"\\]|\\+[^n"\\])*(?:\\*")?/g;

/** JSON with keys in order and without engine-worded text. */
export function canonical(value: unknown): string {
  if (typeof value === 'string' && value.includes('  at ')) return JSON.stringify(value.replace(FRAMES, ''));
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const worded = 'engineWorded' in value && value.engineWorded === true;
  const entries = Object.entries(value)
    .filter(([key, v]) => v !== undefined && !STACKS.has(key) && !(worded && WORDED.has(key)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`);
  return `{${entries.join(',')}}`;
}
