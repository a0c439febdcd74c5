/** Real time, real chance, and memory that threads share: what would make two runs differ or measure the machine. */
import type { Engine, Probe } from '../probes.ts';

const leak = (name: string, code: string, only?: readonly Engine[]): Probe => ({
  name: `clock-${name}`,
  sink: 'leak',
  control: 'worker',
  code,
  ...(only ? { only } : {}),
});

/** Whether a moment is of this machine and not of the run, which begins on 2026-01-05 at 09:00. */
const isReal = (ms: string) => `return Math.abs(Number(${ms}) - Date.UTC(2026, 0, 5, 9)) > 86_400_000`;
/** Whether equal pieces of work take unequal times by a clock. */
const varies = (clock: string) =>
  `const spin = () => { const from = ${clock}; for (let i = 0; i < 200_000; i++); return Math.round((${clock} - from) * 100); };
  const all = []; for (let i = 0; i < 40; i++) all.push(spin()); return Math.max(...all) - Math.min(...all) > 1`;

export const clockProbes: readonly Probe[] = [
  leak('date-now', isReal('Date.now()')),
  leak('new-date', isReal('new Date()')),
  leak('date-text', isReal('Date.parse(Date())')),
  leak('date-of-prototype', isReal('new Date.prototype.constructor()')),
  leak('date-by-reflect', isReal('Reflect.construct(Date, [])')),
  leak('date-subclass', isReal('new (class extends Date {})()')),
  leak('date-of-clone', isReal('new (structuredClone(new Date(0)).constructor)()')),
  leak(
    'intl',
    isReal("Date.parse(new Intl.DateTimeFormat('en-US', { dateStyle: 'short', timeZone: 'UTC' }).format())"),
  ),
  leak(
    'intl-parts',
    isReal(
      "((p) => Date.UTC(p.year, p.month - 1, p.day, 9))(Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).formatToParts().map((p) => [p.type, p.value])))",
    ),
  ),
  leak('temporal', isReal('Temporal.Now.instant().epochMilliseconds')),
  leak('to-temporal', 'return typeof new Date(0).toTemporalInstant().constructor'),
  leak('time-origin', isReal('performance.timeOrigin')),
  leak('file', isReal("new File([], 'x').lastModified")),
  leak('performance', varies('performance.now()')),
  leak('event', varies("new Event('x').timeStamp")),
  leak('mark', varies("performance.mark('x').startTime")),
  leak('animation-frame', 'return isNative(requestAnimationFrame)'),
  leak('idle-period', 'return isNative(scheduler.postTask)'),
  leak('atomics', 'return isNative(Atomics.wait)'),
  leak('shared-memory', 'return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.byteLength'),
  leak('shared-buffer-of-memory', 'return typeof new WebAssembly.Memory({ initial: 1 }).buffer'),
  leak('wait-async', "return typeof Atomics.waitAsync === 'function'"),
  { ...leak('memory', 'return performance.memory.usedJSHeapSize', ['chromium']), control: 'document' },
  leak('weak-ref', 'return isNative(WeakRef)'),
  leak('finalization', 'return isNative(FinalizationRegistry)'),
  leak('random', 'return isNative(Math.random)'),
  leak('random-bytes', 'return isNative(crypto.getRandomValues)'),
  leak('random-uuid', 'return isNative(crypto.randomUUID)'),
  leak('native-blob', "return (await new Blob(['x']).arrayBuffer()).byteLength === 1 && isNative(Blob)"),
];
