/** DynamoDB as handlers call it. */
import type { Simulation } from '../../simulation.ts';
import type { Database } from '../dynamodb/operations/database.ts';
import { OPERATION_NAMES, runOperation } from '../dynamodb/runOperation.ts';
import type { Table } from '../dynamodb/table.ts';
import { noteChange } from '../tables.ts';
import { type NodeState, nodeNamed } from '../world.ts';
import { type Answer, failed, type Input, isObject, lastPart, objects, succeeded, text } from './answer.ts';
import type { CallState, Perform, ServiceCalls } from './service.ts';

export const dynamodbCalls: ServiceCalls = {
  target: (sim, input) => tableNode(sim, tableName(input)),
  commands: Object.fromEntries(OPERATION_NAMES.map((name): [string, Perform] => [name, perform])),
};

/** The first table that a request names. */
function tableName(input: Input): string {
  if (input.TableName !== undefined) return text(input.TableName);
  if (isObject(input.RequestItems)) return Object.keys(input.RequestItems)[0] ?? '';
  const [action] = objects(input.TransactItems).flatMap((one) => Object.values(one).filter(isObject));
  return text(action?.TableName);
}

/** Tables are named by their name or ARN. */
function tableNode(sim: Simulation, name: string): NodeState | undefined {
  return nodeNamed(sim.world, 'table', lastPart(name, '/'));
}

function perform(sim: Simulation, call: CallState): Answer {
  const result = runOperation(call.command, call.input, databaseFor(sim));
  if (!result.ok) return refusal(result.error);
  const records = result.changes.flatMap((change) => {
    const node = nodeOf(sim, change.table);
    return (node && noteChange(sim, node, change, call.record)) ?? [];
  });
  return succeeded(result.output, records.at(-1));
}

function refusal({ name, message, details }: { name: string; message: string; details: Input }): Answer {
  return failed(name, message, 400, Object.keys(details).length > 0 ? details : undefined);
}

/** The tables as they are now. Tokens of transactions belong to the account, which has one user here. */
function databaseFor(sim: Simulation): Database {
  const { world } = sim;
  return {
    table: (name) => world.tables[tableNode(sim, name)?.number ?? 0],
    tables: () =>
      world.tables
        .filter(isTable)
        .filter((table) => nodeOf(sim, table))
        .sort(byName),
    nowUs: sim.nowUs,
    epochMs: sim.epochMs,
    tokens: world.transactionTokens,
  };
}

const isTable = (table: Table | undefined): table is Table => table !== undefined;

function byName(a: Table, b: Table): number {
  return a.definition.name < b.definition.name ? -1 : 1;
}

/** The node of a table that is on the canvas. */
function nodeOf(sim: Simulation, table: Table): NodeState | undefined {
  const node = sim.world.nodes[sim.world.tables.indexOf(table)];
  return node?.removed ? undefined : node;
}
