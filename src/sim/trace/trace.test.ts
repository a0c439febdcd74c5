import { describe, expect, it } from 'vitest';
import { Trace } from './trace.ts';

function sample(): Trace {
  const trace = new Trace();
  const start = trace.append({ timeUs: 0, kind: 'run_started', rule: 'D1', data: { name: 'sample' } });
  const arrival = trace.append({ timeUs: 10, kind: 'arrival', rule: 'INV-1', cause: start, subject: 1, value: 1 });
  const request = trace.append({
    timeUs: 10,
    kind: 'invoke_sync',
    rule: 'INV-1',
    cause: arrival,
    subject: 1,
    value: 2,
  });
  trace.link(request, start);
  trace.append({ timeUs: 30, kind: 'throttled', rule: 'CONC-7', cause: request, subject: 1, value: 1 });
  return trace;
}

describe('trace', () => {
  it('gives back what was appended', () => {
    expect(sample().at(3)).toEqual({
      index: 3,
      timeUs: 30,
      kind: 'throttled',
      rule: 'CONC-7',
      cause: 2,
      subject: 1,
      value: 1,
      data: undefined,
    });
  });

  it('refuses a record earlier than the last one', () => {
    expect(() => sample().append({ timeUs: 29, kind: 'run_ended', rule: 'D1' })).toThrow('Time went back');
  });

  it('finds the last record at or before a time', () => {
    const trace = sample();
    expect([-1, 0, 9, 10, 29, 30, 99].map((t) => trace.indexAt(t))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
  });

  it('is the same after it went through chunks', () => {
    const from = sample();
    const into = new Trace();
    into.appendChunk(structuredClone(from.chunk(0, 2)));
    into.appendChunk(structuredClone(from.chunk(2)));
    for (let i = 0; i < from.length; i++) expect(into.at(i)).toEqual(from.at(i));
    expect(into.links).toEqual(from.links);
  });

  it('takes another future after it was cut, with rules of its own', () => {
    const page = sample();
    const kernel = new Trace();
    kernel.append({ timeUs: 0, kind: 'run_started', rule: 'D1', data: { name: 'sample' } });
    kernel.append({ timeUs: 10, kind: 'arrival', rule: 'INV-1', cause: 0, subject: 1, value: 1 });
    page.truncate(2);
    kernel.append({ timeUs: 11, kind: 'invoke_async', rule: 'ASYNC-1', cause: 1, subject: 1, value: 2 });
    page.appendChunk(kernel.chunk(2));
    expect(page.at(2).rule).toBe('ASYNC-1');
    expect(page.length).toBe(3);
  });

  it('grows beyond its first size', () => {
    const trace = new Trace();
    for (let i = 0; i < 5000; i++) trace.append({ timeUs: i, kind: 'arrival', rule: 'INV-1', subject: i });
    expect(trace.at(4999).subject).toBe(4999);
    expect(trace.at(0).subject).toBe(0);
  });
});
