import { code, type Example, exampleScenario, PINNED_COLD_START } from '../example.ts';

export const asyncRetries: Example = {
  id: 'async-retries',
  title: 'Three tries, then a record',
  lesson: 'An asynchronous event that fails is tried again after 1 and 2 minutes, so handlers must be safe to repeat.',
  scenario: exampleScenario({
    name: 'Three tries, then a record',
    description: 'An order is handed over asynchronously; the handler always fails; a queue keeps the record of it.',
    durationS: 240,
    model: { coldStart: PINNED_COLD_START },
    nodes: [
      {
        id: 'n1',
        type: 'client',
        name: 'shop',
        position: { x: 30, y: 194 },
        payload: '{"order":3,"total":42}',
        traffic: { kind: 'single' },
      },
      {
        id: 'n2',
        type: 'function',
        name: 'pay',
        position: { x: 325, y: 160 },
        testEvent: '{"order":3,"total":42}',
        handler: code(`
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export const handler = async (event, context) => {
  // All attempts of one event have the same request id. Remember it somewhere safe
  // and you can tell a repetition from a new order.
  console.log('charging order', event.order, context.awsRequestId);
  await sleep(40);
  throw new Error('the bank does not answer');
};
`),
      },
      { id: 'n3', type: 'queue', name: 'failures', position: { x: 720, y: 194 } },
    ],
    wires: [
      { id: 'w1', type: 'async', from: 'n1', to: 'n2' },
      { id: 'w2', type: 'onFailure', from: 'n2', to: 'n3' },
    ],
  }),
  firstAction: { button: 'play', text: 'Guess how often the handler starts, then play.' },
  expect: [
    'The shop gets 202 at once and never hears of the error.',
    'The handler runs three times with one request id: at once, 1 minute after the first failure, 2 minutes after the second.',
    'Then the queue gets a record with the condition RetriesExhausted, approximateInvokeCount 3, the event and the error.',
  ],
};
