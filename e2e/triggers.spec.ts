import type { NodeType } from '../src/scenario/schema.ts';
import { code, expect, test } from './playground.ts';

const HANDLER = `
const sourceOf = (event) => event.Records?.[0].eventSource ?? event.Records?.[0].EventSource
  ?? (event.requestContext ? 'api' : event['detail-type'] ?? Object.keys(event).join());
export const handler = async (event) => {
  console.log('got', sourceOf(event));
  return 'done';
};
`;

/** Each trigger, the button that makes it send, and what the handler recognises it by. */
const TRIGGERS: readonly (readonly [type: NodeType, button: string, source: string])[] = [
  ['client', 'Invoke', 'hello'],
  ['api', 'Send one request', 'api'],
  ['schedule', 'Fire once now', 'Scheduled Event'],
  ['bucket', 'Upload one object', 'aws:s3'],
  ['topic', 'Publish one message', 'aws:sns'],
  ['queue', 'Send one message', 'aws:sqs'],
];
const WIRES = {
  client: 'sync',
  api: 'sync',
  schedule: 'async',
  bucket: 'async',
  topic: 'async',
  queue: 'mapping',
} as const;

/** All six triggers wired to one function; another client sends traffic all the while. */
const SCENARIO = {
  version: 1 as const,
  name: 'Six ways in',
  durationS: 120,
  model: { coldStart: { kind: 'fixed' as const, createMs: 100, runtimeInitMs: 50 } },
  nodes: [
    { id: 'n1', type: 'function', name: 'work', position: { x: 420, y: 200 }, handler: code(HANDLER) },
    ...TRIGGERS.map(([type], i) => ({
      id: `n${i + 2}`,
      type,
      name: `the-${type}`,
      position: { x: 0, y: 110 * i },
      ...(type === 'client' ? { payload: '{"hello":1}' } : {}),
      ...(type === 'schedule' ? { enabled: false } : {}),
    })),
    {
      id: 'n8',
      type: 'client',
      name: 'crowd',
      position: { x: 420, y: 500 },
      payload: '{"crowd":1}',
      traffic: { kind: 'every', everyMs: 4000 },
    },
  ],
  wires: [
    ...TRIGGERS.map(([type], i) => ({
      id: `w${i + 1}`,
      type: WIRES[type as keyof typeof WIRES],
      from: `n${i + 2}`,
      to: 'n1',
    })),
    { id: 'w7', type: 'sync', from: 'n8', to: 'n1' },
  ],
};

test('each of the six triggers sends at the press of its button, and the handler gets its kind of event', async ({
  playground,
}) => {
  await playground.openScenario(SCENARIO as Parameters<typeof playground.openScenario>[0]);
  for (const [type, button] of TRIGGERS) {
    await playground.node(`the-${type}`).getByRole('button', { name: button, exact: true }).click();
    await expect(playground.run.getByRole('button', { name: 'Play' })).toBeVisible();
  }
  await playground.runToEnd();
  for (const [, , source] of TRIGGERS) {
    await expect(await playground.logLines(`got ${source}`, 'Only output')).toHaveCount(1);
  }
  const { nodes } = await playground.summary();
  expect(nodes.n1).toMatchObject({ invocations: TRIGGERS.length + 30, errors: 0 });
  expect(nodes.n3).toMatchObject({ sent: 1, ok: 1 });
});
