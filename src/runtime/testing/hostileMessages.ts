/** What an environment taken over by its code could send as an answer: valid answers, bent in one place or many, and plain nonsense. */
import fc from 'fast-check';

/** Makes the message for a step. */
export type HostileMessage = (stepId: number) => unknown;

/** Stands for the number of the step in the text of a message. */
const STEP = 918273645;

const strangeNumber = fc.constantFrom(
  ...[0, -0, -1, 0.5, 1e300, -1e300, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, Number.MIN_VALUE, STEP],
);
const strangeText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '\ud800',
    '\0',
    '__proto__',
    'constructor',
    'toString',
    '\u2028',
    '</script>',
    'x'.repeat(70_000),
  ),
);
const strange = fc.oneof(
  strangeNumber,
  strangeText,
  fc.constantFrom(null, true, [], {}, [[]], { toJSON: 1 }, { length: 1e9 }),
  fc.jsonValue({ maxDepth: 4 }),
);
/** Keys that mean something to a careless reader. */
const strangeKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'then',
  'length',
  'stopped',
  'reason',
);

const tick = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 10, 1000, 100_000) },
  fc.nat(90_000_000),
  strangeNumber,
);
const id = fc.oneof({ weight: 6, arbitrary: fc.nat(5) }, strangeNumber);
const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('line', '{"a":1}', 'null') }, strangeText);
const error = fc.record({ errorType: text, errorMessage: text, trace: fc.array(text, { maxLength: 3 }) });
const service = fc.constantFrom('s3', 'sqs', 'sns', 'lambda', 'dynamodb', 'ec2');
const command = fc.constantFrom(
  ...['PutObject', 'GetObject', 'DeleteObjects', 'ListObjectsV2', 'SendMessage', 'SendMessageBatch', 'ReceiveMessage'],
  ...[
    'ChangeMessageVisibility',
    'DeleteMessage',
    'Publish',
    'PublishBatch',
    'Invoke',
    'PutItem',
    'toString',
    '__proto__',
  ],
);
const fields = fc.constantFrom(
  ...['Bucket', 'Key', 'Body', 'QueueUrl', 'MessageBody', 'MessageAttributes', 'Entries', 'DelaySeconds', 'TopicArn'],
  ...[
    'Message',
    'FunctionName',
    'Payload',
    'InvocationType',
    'MaxKeys',
    'Range',
    'ReceiptHandle',
    '__proto__',
    'Delete',
  ],
);
const named = fc.constantFrom(
  'b',
  'q',
  't',
  'f',
  'g',
  'https://sqs.us-east-1.amazonaws.com/123456789012/q',
  '{}',
  'Event',
);
const input = fc.oneof(fc.dictionary(fields, fc.oneof(named, named, strange), { maxKeys: 6 }), strange);

const effect = fc.oneof(
  fc.record({ type: fc.constant('log'), tick, text, level: fc.constantFrom('INFO', 'ERROR', 'LOUD') }),
  fc.record({ type: fc.constant('stdout'), tick, text }),
  fc.record({ type: fc.constant('setTimer'), tick, timerId: id, delayMs: tick, repeat: fc.boolean() }),
  fc.record({ type: fc.constant('clearTimer'), tick, timerId: id }),
  fc.record({ type: fc.constant('call'), tick, callId: id, service, command, input }),
  fc.record({
    type: fc.constant('initDone'),
    tick,
    modules: fc.constantFrom([], [{ path: 'a', ticks: 1, selfTicks: -5, depth: 0 }]),
  }),
  fc.record({ type: fc.constant('initDone'), tick, modules: fc.constant([]), error }),
  fc.record({ type: fc.constant('response'), tick, body: text }),
  fc.record({ type: fc.constant('response'), tick, body: text, stream: fc.record({ contentType: text, error }) }),
  fc.record({ type: fc.constant('error'), tick, error }),
  fc.record({ type: fc.constant('exit'), tick, code: fc.oneof(fc.nat(255), strangeNumber) }),
  fc.record({ type: fc.constant('next'), tick }),
);

const sorted = (effects: readonly { readonly tick: number }[]) => effects.toSorted((a, b) => a.tick - b.tick);

/** Of the right shape, with anything in it; most are let through. */
const answer = fc
  .record({
    stepId: fc.constant(STEP),
    status: fc.constantFrom('quiescent', 'quiescent', 'quiescent', 'endless', 'out-of-memory', 'stopped'),
    ticks: fc.constantFrom(100_000, 90_000_000, 0),
    memoryMb: fc.constantFrom(70, 70, 70, 129, 1_000_000, 2 ** 40),
    effects: fc.array(effect, { maxLength: 8 }),
  })
  .map((one) => ({ ...one, effects: sorted(one.effects) as object[] }));

/** What our runtime would say, so that a run gets beyond its first step. */
const honest = fc.constantFrom(
  ...[
    '{"type":"initDone","tick":0,"modules":[]},{"type":"next","tick":1}',
    '{"type":"response","tick":1,"body":"1"},{"type":"next","tick":2}',
  ].map((effects) => `{"stepId":${STEP},"status":"quiescent","ticks":1000,"memoryMb":70,"effects":[${effects}]}`),
);

/** An answer with one of its values, wherever, replaced by a strange one, or a strange key put beside it. */
const bent = fc.tuple(answer, fc.nat(200), fc.option(strangeKey), strange).map(([one, at, key, value]) => {
  const copy: unknown = structuredClone(one);
  const places = placesIn(copy);
  const place = places[at % places.length];
  // A list's own length takes only lengths.
  const name = key === null || Array.isArray(place?.holder) ? place?.key : key;
  if (place && name !== undefined)
    Object.defineProperty(place.holder, name, { value, enumerable: true, configurable: true });
  return copy;
});

function placesIn(value: unknown): { readonly holder: object; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [{ holder: value, key }, ...placesIn(one)]);
}

/** Its text cut, doubled, or with one character changed. */
const torn = fc
  .tuple(answer, fc.nat(1000), fc.constantFrom('cut', 'double', 'change', 'nest'))
  .map(([one, at, how]) => {
    const whole = JSON.stringify(one);
    const place = at % whole.length;
    if (how === 'cut') return whole.slice(0, place);
    if (how === 'double') return whole + whole;
    if (how === 'nest') return whole.replace(/"effects":\[/, `"effects":[${'{"a":['.repeat(at)}`);
    return `${whole.slice(0, place)}${String.fromCharCode(at)}${whole.slice(place + 1)}`;
  });

/** Far more of something than any answer has. */
const huge = fc.constantFrom<() => string>(
  () =>
    `{"stepId":${STEP},"status":"quiescent","ticks":1,"memoryMb":1,"effects":[${Array(30_000).fill('{"type":"next","tick":0}')}]}`,
  () =>
    `{"stepId":${STEP},"status":"quiescent","ticks":1,"memoryMb":1,"effects":[{"type":"call","tick":0,"callId":1,"service":"s3","command":"PutObject","input":${'['.repeat(5000)}${']'.repeat(5000)}}]}`,
  () =>
    `{"stepId":${STEP},"status":"quiescent","ticks":1,"memoryMb":1,"effects":[{"type":"response","tick":0,"body":"${'x'.repeat(13_000_000)}"}]}`,
  () =>
    `{"stepId":${STEP},"status":"quiescent","ticks":1,"memoryMb":1,"effects":[${Array(10_050)
      .fill(0)
      .map(
        (_, i) => `{"type":"setTimer","tick":0,"timerId":${i},"delayMs":1000,"repeat":true}`,
      )},{"type":"next","tick":0}]}`,
  () => '['.repeat(100_000),
  () => `{"a":`.repeat(100_000),
);

/** `huge` ones are dear, so there are few. */
export const hostileMessage: fc.Arbitrary<HostileMessage> = fc
  .oneof(
    { weight: 40, arbitrary: answer },
    { weight: 60, arbitrary: honest },
    { weight: 60, arbitrary: bent },
    { weight: 20, arbitrary: torn },
    { weight: 10, arbitrary: fc.oneof(fc.anything(), fc.json(), fc.string()) },
    { weight: 1, arbitrary: huge.map((make) => make()) },
  )
  .map((message) => {
    const written = typeof message === 'string' ? message : safeText(message);
    return (stepId) => (typeof written === 'string' ? written.replaceAll(String(STEP), String(stepId)) : written);
  });

function safeText(value: unknown): unknown {
  try {
    // Infinity has a text that JSON reads as such.
    return (
      JSON.stringify(value, (_key, one) => (one === 1e300 ? 'INFINITE' : one))?.replaceAll('"INFINITE"', '1e999') ??
      value
    );
  } catch {
    return value;
  }
}
