/** What people call an environment: its number among those of its function. Inside, environments count over the whole run. */
import { type Lane, logNodes, runLanes } from './readouts.ts';

interface EnvironmentName {
  readonly ordinal: number;
  readonly functionName: string;
}

/** The name of an environment of the present run; null when it is none of them. */
export function environmentName(environment: number): EnvironmentName | null {
  const lane = laneOf(environment);
  if (!lane || lane.ordinal === null) return null;
  const functionName = logNodes().find(({ id }) => id === lane.nodeId)?.name ?? '';
  return { ordinal: lane.ordinal, functionName };
}

let known: { readonly of: readonly Lane[]; readonly lanes: ReadonlyMap<number, Lane> } | null = null;

/** A list of log lines asks for each of its rows. */
function laneOf(environment: number): Lane | undefined {
  const of = runLanes();
  if (known?.of !== of) known = { of, lanes: new Map(of.map((lane) => [lane.environment ?? 0, lane])) };
  return known.lanes.get(environment);
}

/** `environment 2 of hello` */
export function environmentWords(environment: number): string {
  const name = environmentName(environment);
  return name === null ? `environment ${environment}` : `environment ${name.ordinal} of ${name.functionName}`;
}
