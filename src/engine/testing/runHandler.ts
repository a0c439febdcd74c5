/** Runs a handler for real, once, among other nodes: for tests of what its code can call. */
import { Scenario, type ScenarioInput } from '../../scenario/schema.ts';
import type { TraceRecord } from '../../sim/trace/records.ts';
import type { Trace } from '../../sim/trace/trace.ts';
import { runHeadless } from '../headless.ts';

type NodeInput = NonNullable<ScenarioInput['nodes']>[number];
type NodeSettings = Omit<NodeInput, 'id' | 'position'> & Record<string, unknown>;

export interface HandlerRun {
  /** What the handler returned, or `{ errorType, errorMessage }`. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the handler of the test gives back
  readonly result: any;
  /** Messages of its console, without time, request id and level. */
  readonly logs: readonly string[];
  readonly records: readonly TraceRecord[];
  readonly trace: Trace;
  ofKind(kind: string): TraceRecord[];
}

/**
 * `code` is the file index.mjs; the function is called `f`, has 60 s and 1,769 MB, and gets `event` at the time 0. `nodes` stand
 * beside it, the first as n2; `function` are settings of it; `further` settings of the scenario, such as wires.
 */
export async function runHandler(
  code: string,
  {
    nodes = [],
    event = {},
    function: settings = {},
    ...further
  }: { nodes?: readonly NodeSettings[]; event?: unknown; function?: object } & Partial<
    Omit<ScenarioInput, 'nodes'>
  > = {},
): Promise<HandlerRun> {
  const position = { x: 0, y: 0 };
  const handler = { kind: 'code', files: [{ path: 'index.mjs', text: code }] };
  const fn = { id: 'n1', type: 'function', name: 'f', position, timeoutS: 60, memoryMb: 1769, ...settings, handler };
  const others = nodes.map((node, i) => ({ id: `n${i + 2}`, position, ...node }));
  const scenario = Scenario.parse({ version: 1, durationS: 120, ...further, nodes: [fn, ...others] });
  const inputs = [{ type: 'invoke', timeUs: 0, nodeId: 'n1', mode: 'sync', payload: JSON.stringify(event) }] as const;
  const { trace } = await runHeadless(scenario, { inputs: [...inputs] });
  const records = Array.from({ length: trace.length }, (_, i) => trace.at(i));
  const ofKind = (kind: string) => records.filter((record) => record.kind === kind);
  const ended = ofKind('invoke_ended').find(({ subject }) => subject === 1)?.data;
  const { errorType, errorMessage } = ended?.error ?? {};
  return {
    result: ended?.error
      ? { errorType, errorMessage }
      : ended?.payload === undefined
        ? undefined
        : JSON.parse(ended.payload),
    logs: ofKind('log').map(({ data }) => String(data.text).split('\t').slice(3).join('\t')),
    records,
    trace,
    ofKind,
  };
}
