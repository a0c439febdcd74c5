/** Runs functions through the kernel, all at the same moment, and tells what became of each: what Lambda would say of it. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { Session } from '../../src/engine/session.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import type { Input } from '../../src/sim/kernel.ts';
import type { InvokeEnded } from '../../src/sim/trace/records.ts';

export interface Outcomes {
  /** For each handler in turn: its answer as JSON text, or the type and the message of its error. */
  readonly first: readonly string[];
  /** The same for those that got a second request 60 s later. */
  readonly second: readonly string[];
  /** What the page could draw meanwhile. */
  readonly frames: number;
  readonly realMs: number;
}

const FIRST_US = 1_000_000;
const SECOND_US = 61_000_000;
const UNTIL_US = 90_000_000;
/** Of all handlers, so that all are loaded in the same time and called at the same moment. */
const CHARACTERS = 600;

/** `bodies` are those of asynchronous handlers; `again` are the places of those that are called once more later. */
export async function outcomesOf(
  host: EnvironmentHost,
  bodies: readonly string[],
  memoryMb: number,
  again: readonly number[],
): Promise<Outcomes> {
  const scenario = scenarioOf(bodies, memoryMb);
  const invoke = (timeUs: number, place: number): Input => ({
    type: 'invoke',
    timeUs,
    nodeId: `n${place + 1}`,
    mode: 'sync',
  });
  const inputs = [...bodies.map((_, i) => invoke(FIRST_US, i)), ...again.map((i) => invoke(SECOND_US, i))];
  const session = new Session(scenario, inputs, {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
  });
  const frames = countFrames();
  await session.advance(UNTIL_US);
  const drawn = frames.stop();
  session.end();
  const records = Array.from({ length: session.trace.length }, (_, i) => session.trace.at(i));
  const all = records
    .filter(({ kind }) => kind === 'invoke_sync')
    .map(({ subject }) => {
      const ended = records.find((one) => one.kind === 'invoke_ended' && one.subject === subject);
      // The data of a record of this kind.
      return ended ? wordsOf(ended.data as InvokeEnded) : 'has no end';
    });
  return { first: all.slice(0, bodies.length), second: all.slice(bodies.length), ...drawn };
}

function wordsOf({ payload, error }: InvokeEnded): string {
  return error ? `${error.errorType}: ${error.errorMessage}` : String(payload);
}

function scenarioOf(bodies: readonly string[], memoryMb: number): Scenario {
  return Scenario.parse({
    version: 1,
    durationS: UNTIL_US / 1e6,
    model: { coldStart: { kind: 'fixed' } },
    nodes: bodies.map((body, i) => ({
      id: `n${i + 1}`,
      type: 'function',
      name: `f${i + 1}`,
      position: { x: 0, y: 0 },
      timeoutS: 3,
      memoryMb,
      handler: { kind: 'code', files: [{ path: 'index.mjs', text: sourceOf(body) }] },
    })),
  });
}

function sourceOf(body: string): string {
  const text = `export const handler = async () => { ${body} };\n//`;
  if (text.length > CHARACTERS) throw new Error(`A handler has more than ${CHARACTERS} characters: ${body}`);
  return text.padEnd(CHARACTERS, '-');
}

function countFrames(): { stop(): { readonly frames: number; readonly realMs: number } } {
  if (typeof requestAnimationFrame !== 'function') return { stop: () => ({ frames: 0, realMs: 0 }) };
  const startMs = performance.now();
  let frames = 0;
  let isCounting = true;
  const count = () => {
    frames += 1;
    if (isCounting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  return {
    stop() {
      isCounting = false;
      return { frames, realMs: performance.now() - startMs };
    },
  };
}
