/** The summary of a run as text for a terminal: a block for each node. */
import type { FunctionSummary, NodeSummary, Percentiles, Summary } from '../../src/sim/trace/readouts/summary.ts';

export function summaryText({ nodes, totals, metrics, records, timeS }: Summary): string {
  const blocks = Object.values(nodes).flatMap((node) => {
    const { type, name } = node;
    return [
      `${type} ${name}`,
      ...(node.type === 'function' ? functionLines(node) : otherLines(node)).map((line) => `  ${line}`),
    ];
  });
  const reported = Object.entries(metrics).map(
    ([name, { unit, count, sum, min, max }]) =>
      `metric ${name}: ${count} samples, sum ${figure(sum)} ${unit}, ${figure(min)}–${figure(max)}`,
  );
  const all = `total: invocations ${totals.invocations}, cold ${totals.cold}, errors ${totals.errors}, throttles ${totals.throttles}, peak concurrency ${totals.peakConcurrency}, cost ${dollars(totals.costUsd)}`;
  return [...blocks, ...reported, all, `${records} records up to ${figure(timeS)} s`].join('\n');
}

function functionLines(fn: FunctionSummary): string[] {
  const throttled = Object.entries(fn.throttlesByReason).map(([reason, count]) => `${count} ${reason}`);
  return [
    `invocations ${fn.invocations}: cold ${fn.cold}, warm ${fn.warm}, errors ${fn.errors} (timeouts ${fn.timeouts})`,
    `throttles ${fn.throttles}${throttled.length > 0 ? `: ${throttled.join(', ')}` : ''}`,
    `retries ${fn.retries}, dead-lettered ${fn.deadLettered}, sent to destinations ${fn.destinations}, still waiting ${fn.waiting}`,
    `environments ${fn.environments}, concurrency peak ${fn.peakConcurrency}, mean ${figure(fn.meanConcurrency)}`,
    `duration ${spread(fn.durationMs)}`,
    `init ${spread(fn.initMs)}`,
    `cost ${dollars(fn.costUsd)}`,
    ...(fn.stoppedByPlayground > 0 ? [`stopped by the playground ${fn.stoppedByPlayground}`] : []),
  ];
}

/** Every count by its name, and the latency of what is answered. */
function otherLines(node: NodeSummary): string[] {
  const counts = Object.entries(node).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const lines = [counts.map(([name, count]) => `${words(name)} ${count}`).join(', ')];
  return 'latencyMs' in node && node.latencyMs.count > 0 ? [...lines, `latency ${spread(node.latencyMs)}`] : lines;
}

function spread({ count, mean, p50, p90, p95, p99, max }: Percentiles): string {
  if (count === 0) return 'none';
  const figures = Object.entries({ mean, p50, p90, p95, p99, max }).map(([name, ms]) => `${name} ${figure(ms)}`);
  return `ms ${figures.join(', ')} (of ${count})`;
}

/** `deadLettered` as `dead lettered`. */
const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const figure = (value: number) => String(Number(value.toPrecision(6)));
const dollars = (usd: number) => `$${usd.toPrecision(6)}`;
