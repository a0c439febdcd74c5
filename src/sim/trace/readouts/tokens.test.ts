import { describe, expect, it } from 'vitest';
import { run } from '../../testing/run.ts';
import { sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { type Flight, FlightReader } from './tokens.ts';

const sample = sampleRun();
const { trace } = sample.kernel;

function flights(r: ReturnType<typeof run>, fromS = -1, toS = 1e6): readonly Flight[] {
  const reader = new FlightReader(r.kernel.trace, r.scenario);
  reader.extend();
  const t = r.kernel.trace;
  return reader.leaving(t.indexAt(fromS * 1e6), t.indexAt(toS * 1e6));
}

/** `n1>n9 request ×3` */
const text = ({ from, to, kind, count }: Flight) => `${from}>${to} ${kind}${count > 1 ? ` ×${count}` : ''}`;

describe('flights', () => {
  it('a synchronous request flies there, its answer back along the same wire', () => {
    const list = flights(sample, 0, 2.1);
    expect(list.map(text)).toEqual([
      'n1>n9 request ×3',
      'n9>n1 throttle',
      'n9>n1 response ×2',
      'n2>n9 request',
      'n9>n2 response',
    ]);
    expect(list.map((f) => [f.wireId, f.backwards])).toEqual([
      ['w1', false],
      ['w1', true],
      ['w1', true],
      ['w2', false],
      ['w2', true],
    ]);
  });

  it('a function error flies back as an error, a timeout too', () => {
    expect(flights(sample, 5.9, 8.9).map(text)).toEqual([
      'n15>n14 request',
      'n14>n15 error',
      'n17>n16 request',
      'n15>n14 request',
      'n14>n15 error',
      'n16>n17 error',
    ]);
  });

  it('a notification leaves with the upload and arrives with the event', () => {
    const [upload] = flights(sample, 2.9, 3.1);
    expect(upload).toMatchObject({ from: 'n4', to: 'n11', wireId: 'w4', startUs: 3_000_000 });
    expect(upload?.endUs).toBeGreaterThan(3_200_000);
    expect(trace.at(upload?.startIndex ?? 0).kind).toBe('object_put');
    expect(trace.at(upload?.recordIndex ?? 0).kind).toBe('invoke_async');
  });

  it('calls of a handler fly to the service and back, with or without a wire', () => {
    const list = flights(sample, 5.11, 5.22).filter((f) => f.from === 'n11' || f.to === 'n11');
    expect(list.map(text)).toEqual([
      'n11>n4 request',
      'n4>n11 response',
      'n11>n8 message',
      'n8>n11 response',
      'n11>n9 request',
      'n9>n11 response',
      'n11>n13 record',
    ]);
    expect(list.map((f) => f.wireId)).toEqual(['w11', 'w11', null, null, 'w14', 'w14', 'w10']);
  });

  it('a batch counts its messages; a spent message flies to the dead-letter queue of its queue', () => {
    expect(flights(sample, 4.9, 5).map(text)).toEqual(['n6>n12 message ×3']);
    expect(flights(sample, 64.9, 65).map(text)).toEqual(['n6>n7 message']);
  });

  it('a record and a dead letter fly along their own wires, even to the same queue', () => {
    expect(flights(sample, 184, 184.5).map((f) => [text(f), f.wireId])).toEqual([
      ['n10>n8 record', 'w8'],
      ['n10>n8 record', 'w9'],
    ]);
  });

  it('the test button makes none: nothing on the canvas sent it', () => {
    expect(flights(sample, 8.9, 9.5)).toEqual([]);
  });

  it('a crowd is one flight with a count', () => {
    const r = run(
      scenario()
        .client('many', { traffic: { kind: 'burst', count: 500 } })
        .modelled('work', 10)
        .wire('sync', 'many', 'work'),
    ).until(10);
    expect(flights(r).map(text)).toEqual(['n1>n2 request ×500', 'n2>n1 response ×500']);
  });

  it('a throttled batch bounces back to its queue', () => {
    const r = run(
      scenario()
        .queue('q', { traffic: { kind: 'burst', count: 1 } })
        .modelled('work', 10, { reservedConcurrency: 0 })
        .wire('mapping', 'q', 'work'),
    ).until(0.5);
    expect(flights(r).map((f) => [text(f), f.wireId, f.backwards])).toEqual([
      ['n1>n2 message', 'w1', false],
      ['n2>n1 throttle', 'w1', true],
    ]);
  });
});
