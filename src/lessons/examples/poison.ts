import { code, type Example, exampleScenario, PINNED_COLD_START } from '../example.ts';

export const poison: Example = {
  id: 'poison',
  title: 'The poison message',
  lesson:
    'A batch is one invocation with one verdict: one bad message brings all ten back, unless you name the bad one.',
  scenario: exampleScenario({
    name: 'The poison message',
    description: 'Ten messages in one batch; one of them fails every time; after three receives the queue gives up.',
    durationS: 150,
    model: { coldStart: PINNED_COLD_START },
    nodes: [
      {
        id: 'n1',
        type: 'queue',
        name: 'orders',
        position: { x: 140, y: 190 },
        message: '{"order":{n}}',
        // Six times the function timeout, as AWS advises.
        visibilityTimeoutS: 30,
        traffic: { kind: 'burst', count: 10 },
      },
      {
        id: 'n2',
        type: 'function',
        name: 'save',
        position: { x: 480, y: 90 },
        timeoutS: 5,
        handler: code(`
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export const handler = async (event) => {
  for (const message of event.Records) {
    const { order } = JSON.parse(message.body);
    await sleep(40);
    // The poison: order 4 fails each time. The error is the verdict on the whole batch,
    // so orders 1 to 3 are saved again and again, and 5 to 10 never.
    if (order === 4) throw new Error('order 4 has no address');
    console.log('saved order', order);
  }
  // Better: catch the error of each message, collect the ids of the bad ones, return
  //   { batchItemFailures: [{ itemIdentifier: message.messageId }] }
  // and switch on "report batch item failures" at the wire. Only order 4 comes back then.
};
`),
      },
      { id: 'n3', type: 'queue', name: 'poison-dlq', position: { x: 480, y: 330 } },
    ],
    wires: [
      // The window lets all ten gather in one batch.
      { id: 'w1', type: 'mapping', from: 'n1', to: 'n2', batchingWindowS: 1 },
      { id: 'w2', type: 'redrive', from: 'n1', to: 'n3', maxReceiveCount: 3 },
    ],
  }),
  firstAction: { button: 'play', text: 'Guess how many messages end in the dead-letter queue, then play.' },
  expect: [
    'Ten messages arrive in one batch; the handler saves orders 1 to 3 and throws at order 4.',
    'Nothing comes back before the visibility timeout: the batch is tried again after 30 s, and once more after another 30 s.',
    'At the next receive all ten have been received three times and move to poison-dlq, nine healthy ones among them.',
  ],
};
