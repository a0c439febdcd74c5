import { code, type Example, exampleScenario, PINNED_COLD_START } from '../example.ts';

const times = (timeS: number, count: number): number[] => Array.from({ length: count }, () => timeS);

export const burst: Example = {
  id: 'burst',
  title: 'A burst of cold starts',
  lesson: 'One environment serves one request at a time, so ten requests at once need ten environments.',
  scenario: exampleScenario({
    name: 'A burst of cold starts',
    description: 'Ten visitors at once, and ten more when the environments of the first are idle.',
    durationS: 30,
    model: { coldStart: PINNED_COLD_START },
    nodes: [
      {
        id: 'n1',
        type: 'api',
        name: 'shop',
        position: { x: 150, y: 194 },
        method: 'GET',
        path: '/offers',
        traffic: { kind: 'times', timesS: [...times(0, 10), ...times(10, 10)] },
      },
      {
        id: 'n2',
        type: 'function',
        name: 'offers',
        position: { x: 460, y: 160 },
        memoryMb: 512,
        handler: code(`
// Made once per environment. Ten visitors at once: ten times.
const startedAt = new Date().toISOString();
let served = 0;

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export const handler = async (event) => {
  served += 1;
  await sleep(200); // ask the database
  return { path: event.rawPath, served, startedAt };
};
`),
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  }),
  firstAction: { button: 'play', text: 'Guess how many cold starts there are in all, then play.' },
  expect: [
    'The first ten requests meet no environment: ten cold starts side by side.',
    'At 10 s all ten environments are idle, and each serves one request of the second burst: no cold start.',
    'Every environment answers served 1, then served 2.',
  ],
};
