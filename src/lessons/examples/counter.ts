import { code, type Example, exampleScenario, PINNED_COLD_START } from '../example.ts';

export const counter: Example = {
  id: 'counter',
  title: 'A counter that forgets',
  lesson: 'What lives outside the handler lives as long as its environment: a cache, never the truth.',
  scenario: exampleScenario({
    name: 'A counter that forgets',
    description:
      'Five calls two seconds apart, then silence for longer than an idle environment is kept, then two more.',
    durationS: 420,
    model: { coldStart: PINNED_COLD_START, idleLifetime: { kind: 'fixed', s: 300 } },
    nodes: [
      {
        id: 'n1',
        type: 'client',
        name: 'caller',
        position: { x: 150, y: 194 },
        traffic: { kind: 'times', timesS: [0, 2, 4, 6, 8, 400, 402] },
      },
      {
        id: 'n2',
        type: 'function',
        name: 'counter',
        position: { x: 460, y: 160 },
        handler: code(`
// Out here: runs once, when an environment starts.
let served = 0;

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

// In here: runs for every invocation, and finds the counter as the last one left it.
export const handler = async () => {
  await sleep(40); // pretend to work
  served += 1;
  console.log('served', served);
  return { served };
};
`),
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  }),
  firstAction: { button: 'play', text: 'Guess the seven answers, then play.' },
  expect: [
    'The first five calls are answered 1, 2, 3, 4, 5 by one environment.',
    'At 308 s the environment has been idle for 300 s and is removed, and its counter with it.',
    'The call at 400 s starts a new one and is answered 1; the call at 402 s is answered 2.',
  ],
};
