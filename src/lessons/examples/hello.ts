import { code, type Example, exampleScenario, PINNED_COLD_START } from '../example.ts';

export const hello: Example = {
  id: 'hello',
  title: 'Hello',
  lesson: 'Your code is a handler waiting as a file, not a process waiting for calls.',
  scenario: exampleScenario({
    name: 'Hello',
    description: 'One client, one function. Nothing runs until something happens.',
    // Long enough to see the environment go: idle ones are kept for 5 to 30 minutes.
    durationS: 2400,
    model: { coldStart: PINNED_COLD_START },
    nodes: [
      {
        id: 'n1',
        type: 'client',
        name: 'console',
        position: { x: 150, y: 194 },
        payload: '{"name":"Ada"}',
      },
      {
        id: 'n2',
        type: 'function',
        name: 'hello',
        position: { x: 460, y: 160 },
        testEvent: '{"name":"Ada"}',
        handler: code(`
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const handler = async (event) => {
  await sleep(40); // pretend to work
  return { message: \`Hello \${event.name ?? 'world'}\` };
};
`),
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  }),
  firstAction: { button: 'invoke', nodeId: 'n1', text: 'Invoke it: an environment starts, answers, and stays.' },
  expect: [
    'Before the first call there is no environment at all.',
    'The first call starts one and answers {"message":"Hello Ada"}; its REPORT line shows an Init Duration.',
    'A second call soon after is answered by the same environment, without init.',
    'Left alone, the environment is removed after 5 to 30 minutes.',
  ],
};
