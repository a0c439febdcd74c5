import type { Lane as ReadLane, Segment } from '../../app/readouts.ts';
import type { RefusalLane } from '../../app/refusals.ts';
import type { Bar, BarState, Lane } from './timelineModel.ts';

/** Rows of events that wait at the same time; more of them are only counted. */
const ROWS_MAX = 6;

/**
 * Lanes as they are drawn: grouped by function in the given order, environments first, then what waits, polls and was refused.
 */
export function drawnLanes(
  lanes: readonly ReadLane[],
  refused: readonly RefusalLane[],
  order: readonly string[],
): readonly Lane[] {
  const present = new Set([...lanes, ...refused].map(({ nodeId }) => nodeId));
  const functions = [...order.filter((id) => present.has(id)), ...[...present].filter((id) => !order.includes(id))];
  const isAlone = functions.length === 1;
  return functions.flatMap((nodeId) => {
    const own = lanes.filter((lane) => lane.nodeId === nodeId);
    return [
      ...own.filter(({ kind }) => kind === 'environment').map((lane) => environmentLane(lane, isAlone)),
      ...own.filter(({ kind }) => kind === 'queue').flatMap(queueLanes),
      ...own.filter(({ kind }) => kind === 'mapping').map(pollerLane),
      ...refused.filter((lane) => lane.nodeId === nodeId).map(refusalLane),
    ];
  });
}

const drawn = new WeakMap<ReadLane, Lane>();

function environmentLane(lane: ReadLane, isAlone: boolean): Lane {
  const label = isAlone ? `env ${lane.ordinal}` : lane.title;
  const known = drawn.get(lane);
  if (known?.label === label) return known;
  const made: Lane = {
    id: lane.id,
    label,
    group: isAlone ? lane.title.replace(/ \d+$/, '') : '',
    kind: 'environment',
    nodeId: lane.nodeId,
    environment: lane.environment,
    bars: lane.segments.map(barOf),
  };
  drawn.set(lane, made);
  return made;
}

function queueLanes(lane: ReadLane): readonly Lane[] {
  const rows = Math.min(lane.rows, ROWS_MAX);
  return Array.from({ length: rows }, (_, row) => ({
    id: `${lane.id}:${row}`,
    label:
      row === 0 ? lane.title : row === ROWS_MAX - 1 && lane.rows > ROWS_MAX ? `+ ${lane.rows - row} more rows` : '',
    group: '',
    kind: 'queue' as const,
    nodeId: lane.nodeId,
    environment: null,
    bars: lane.segments.filter((segment) => segment.row === row).map(barOf),
  }));
}

function pollerLane(lane: ReadLane): Lane {
  return {
    id: lane.id,
    label: lane.title,
    group: '',
    kind: 'poller',
    nodeId: lane.nodeId,
    environment: null,
    bars: lane.segments.map(barOf),
  };
}

function refusalLane(lane: RefusalLane): Lane {
  return {
    id: `refused:${lane.nodeId}`,
    label: `${lane.name} refused`,
    group: '',
    kind: 'source',
    nodeId: lane.nodeId,
    environment: null,
    bars: lane.refusals.map(({ timeUs, count, recordIndex, invocation }) => ({
      startUs: timeUs,
      endUs: timeUs,
      state: 'throttled',
      labels: count === 1 ? ['429'] : [`429 × ${count}`, '429'],
      recordIndex,
      invocation,
      isFailed: false,
    })),
  };
}

const STATES: Readonly<Record<Segment['kind'], BarState>> = {
  create: 'creating',
  init: 'init',
  invoke: 'busy',
  idle: 'idle',
  failed: 'failed',
  wait: 'waiting',
  poll: 'batch',
};

function barOf(segment: Segment): Bar {
  const { kind, startUs, endUs, recordIndex, invocation, outcome } = segment;
  return {
    startUs,
    endUs: endUs ?? Number.POSITIVE_INFINITY,
    state: STATES[kind],
    labels: labelsOf(segment),
    // A bar that ended badly is best explained from its end.
    recordIndex: isFailure(outcome) && segment.endRecordIndex !== null ? segment.endRecordIndex : recordIndex,
    invocation,
    isFailed: isFailure(outcome),
  };
}

const isFailure = (outcome: Segment['outcome']): boolean => outcome !== null && outcome !== 'success';

function labelsOf({ kind, label, suppressed, invocation }: Segment): readonly string[] {
  switch (kind) {
    case 'create':
      return ['starting'];
    case 'init':
      return suppressed ? ['init again', 'init'] : ['init'];
    case 'wait':
      return [`#${invocation} waits for ${label}`, `#${invocation} waits`, `#${invocation}`];
    case 'poll':
      return [`${label} ${label === '1' ? 'poller' : 'pollers'}`, label];
    case 'invoke':
      return [label, `#${invocation}`];
    default:
      return [];
  }
}
