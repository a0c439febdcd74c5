/** What processes take of the machine, as Linux tells. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

export interface Usage {
  /** Processor time of all of them since the mark, seconds. */
  readonly processorS: number;
  /** For so long their threads were ready to run and had no processor, all together, seconds: on a quiet machine next to nothing. */
  readonly waitedS: number;
  /** Most resident memory that they had more than at the start, MB; what processes share counts once for each. */
  readonly mbMore: number;
  /** Processes of the machine that wanted to run over the last minute. */
  readonly load: number;
}

export interface Meter {
  mark(): void;
  read(): Usage;
  end(): void;
}

/** Looks so often for the most memory, ms. */
const LOOK_MS = 250;

/** Of the processes given, or else of all that this one started; 0 where there is no /proc. */
export function startMeter(pids?: readonly number[]): Meter {
  const present = () => pids ?? descendants(process.pid);
  const look = () => present().map(readProcess);
  const usageNow = () => ({ processorS: sumOf(look(), 'processorS'), waits: waits(present()) });
  const start = sumOf(look(), 'mb');
  let most = start;
  let marked = usageNow();
  const watch = setInterval(() => {
    most = Math.max(most, sumOf(look(), 'mb'));
  }, LOOK_MS);
  return {
    mark() {
      marked = usageNow();
    },
    read() {
      const now = usageNow();
      return {
        processorS: now.processorS - marked.processorS,
        waitedS: [...now.waits].reduce((sum, [thread, s]) => sum + s - (marked.waits.get(thread) ?? 0), 0),
        mbMore: Math.max(most, sumOf(look(), 'mb')) - start,
        load: loadavg()[0] ?? 0,
      };
    },
    end: () => clearInterval(watch),
  };
}

interface Process {
  readonly parent: number;
  readonly processorS: number;
  readonly mb: number;
}

const sumOf = (processes: readonly Process[], key: 'processorS' | 'mb') =>
  processes.reduce((sum, process) => sum + process[key], 0);

function descendants(root: number): number[] {
  const parents = new Map(numbersIn('/proc').map((pid) => [pid, readProcess(pid).parent]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0;
    return parent === root || (parent > 0 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Nothing for a process that is gone. */
function readProcess(pid: number): Process {
  try {
    // Fields after the name, which may hold anything but ends with the last parenthesis: proc(5).
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const ticks = (fields[11] ?? 0) + (fields[12] ?? 0);
    return { parent, processorS: ticks / TICKS_PER_S, mb: ((fields[21] ?? 0) * PAGE_BYTES) / 2 ** 20 };
  } catch {
    return { parent: 0, processorS: 0, mb: 0 };
  }
}

/** By thread: ended ones say nothing any more. */
function waits(pids: readonly number[]): Map<string, number> {
  const threads = pids.flatMap((pid) => numbersIn(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`));
  return new Map(threads.map((thread) => [thread, waitedS(thread)]));
}

function waitedS(thread: string): number {
  try {
    // Time on a processor, time ready without one, times that it was given one: schedstats of the kernel.
    return Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[1]) / 1e9;
  } catch {
    return 0;
  }
}

const TICKS_PER_S = configured('CLK_TCK', 100);
const PAGE_BYTES = configured('PAGE_SIZE', 4096);

function configured(name: string, usual: number): number {
  try {
    return Number(execFileSync('getconf', [name], { encoding: 'utf8' }));
  } catch {
    return usual;
  }
}
