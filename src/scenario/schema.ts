/**
 * The scenario: the document a learner edits, saves and shares. One zod schema is the only place where its fields,
 * ranges, defaults and units are written down; the types, the JSON Schema and the form fields come from it.
 *
 * Units stand at the end of a name: `timeoutS` seconds, `memoryMb` megabytes, `everyMs` milliseconds. Every setting says
 * in its `.meta` what it is called, what it means, its unit, and for figures of AWS the rule and the page they are from.
 *
 * Links leave defaults out, so a changed default would change what old links mean: it needs a new version and a
 * migration (see `migrations.ts`). A test compares all defaults with those written down for this version.
 */
import { z } from 'zod';

// The page's content security policy forbids compiling code from text, and zod's probe for it would be reported.
z.config({ jitless: true });

export const SCENARIO_VERSION = 1;

/**
 * Bounds of the document itself. `textBytes` holds for the text of a file, spaces included, and is checked before
 * anything is parsed; `bytes` holds for the document written without spaces.
 */
export const DOCUMENT_LIMITS = {
  textBytes: 8_000_000,
  bytes: 2_000_000,
  depth: 32,
  nodes: 200,
  wires: 400,
  files: 50,
} as const;

/** What `.meta` of a setting may say, beside zod's own `title` and `description`. */
declare module 'zod' {
  interface GlobalMeta {
    /** How the number is to be read: `MB`, `s`, `ms`, `1/s` … */
    unit?: string;
    /** The rule of the fact sheet behind range and default. */
    rule?: string;
    /** Address of the page on which AWS gives the range and the default, and the month it was read. */
    source?: string;
  }
}

const guide = (page: string) => `https://docs.aws.amazon.com/lambda/latest/dg/${page}.html (October 2026)`;
const sqsGuide =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html (October 2026)';

/** One week: longer than everything the rules speak of but the retention of queues. */
export const LONGEST_RUN_S = 604_800;

const name = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .meta({
    title: 'name',
    description: '1–64 letters, digits, hyphens or underscores. No two nodes have the same name.',
  });

const json = z.string().max(1_000_000);
const moment = () => z.number().min(0).max(LONGEST_RUN_S);

// ---------------------------------------------------------------------------------------------- traffic

/** When a trigger fires. Times count from the start of the run. */
export const Traffic = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }).meta({ title: 'none', description: 'Fires only when you click.' }),
    z
      .strictObject({
        kind: z.literal('single'),
        atS: moment().default(0).meta({ title: 'time', description: 'When it fires, after the start.', unit: 's' }),
      })
      .meta({ title: 'single', description: 'Fires once.' }),
    z
      .strictObject({
        kind: z.literal('every'),
        everyMs: z
          .number()
          .min(1)
          .max(86_400_000)
          .default(1000)
          .meta({ title: 'interval', description: 'Time from one to the next.', unit: 'ms' }),
        startS: moment().default(0).meta({ title: 'start', description: 'When the first one comes.', unit: 's' }),
        count: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(10)
          .meta({ title: 'count', description: 'How often it fires in all.' }),
      })
      .meta({ title: 'every', description: 'Fires at a fixed interval.' }),
    z
      .strictObject({
        kind: z.literal('poisson'),
        ratePerS: z.number().min(0.0001).max(100_000).default(1).meta({
          title: 'rate',
          description: 'Mean number per second; each comes independently of the others.',
          unit: '1/s',
        }),
        startS: moment().default(0).meta({ title: 'start', description: 'None comes before.', unit: 's' }),
        endS: moment().default(60).meta({ title: 'end', description: 'None comes after.', unit: 's' }),
      })
      .meta({ title: 'random', description: 'Fires at random times (a Poisson process).' }),
    z
      .strictObject({
        kind: z.literal('burst'),
        atS: moment().default(0).meta({ title: 'time', description: 'When they all come.', unit: 's' }),
        count: z
          .int()
          .min(1)
          .max(10_000)
          .default(10)
          .meta({ title: 'count', description: 'How many come at the same moment.' }),
      })
      .meta({ title: 'burst', description: 'Fires many times at one moment.' }),
    z
      .strictObject({
        kind: z.literal('times'),
        timesS: z
          .array(moment().meta({ title: 'time', unit: 's' }))
          .max(10_000)
          .default([])
          .meta({ title: 'times', description: 'When it fires; a time given twice fires twice.', unit: 's' }),
      })
      .meta({ title: 'times', description: 'Fires at the times of a list.' }),
  ])
  .meta({ title: 'traffic', description: 'When this trigger fires by itself. Times count from the start of the run.' });
export type Traffic = z.infer<typeof Traffic>;

// ---------------------------------------------------------------------------------------------- handlers

const duration = () => z.number().min(0).max(900_000);

/** A duration law in milliseconds for modelled handlers. */
export const DurationLaw = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('constant'),
        ms: duration()
          .default(100)
          .meta({ title: 'duration', description: 'Every invocation takes this.', unit: 'ms' }),
      })
      .meta({ title: 'constant' }),
    z
      .strictObject({
        kind: z.literal('uniform'),
        minMs: duration().default(50).meta({ title: 'least', description: 'Shortest duration.', unit: 'ms' }),
        maxMs: duration().default(150).meta({ title: 'most', description: 'Longest duration.', unit: 'ms' }),
      })
      .meta({ title: 'uniform', description: 'Any duration between two, all equally likely.' }),
    z
      .strictObject({
        kind: z.literal('exponential'),
        meanMs: z
          .number()
          .min(0.001)
          .max(900_000)
          .default(100)
          .meta({ title: 'mean', description: 'Mean of the exponential distribution.', unit: 'ms' }),
      })
      .meta({ title: 'exponential', description: 'Mostly short, now and then long.' }),
  ])
  .meta({ title: 'duration', description: 'How long the modelled handler works.' });
export type DurationLaw = z.infer<typeof DurationLaw>;

export const SourceFile = z.strictObject({
  path: z
    .string()
    .regex(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9_@.\-/]{1,128}$/)
    .meta({
      title: 'path',
      description: 'Path below /var/task, such as index.mjs or lib/image.mjs: letters, digits and _ @ . - / only.',
    }),
  text: z.string().max(500_000).meta({ title: 'text', description: 'What the file holds.' }),
});
export type SourceFile = z.infer<typeof SourceFile>;

const layerName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .meta({
    title: 'name',
    description: '1–64 letters, digits, hyphens or underscores. No two layers have the same name.',
  });

/** A layer: files that functions find below /opt. */
export const Layer = z
  .strictObject({
    name: layerName,
    files: z
      .array(SourceFile)
      .min(1)
      .max(DOCUMENT_LIMITS.files)
      .meta({
        title: 'files',
        description: 'What it holds below /opt, such as nodejs/node_modules/greeting/index.js.',
        rule: 'LAYER-2',
        source: guide('packaging-layers'),
      }),
  })
  .meta({ title: 'layer', description: 'Files that several functions share.' });
export type Layer = z.infer<typeof Layer>;

/** What runs when the function is invoked: the learner's own code, or a model of a handler. */
export const Handler = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('code'),
        files: z
          .array(SourceFile)
          .min(1)
          .max(DOCUMENT_LIMITS.files)
          .meta({ title: 'files', description: 'The deployment package: JavaScript modules and JSON.' }),
      })
      .meta({ title: 'code', description: 'Your own JavaScript; it really runs.' }),
    z
      .strictObject({
        kind: z.literal('modelled'),
        duration: DurationLaw.prefault({ kind: 'constant' }).meta({
          title: 'duration',
          description: 'How long an invocation works.',
        }),
        functionInitMs: duration()
          .default(0)
          .meta({ title: 'function init', description: 'Time of the code outside the handler.', unit: 'ms' }),
        errorRate: z
          .number()
          .min(0)
          .max(1)
          .default(0)
          .meta({ title: 'error rate', description: 'Share of invocations that fail: 0 none, 1 all.' }),
        memoryUsedMb: z
          .number()
          .min(1)
          .max(10_240)
          .default(80)
          .meta({ title: 'memory used', description: 'What REPORT shows as Max Memory Used.', unit: 'MB' }),
      })
      .meta({
        title: 'modelled',
        description: 'No code runs; durations and errors are drawn at random from the seed.',
      }),
  ])
  .meta({ title: 'handler', description: 'What runs when the function is invoked.' });
export type Handler = z.infer<typeof Handler>;

export const Runtime = z.enum(['nodejs24.x', 'nodejs22.x', 'nodejs20.x']);
export type Runtime = z.infer<typeof Runtime>;

// ---------------------------------------------------------------------------------------------- nodes

const coordinate = () => z.number().min(-100_000).max(100_000);
const node = {
  id: z
    .string()
    .regex(/^n[1-9][0-9]{0,5}$/)
    .meta({ title: 'id', description: 'The letter n and a number, such as n1. No two nodes have the same id.' }),
  name,
  position: z
    .strictObject({ x: coordinate().meta({ title: 'x' }), y: coordinate().meta({ title: 'y' }) })
    .meta({ title: 'position', description: 'Upper left corner on the canvas.' }),
};
const traffic = Traffic.prefault({ kind: 'none' }).meta({
  title: 'traffic',
  description: 'When this trigger fires by itself. Times count from the start of the run.',
});

/** A caller with the SDK, CLI or console: invokes directly, synchronously or asynchronously (the wire says which). */
export const ClientNode = z
  .strictObject({
    ...node,
    type: z.literal('client'),
    traffic,
    payload: json
      .default('{}')
      .meta({ title: 'payload', description: 'The event sent with every call, as JSON.', rule: 'INV-13' }),
  })
  .meta({ title: 'client', description: 'A caller with the SDK, the CLI or the console.' });

/** An HTTP API with the Lambda proxy integration, payload format 2.0 (TRIG-5). */
export const ApiNode = z
  .strictObject({
    ...node,
    type: z.literal('api'),
    traffic,
    method: z
      .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      .default('POST')
      .meta({ title: 'method', description: 'HTTP method of the requests.' }),
    path: z
      .string()
      .regex(/^\/[^\s?#]{0,255}$/)
      .default('/')
      .meta({ title: 'path', description: 'Path of the requests: starts with / and has no spaces, ? or #.' }),
    query: z
      .string()
      .max(2000)
      .default('')
      .meta({ title: 'query', description: 'Query string without the question mark, such as size=small&page=2.' }),
    body: z.string().max(1_000_000).default('{}').meta({ title: 'body', description: 'Body of the requests.' }),
  })
  .meta({ title: 'API', description: 'An HTTP API of API Gateway (payload format 2.0).' });

/** A schedule of EventBridge: a rule with `rate(5 minutes)` or `cron(0 9 * * ? *)`, or one of EventBridge Scheduler. */
export const ScheduleNode = z
  .strictObject({
    ...node,
    type: z.literal('schedule'),
    rate: z
      .strictObject({
        value: z
          .int()
          .min(1)
          .max(10_000)
          .default(1)
          .meta({ title: 'every', description: 'How many units lie between two events.' }),
        unit: z
          .enum(['minute', 'hour', 'day'])
          .default('minute')
          .meta({ title: 'unit of time', description: 'Minutes, hours or days.' }),
      })
      .prefault({})
      .meta({
        title: 'rate',
        description: 'How often the schedule fires; the first time is one period after the start.',
      }),
    expression: z.string().max(256).default('').meta({
      title: 'schedule expression',
      description: 'In place of the rate, as AWS writes it: cron(0 9 ? * MON-FRI *), in UTC. Empty: the rate holds.',
      rule: 'TRIG-24',
      source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html (November 2026)',
    }),
    service: z.enum(['rule', 'scheduler']).default('rule').meta({
      title: 'service',
      description:
        'A rule sends a Scheduled Event. EventBridge Scheduler sends the input, and knows at(…) for one time.',
      rule: 'TRIG-25',
      source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (November 2026)',
    }),
    input: json.default('').meta({
      title: 'input',
      description: 'What the function gets instead, as JSON. Empty: a rule sends its event, Scheduler an empty one.',
      rule: 'TRIG-25',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html (October 2026)',
    }),
    enabled: z.boolean().default(true).meta({ title: 'enabled', description: 'Off: the schedule does not fire.' }),
  })
  .meta({ title: 'schedule', description: 'Sends an event at a rate, or at the times of a cron expression.' });

/** An S3 bucket; its traffic uploads objects, each upload notifies the wired targets. */
export const BucketNode = z
  .strictObject({
    ...node,
    type: z.literal('bucket'),
    traffic,
    key: z
      .string()
      .min(1)
      .max(1024)
      .default('photos/{n}.jpg')
      .meta({ title: 'key', description: 'Key of an uploaded object; {n} is replaced by 1, 2, 3 …' }),
    content: z
      .string()
      .max(100_000)
      .default('')
      .meta({ title: 'content', description: 'What an uploaded object holds.' }),
  })
  .meta({ title: 'bucket', description: 'An S3 bucket.' });

/** An SNS topic; its traffic publishes messages. */
export const TopicNode = z
  .strictObject({
    ...node,
    type: z.literal('topic'),
    traffic,
    message: z
      .string()
      .max(262_144)
      .default('hello')
      .meta({ title: 'message', description: 'Message that is published; {n} is replaced by 1, 2, 3 …' }),
  })
  .meta({ title: 'topic', description: 'An SNS topic.' });

/** A standard SQS queue; its traffic sends messages. */
export const QueueNode = z
  .strictObject({
    ...node,
    type: z.literal('queue'),
    traffic,
    message: z.string().max(1_048_576).default('{"n":{n}}').meta({
      title: 'message',
      description: 'Body of a message that is sent; {n} is replaced by 1, 2, 3 …',
      rule: 'SQS-19',
      source: sqsGuide,
    }),
    visibilityTimeoutS: z.int().min(0).max(43_200).default(30).meta({
      title: 'visibility timeout',
      description: 'How long a received message stays hidden; AWS advises six times the function timeout.',
      unit: 's',
      rule: 'SQS-10',
      source: sqsGuide,
    }),
    retentionS: z.int().min(60).max(1_209_600).default(345_600).meta({
      title: 'retention',
      description: 'How long the queue keeps a message that nobody deletes.',
      unit: 's',
      rule: 'SQS-19',
      source: sqsGuide,
    }),
  })
  .meta({ title: 'queue', description: 'A standard SQS queue.' });

const dynamoGuide = (page: string) =>
  `https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/${page}.html (October 2026)`;

const KeyType = z.enum(['S', 'N', 'B']);

/** Names and types of a partition key and a sort key; an empty name of a sort key says that there is none. */
const keys = {
  partitionKey: z
    .string()
    .min(1)
    .max(255)
    .default('id')
    .meta({
      title: 'partition key',
      description: 'Attribute that says in which partition an item lies; every item has it.',
      source: dynamoGuide('HowItWorks.CoreComponents'),
    }),
  partitionKeyType: KeyType.default('S').meta({
    title: 'type of the partition key',
    description: 'S string, N number, B binary.',
    source: dynamoGuide('HowItWorks.NamingRulesDataTypes'),
  }),
  sortKey: z
    .string()
    .max(255)
    .default('')
    .meta({
      title: 'sort key',
      description: 'Attribute by which the items of a partition are ordered. Empty: there is none.',
      source: dynamoGuide('HowItWorks.CoreComponents'),
    }),
  sortKeyType: KeyType.default('S').meta({
    title: 'type of the sort key',
    description: 'S string, N number, B binary.',
    source: dynamoGuide('HowItWorks.NamingRulesDataTypes'),
  }),
};

/** A global secondary index. */
export const TableIndex = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_.-]{3,255}$/)
      .meta({
        title: 'index name',
        description: '3–255 letters, digits, hyphens, underscores or dots.',
        source: dynamoGuide('HowItWorks.NamingRulesDataTypes'),
      }),
    ...keys,
    projection: z
      .enum(['ALL', 'KEYS_ONLY'])
      .default('ALL')
      .meta({
        title: 'projection',
        description: 'What the index keeps of an item: everything, or its keys.',
        source: dynamoGuide('GSI'),
      }),
  })
  .meta({ title: 'index', description: 'A global secondary index.' });
export type TableIndex = z.infer<typeof TableIndex>;

/** A DynamoDB table; handlers read and write it with the SDK. */
export const TableNode = z
  .strictObject({
    ...node,
    type: z.literal('table'),
    ...keys,
    indexes: z
      .array(TableIndex)
      .max(20)
      .default([])
      .meta({
        title: 'indexes',
        description: 'Global secondary indexes: other keys to find items by.',
        source: dynamoGuide('ServiceQuotas'),
      }),
    items: z.string().max(400_000).default('[]').meta({
      title: 'items',
      description: 'What the table holds at the start: a JSON list of items, in plain JSON or in DynamoDB JSON.',
    }),
  })
  .meta({ title: 'table', description: 'A DynamoDB table.' });
/** An EventBridge bus; its wires are rules, its traffic puts events. */
export const EventBusNode = z
  .strictObject({
    ...node,
    type: z.literal('eventBus'),
    traffic,
    source: z
      .string()
      .min(1)
      .max(256)
      .default('shop')
      .meta({ title: 'source', description: 'Source of the events that its own traffic puts.' }),
    detailType: z
      .string()
      .min(1)
      .max(128)
      .default('order placed')
      .meta({ title: 'detail type', description: 'Type of the events that its own traffic puts.' }),
    detail: z.string().max(262_144).default('{"n":{n}}').meta({
      title: 'detail',
      description: 'Detail of the events that its own traffic puts, as JSON; {n} is replaced by 1, 2, 3 …',
      rule: 'TRIG-24',
      source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html (November 2026)',
    }),
  })
  .meta({ title: 'event bus', description: 'An EventBridge bus. Name it default to get events that name no bus.' });

/** A Kinesis data stream; its traffic puts records. */
export const StreamNode = z
  .strictObject({
    ...node,
    type: z.literal('stream'),
    traffic,
    shards: z.int().min(1).max(500).default(1).meta({
      title: 'shards',
      description: 'Parts of the stream; the hash of its partition key says into which one a record goes.',
      rule: 'STREAM-16',
      source: 'https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html (November 2026)',
    }),
    data: z
      .string()
      .max(1_048_576)
      .default('{"n":{n}}')
      .meta({ title: 'data', description: 'What a record of its own traffic holds; {n} is replaced by 1, 2, 3 …' }),
    partitionKey: z
      .string()
      .min(1)
      .max(256)
      .default('{n}')
      .meta({ title: 'partition key', description: 'Key of such a record; {n} is replaced by 1, 2, 3 …' }),
  })
  .meta({ title: 'stream', description: 'A Kinesis data stream. It keeps records; nothing reads them yet.' });

/** A Step Functions state machine: only who starts it is recorded. */
export const StateMachineNode = z
  .strictObject({
    ...node,
    type: z.literal('stateMachine'),
    kind: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD').meta({
      title: 'kind',
      description: 'A standard one starts once for each name; an express one as often as it is asked to.',
      source: 'https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html (November 2026)',
    }),
  })
  .meta({ title: 'state machine', description: 'A Step Functions state machine. Executions are recorded, not run.' });

/** An HTTP service outside AWS that code reaches with `fetch` and `https`; every other host is unknown. */
export const EndpointNode = z
  .strictObject({
    ...node,
    type: z.literal('endpoint'),
    host: z
      .string()
      .max(253)
      .regex(/^(?=.*[a-z])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/)
      .default('api.example.com')
      .meta({ title: 'host', description: 'Host name that code asks for, in small letters, such as api.example.com.' }),
    latencyMs: duration()
      .default(80)
      .meta({ title: 'latency', description: 'Time from the request to the answer.', unit: 'ms' }),
    status: z
      .int()
      .min(200)
      .max(599)
      .default(200)
      .meta({ title: 'status', description: 'HTTP status of its answers.' }),
    contentType: z
      .string()
      .regex(/^[\x20-\x7e]{0,200}$/)
      .default('application/json')
      .meta({ title: 'content type', description: 'Content-Type of its answers.' }),
    body: z.string().max(100_000).default('{"ok":true,"n":{n}}').meta({
      title: 'body',
      description:
        'Body of its answers; {n} is replaced by 1, 2, 3 …, {method}, {path} and {body} by those of the request.',
    }),
    errorRate: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ title: 'error rate', description: 'Share of requests that fail: 0 none, 1 all.' }),
    failure: z
      .enum(['status', 'reset', 'silence'])
      .default('status')
      .meta({ title: 'failure', description: 'What a failed request sees: a status, a lost connection, or nothing.' }),
    errorStatus: z
      .int()
      .min(400)
      .max(599)
      .default(503)
      .meta({ title: 'error status', description: 'HTTP status of failed requests.' }),
  })
  .meta({ title: 'endpoint', description: 'An HTTP service outside AWS.' });

export const FunctionNode = z
  .strictObject({
    ...node,
    type: z.literal('function'),
    runtime: Runtime.default('nodejs24.x').meta({
      title: 'runtime',
      description: 'Version of Node.js.',
      rule: 'NODE-24',
      source: guide('lambda-runtimes'),
    }),
    handlerName: z.string().min(3).max(128).default('index.handler').meta({
      title: 'handler name',
      description: 'File without its ending, a dot, and the exported function, such as index.handler.',
      rule: 'NODE-1',
    }),
    memoryMb: z
      .int()
      .min(128)
      .max(10_240)
      .default(128)
      .meta({
        title: 'memory',
        description: 'Memory of each environment; CPU grows with it, up to one vCPU at 1,769 MB.',
        unit: 'MB',
        rule: 'ENV-22',
        source: guide('configuration-memory'),
      }),
    timeoutS: z
      .int()
      .min(1)
      .max(900)
      .default(3)
      .meta({
        title: 'timeout',
        description: 'The longest an invocation may run.',
        unit: 's',
        rule: 'ENV-25',
        source: guide('configuration-timeout'),
      }),
    reservedConcurrency: z
      .int()
      .min(0)
      .max(100_000)
      .nullable()
      .default(null)
      .meta({
        title: 'reserved concurrency',
        description: 'Slice of the account limit: a guarantee and a ceiling. Empty: shares the pool. 0: nothing runs.',
        rule: 'CONC-6',
        source: guide('configuration-concurrency'),
      }),
    asyncRetryAttempts: z
      .int()
      .min(0)
      .max(2)
      .default(2)
      .meta({
        title: 'async retry attempts',
        description: 'Further attempts after a failed asynchronous invocation.',
        rule: 'ASYNC-2',
        source: guide('invocation-async-error-handling'),
      }),
    asyncEventAgeS: z
      .int()
      .min(60)
      .max(21_600)
      .default(21_600)
      .meta({
        title: 'maximum event age',
        description: 'How long Lambda keeps trying with an asynchronous event.',
        unit: 's',
        rule: 'ASYNC-5',
        source: guide('invocation-async-configuring'),
      }),
    packageMb: z
      .number()
      .min(0.001)
      .max(250)
      .default(1)
      .meta({
        title: 'package size',
        description: 'Size of the deployment package; a cold start has to download it.',
        unit: 'MB',
        rule: 'PKG-1',
        source: guide('gettingstarted-limits'),
      }),
    env: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z][A-Za-z0-9_]{1,255}$/)
          .meta({
            title: 'variable name',
            description: 'A letter, then at least one more letter, digit or underscore.',
          }),
        z.string().max(4096).meta({ title: 'value' }),
      )
      .default({})
      .meta({
        title: 'environment variables',
        description: 'Names and values in process.env; 4 KB in all, without the names that Lambda reserves.',
        rule: 'NODE-21',
        source: guide('configuration-envvars'),
      }),
    layers: z
      .array(layerName)
      .max(5)
      .default([])
      .meta({
        title: 'layers',
        description: 'Layers of the scenario by name, up to five; where two hold the same file, the later one counts.',
        rule: 'LAYER-1',
        source: guide('chapter-layers'),
      }),
    testEvent: json
      .default('{}')
      .meta({ title: 'test event', description: 'What the Invoke button sends, as JSON.', rule: 'INV-13' }),
    handler: Handler,
  })
  .meta({ title: 'function', description: 'A Lambda function.' });

export const ScenarioNode = z.discriminatedUnion('type', [
  ClientNode,
  ApiNode,
  ScheduleNode,
  BucketNode,
  TopicNode,
  QueueNode,
  TableNode,
  FunctionNode,
  EventBusNode,
  StreamNode,
  StateMachineNode,
  EndpointNode,
]);
export type ScenarioNode = z.infer<typeof ScenarioNode>;
export type NodeType = ScenarioNode['type'];
export type ClientNode = z.infer<typeof ClientNode>;
export type ApiNode = z.infer<typeof ApiNode>;
export type ScheduleNode = z.infer<typeof ScheduleNode>;
export type BucketNode = z.infer<typeof BucketNode>;
export type TopicNode = z.infer<typeof TopicNode>;
export type QueueNode = z.infer<typeof QueueNode>;
export type TableNode = z.infer<typeof TableNode>;
export type FunctionNode = z.infer<typeof FunctionNode>;
export type EventBusNode = z.infer<typeof EventBusNode>;
export type StreamNode = z.infer<typeof StreamNode>;
export type StateMachineNode = z.infer<typeof StateMachineNode>;
export type EndpointNode = z.infer<typeof EndpointNode>;

// ---------------------------------------------------------------------------------------------- wires

const wire = {
  id: z
    .string()
    .regex(/^w[1-9][0-9]{0,5}$/)
    .meta({ title: 'id', description: 'The letter w and a number, such as w1. No two wires have the same id.' }),
  from: node.id.meta({ title: 'from', description: 'Id of the node where the wire starts, such as n1.' }),
  to: node.id.meta({ title: 'to', description: 'Id of the node where the wire ends, such as n2.' }),
};

/**
 * How two nodes are joined.
 * - `sync`: client or API invokes a function and waits.
 * - `async`: client, schedule, bucket or topic hands an event to a function.
 * - `mapping`: an event source mapping polls a queue for a function.
 * - `subscription`: a topic or a bucket delivers to a queue (or a bucket to a topic).
 * - `onSuccess`, `onFailure`: invocation records of asynchronous invocations (ASYNC-13).
 * - `deadLetter`: the function's dead-letter queue: the original event (ASYNC-17).
 * - `redrive`: the source queue's own dead-letter queue (SQS-11).
 * - `rule`: a rule of an event bus: events that fit its pattern go to the target.
 * - `uses`: the function's code calls this service; documents the dependency, grants nothing.
 */
export const Wire = z.discriminatedUnion('type', [
  z
    .strictObject({ ...wire, type: z.literal('sync') })
    .meta({ title: 'synchronous invocation', description: 'The caller waits for the result.' }),
  z
    .strictObject({ ...wire, type: z.literal('async') })
    .meta({ title: 'asynchronous invocation', description: 'Lambda queues the event and answers at once.' }),
  z
    .strictObject({
      ...wire,
      type: z.literal('mapping'),
      batchSize: z
        .int()
        .min(1)
        .max(10_000)
        .default(10)
        .meta({
          title: 'batch size',
          description: 'Most messages in one invocation; above 10 a batching window is needed.',
          rule: 'SQS-1',
          source: guide('services-sqs-configure'),
        }),
      batchingWindowS: z
        .int()
        .min(0)
        .max(300)
        .default(0)
        .meta({
          title: 'batching window',
          description: 'Longest wait for a batch to fill.',
          unit: 's',
          rule: 'ESM-4',
          source: guide('invocation-eventsourcemapping'),
        }),
      maximumConcurrency: z
        .int()
        .min(2)
        .max(1000)
        .nullable()
        .default(null)
        .meta({
          title: 'maximum concurrency',
          description: 'Most batches at once. Empty: no limit of its own.',
          rule: 'SQS-4',
          source: guide('services-sqs-scaling'),
        }),
      reportBatchItemFailures: z
        .boolean()
        .default(false)
        .meta({
          title: 'report batch item failures',
          description: 'On: the handler names the failed messages, and only those come back.',
          rule: 'SQS-12',
          source: guide('services-sqs-errorhandling'),
        }),
      enabled: z
        .boolean()
        .default(true)
        .meta({ title: 'enabled', description: 'Off: nothing is polled; messages stay in the queue.', rule: 'ESM-7' }),
    })
    .meta({ title: 'event source mapping', description: 'Lambda polls the queue and invokes with batches.' }),
  z
    .strictObject({ ...wire, type: z.literal('subscription') })
    .meta({ title: 'subscription', description: 'Every message or notification is delivered to the target.' }),
  z
    .strictObject({ ...wire, type: z.literal('onSuccess') })
    .meta({ title: 'on success', description: 'A record of every successful asynchronous invocation goes here.' }),
  z
    .strictObject({ ...wire, type: z.literal('onFailure') })
    .meta({ title: 'on failure', description: 'A record of every given-up asynchronous invocation goes here.' }),
  z
    .strictObject({ ...wire, type: z.literal('deadLetter') })
    .meta({ title: 'dead-letter queue', description: 'Given-up asynchronous events go here as they were sent.' }),
  z
    .strictObject({
      ...wire,
      type: z.literal('redrive'),
      maxReceiveCount: z
        .int()
        .min(1)
        .max(1000)
        .default(3)
        .meta({
          title: 'maximum receives',
          description: 'After this many receives without success a message moves to the dead-letter queue.',
          rule: 'SQS-11',
          source: guide('services-sqs-errorhandling'),
        }),
    })
    .meta({ title: 'redrive', description: "The queue's own dead-letter queue." }),
  z
    .strictObject({
      ...wire,
      type: z.literal('rule'),
      pattern: z.string().max(4096).default('{"source":[{"prefix":""}]}').meta({
        title: 'event pattern',
        description: 'Which events the rule takes, as JSON. At first: all of them.',
        rule: 'TRIG-24',
        source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html (November 2026)',
      }),
      enabled: z.boolean().default(true).meta({ title: 'enabled', description: 'Off: the rule takes no events.' }),
    })
    .meta({ title: 'rule', description: 'Events that fit the pattern go to the target.' }),
  z
    .strictObject({ ...wire, type: z.literal('uses') })
    .meta({ title: 'uses', description: 'The code calls this service. Says so on the canvas; changes nothing.' }),
]);
export type Wire = z.infer<typeof Wire>;
export type WireType = Wire['type'];

// ---------------------------------------------------------------------------------------------- model and run

const age = (least: number, most: number) => z.number().min(least).max(most);

/** Choices where AWS documents nothing; all labelled as assumptions (D25, D26). */
export const Model = z.strictObject({
  idleLifetime: z
    .discriminatedUnion('kind', [
      z
        .strictObject({
          kind: z.literal('uniform'),
          minS: age(1, 86_400).default(300).meta({ title: 'least', description: 'Shortest idle time.', unit: 's' }),
          maxS: age(1, 86_400).default(1800).meta({ title: 'most', description: 'Longest idle time.', unit: 's' }),
        })
        .meta({ title: 'uniform', description: 'Drawn for each environment between two times.' }),
      z
        .strictObject({
          kind: z.literal('fixed'),
          s: age(1, 86_400).default(480).meta({ title: 'time', description: 'The same for all.', unit: 's' }),
        })
        .meta({ title: 'fixed', description: 'The same for every environment.' }),
    ])
    .prefault({ kind: 'uniform' })
    .meta({
      title: 'idle lifetime',
      description: 'How long an unused environment is kept. An assumption: AWS publishes no figure.',
      rule: 'ENV-18',
    }),
  maximumAge: z
    .discriminatedUnion('kind', [
      z
        .strictObject({
          kind: z.literal('uniform'),
          minS: age(60, 604_800).default(7200).meta({ title: 'least', description: 'Shortest age.', unit: 's' }),
          maxS: age(60, 604_800).default(10_800).meta({ title: 'most', description: 'Longest age.', unit: 's' }),
        })
        .meta({ title: 'uniform', description: 'Drawn for each environment between two times.' }),
      z.strictObject({ kind: z.literal('none') }).meta({ title: 'none', description: 'No limit.' }),
    ])
    .prefault({ kind: 'uniform' })
    .meta({
      title: 'maximum age',
      description: 'How old a busy environment may get. An assumption: AWS says "every few hours".',
      rule: 'ENV-18',
    }),
  routing: z
    .enum(['mostRecentlyUsed', 'leastRecentlyUsed', 'newest', 'oldest', 'random'])
    .default('mostRecentlyUsed')
    .meta({
      title: 'routing',
      description: 'Which idle environment gets the next request. An assumption: AWS does not say.',
      rule: 'ENV-19',
    }),
  coldStart: z
    .discriminatedUnion('kind', [
      z
        .strictObject({ kind: z.literal('measured') })
        .meta({ title: 'measured', description: 'Drawn from public measurements.' }),
      z
        .strictObject({
          kind: z.literal('fixed'),
          createMs: z
            .number()
            .min(0)
            .max(60_000)
            .default(200)
            .meta({ title: 'create', description: 'Download the code and start the environment.', unit: 'ms' }),
          runtimeInitMs: z
            .number()
            .min(0)
            .max(60_000)
            .default(140)
            .meta({ title: 'runtime init', description: 'Start Node.js.', unit: 'ms' }),
        })
        .meta({ title: 'fixed', description: 'The same every time.' }),
    ])
    .prefault({ kind: 'measured' })
    .meta({ title: 'cold start', description: 'How long the parts of a cold start take that run no code of yours.' }),
});
export type Model = z.infer<typeof Model>;

const parameterPage =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html (November 2026)';

/** A parameter of Parameter Store. */
export const Parameter = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_.\-/]{1,1011}$/)
    .meta({ title: 'name', description: 'Letters, digits and . - _ /, such as /shop/table.', source: parameterPage }),
  type: z
    .enum(['String', 'StringList', 'SecureString'])
    .default('String')
    .meta({ title: 'type', description: 'A SecureString is readable only with decryption.' }),
  value: z.string().max(8192).meta({ title: 'value', description: 'What GetParameter gives.', source: parameterPage }),
});
export type Parameter = z.infer<typeof Parameter>;

/** A secret of Secrets Manager. */
export const Secret = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/)
    .meta({ title: 'name', description: 'Letters, digits and / _ + = . @ -, such as shop/database.' }),
  value: z.string().max(65_536).meta({ title: 'value', description: 'The secret as text, often JSON.' }),
});
export type Secret = z.infer<typeof Secret>;

export const Scenario = z.strictObject({
  version: z
    .literal(SCENARIO_VERSION)
    .meta({ title: 'version', description: 'Version of this format; older ones are brought up to date when opened.' }),
  name: z.string().max(120).default('Untitled').meta({ title: 'name', description: 'Title of the scenario.' }),
  description: z.string().max(2000).default('').meta({ title: 'description', description: 'What it shows.' }),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(1)
    .meta({ title: 'seed', description: 'Where all random numbers come from: same seed, same run.' }),
  startAt: z.iso.datetime().default('2026-01-05T09:00:00Z').meta({
    title: 'start date',
    description: 'What handlers and logs see as the time at 0 s, such as 2026-01-05T09:00:00Z.',
  }),
  durationS: z
    .number()
    .min(0.001)
    .max(LONGEST_RUN_S)
    .default(60)
    .meta({ title: 'duration', description: 'Virtual time after which the run ends.', unit: 's' }),
  account: z
    .strictObject({
      concurrencyLimit: z
        .int()
        .min(1)
        .max(100_000)
        .default(1000)
        .meta({
          title: 'concurrency limit',
          description: 'Most requests in flight at once, over all functions. New accounts may have 10.',
          rule: 'CONC-3',
          source: guide('gettingstarted-limits'),
        }),
    })
    .prefault({})
    .meta({ title: 'account', description: 'Limits of the AWS account.' }),
  parameters: z
    .array(Parameter)
    .max(100)
    .default([])
    .meta({ title: 'parameters', description: 'What functions find in Parameter Store of Systems Manager.' }),
  secrets: z.array(Secret).max(100).default([]).meta({
    title: 'secrets',
    description:
      'What functions find in Secrets Manager. They are part of the scenario and of its links: use none that is real.',
  }),
  layers: z.array(Layer).max(20).default([]).meta({
    title: 'layers',
    description: 'What functions can take as layers: files below /opt.',
  }),
  model: Model.prefault({}).meta({ title: 'model', description: 'Assumptions where AWS documents nothing.' }),
  nodes: z
    .array(ScenarioNode)
    .max(DOCUMENT_LIMITS.nodes)
    .default([])
    .meta({ title: 'nodes', description: 'Triggers, functions, queues and targets on the canvas.' }),
  wires: z
    .array(Wire)
    .max(DOCUMENT_LIMITS.wires)
    .default([])
    .meta({ title: 'wires', description: 'What is connected to what.' }),
});
export type Scenario = z.infer<typeof Scenario>;
export type ScenarioInput = z.input<typeof Scenario>;
