import { code, type Example, exampleScenario, PINNED_COLD_START } from '../example.ts';

export const photos: Example = {
  id: 'photos',
  title: 'Photos through a queue',
  lesson: 'Events link small functions: a bucket pushes, a queue waits to be polled, and nobody waits for anybody.',
  scenario: exampleScenario({
    name: 'Photos through a queue',
    description: 'An upload starts a function that reads the photo and sends a message; a second function picks it up.',
    durationS: 30,
    model: { coldStart: PINNED_COLD_START },
    nodes: [
      {
        id: 'n1',
        type: 'bucket',
        name: 'photos',
        position: { x: 0, y: 194 },
        key: 'summer/beach {n}.jpg',
        content: 'imagine a photo of the sea here',
        traffic: { kind: 'every', everyMs: 5000, count: 3 },
      },
      {
        id: 'n2',
        type: 'function',
        name: 'resize',
        position: { x: 274, y: 160 },
        memoryMb: 1024,
        env: { QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/thumbnails' },
        handler: code(`
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

// Clients out here are made once per environment and used again by every invocation.
const s3 = new S3Client({});
const sqs = new SQSClient({});

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export const handler = async (event) => {
  for (const { s3: upload } of event.Records) {
    // Keys in events are URL-encoded, with + for a space.
    const key = decodeURIComponent(upload.object.key.replaceAll('+', ' '));
    const photo = await s3.send(new GetObjectCommand({ Bucket: upload.bucket.name, Key: key }));
    const pixels = await photo.Body.transformToString();
    await sleep(120); // pretend to make it smaller
    const thumbnail = { key, bytes: Math.ceil(pixels.length / 10) };
    await sqs.send(new SendMessageCommand({
      QueueUrl: process.env.QUEUE_URL,
      MessageBody: JSON.stringify(thumbnail),
    }));
    console.log('resized', thumbnail);
  }
};
`),
      },
      { id: 'n3', type: 'queue', name: 'thumbnails', position: { x: 652, y: 194 } },
      {
        id: 'n4',
        type: 'function',
        name: 'notify',
        position: { x: 926, y: 160 },
        handler: code(`
// The mapping polls the queue and calls with a batch; each body is a text.
export const handler = async (event) => {
  const keys = event.Records.map((message) => JSON.parse(message.body).key);
  console.log('ready:', keys.join(', '));
  return { ready: keys.length };
};
`),
      },
    ],
    wires: [
      { id: 'w1', type: 'async', from: 'n1', to: 'n2' },
      { id: 'w2', type: 'uses', from: 'n2', to: 'n3' },
      { id: 'w3', type: 'mapping', from: 'n3', to: 'n4' },
    ],
  }),
  firstAction: { button: 'play', text: 'Play and follow one photo from the bucket to the last log line.' },
  expect: [
    'Each of three uploads invokes resize asynchronously, with its key URL-encoded in the event.',
    'resize reads the object, works, and puts a message into the queue thumbnails.',
    'notify is invoked with a batch by the mapping, logs the key, and the message is deleted.',
  ],
};
