/**
 * What the rules say that records cite: one sentence for a learner, how sure it is, and where it is from.
 *
 * Badges: `doc` AWS documentation, `meas` recorded or measured on AWS, `class` a default of the playground for teaching,
 * `assumed` AWS is silent or we did not read it again, so the playground chose.
 *
 * @source AWS Lambda Developer Guide, https://docs.aws.amazon.com/lambda/latest/dg/ and the pages named below, read 2026-11.
 */

export type Badge = 'doc' | 'meas' | 'class' | 'assumed';

export interface RuleInfo {
  readonly id: string;
  readonly text: string;
  readonly badge: Badge;
  /** Address of the page that says so; null for what was recorded, or chosen by us. */
  readonly url: string | null;
}

/** What a rule says; for an unknown id a RuleInfo without a text, labelled as assumed. */
export function ruleInfo(id: string): RuleInfo {
  const known = RULES[id];
  if (!known) return { id, text: '', badge: 'assumed', url: null };
  const [text, badge, page] = known;
  return {
    id,
    text,
    badge,
    url: page === undefined ? null : page.startsWith('https:') ? page : `${GUIDE}${page}.html`,
  };
}

/** Ids of all rules that have a text. */
export function ruleIds(): readonly string[] {
  return Object.keys(RULES);
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg/';
const INVOKE = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html';
const HTTP_API =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html';

type Entry = readonly [text: string, badge: Badge, page?: string];

const RULES: Readonly<Record<string, Entry>> = {
  'INV-1': ['A caller either waits for the answer (RequestResponse) or hands over an event (Event).', 'doc', INVOKE],
  'INV-2': ['A synchronous invocation is answered with 200, an asynchronous one with 202.', 'doc', INVOKE],
  'INV-3': ['A function error is still status 200; only the field FunctionError tells.', 'doc', INVOKE],
  'INV-6': ['A handler that returns nothing gives the payload null.', 'meas'],
  'INV-7': ['The Node.js runtime describes an error by errorType, errorMessage and trace.', 'doc', 'runtimes-api'],
  'INV-8': ['After the timeout Lambda answers with Sandbox.Timedout, in place of the handler.', 'meas'],
  'INV-9': ['When the runtime process is gone, Lambda answers with Runtime.ExitError.', 'meas'],
  'INV-10': ['An error at module load goes to the waiting caller as a function error.', 'meas'],
  'INV-11': ['Payloads are limited: 6 MB synchronous, 1 MB asynchronous.', 'doc', 'gettingstarted-limits'],
  'INV-12': ['An answer above 6 MB becomes the error Function.ResponseSizeTooLarge.', 'meas'],
  'INV-13': ['A body that is not JSON, or an unknown function, is refused before anything runs.', 'doc', INVOKE],
  'INV-14': ['A refused request gets 429, TooManyRequestsException, with the reason.', 'doc', INVOKE],
  'INV-15': ['The reason of a 429 says which limit was reached.', 'doc', INVOKE],
  'INV-16': [
    'A throttled request never reaches the function: no log, no error, no cost.',
    'doc',
    'monitoring-metrics-types',
  ],
  'INV-17': ['Lambda never retries a synchronous invocation; that is up to the caller.', 'doc', 'invocation-retries'],
  'INV-18': ['With reserved concurrency 0 an event is still accepted with 202, then given up at once.', 'meas'],
  'INV-21': ['All attempts of one event share its request id.', 'doc', 'runtimes-api'],
  'INV-22': ['If the caller goes away, the function still runs to its end and is billed.', 'assumed'],
  'INV-23': [
    'The answer goes back as soon as the runtime posts it; the environment may stay busy.',
    'doc',
    'lambda-runtime-environment',
  ],

  'ENV-1': [
    'An environment lives through INIT, then INVOKE and freeze in turn, then it ends.',
    'doc',
    'lambda-runtime-environment',
  ],
  'ENV-2': ['INIT starts the runtime, then runs the code outside the handler.', 'doc', 'lambda-runtime-environment'],
  'ENV-3': ['INIT may take 10 s.', 'doc', 'lambda-runtime-environment'],
  'ENV-4': ['An INIT that failed is run again inside the first invocation.', 'doc', 'lambda-runtime-environment'],
  'ENV-5': ['INIT inside an invocation counts into its duration and its timeout.', 'doc', 'lambda-runtime-environment'],
  'ENV-7': [
    'An invocation ends when the runtime asks for the next event, or at the timeout.',
    'doc',
    'lambda-runtime-environment',
  ],
  'ENV-8': ['An environment handles one invocation at a time.', 'doc', 'lambda-concurrency'],
  'ENV-9': [
    'Between invocations an environment is frozen: no CPU, timers stand still.',
    'doc',
    'lambda-runtime-environment',
  ],
  'ENV-10': [
    'Module state and /tmp stay in an environment; nothing is shared between two.',
    'doc',
    'lambda-runtime-environment',
  ],
  'ENV-11': ['An error the handler throws leaves the environment and its state as they are.', 'meas'],
  'ENV-12': [
    'A timeout or a lost process resets the environment: it is initialised again on its next use.',
    'doc',
    'lambda-runtime-environment',
  ],
  'ENV-13': ['A reset loses module state; /tmp and the log stream stay.', 'doc', 'lambda-runtime-environment'],
  'ENV-14': ['The INIT after a reset takes place inside the next invocation.', 'meas'],
  'ENV-18': [
    'Idle environments are removed after some minutes; AWS names no figure.',
    'assumed',
    'lambda-runtime-environment',
  ],
  'ENV-19': ['Which idle environment gets the next request is not specified.', 'assumed'],
  'ENV-20': [
    'With no idle environment, the request waits for a new one, if the limits allow it.',
    'doc',
    'lambda-concurrency',
  ],
  'ENV-23': ['CPU grows with memory: 1,769 MB are one vCPU.', 'doc', 'configuration-memory'],
  'ENV-24': ['INIT is not slowed down by little memory.', 'meas'],
  'ENV-25': ['The timeout is 1 to 900 s, 3 s by default.', 'doc', 'configuration-timeout'],
  'ENV-28': [
    'New code or settings mean new environments; old ones finish their work and go.',
    'doc',
    'lambda-runtime-environment',
  ],

  'COLD-1': [
    'A cold start is creating the environment plus INIT; only INIT is reported.',
    'doc',
    'lambda-runtime-environment',
  ],
  'COLD-3': [
    'Each new environment is one cold start: a burst of N requests gives N of them.',
    'doc',
    'lambda-concurrency',
  ],

  'CONC-1': ['Concurrency is the number of requests in flight.', 'doc', 'lambda-concurrency'],
  'CONC-2': ['A request in its cold start counts as in flight.', 'doc', 'lambda-concurrency'],
  'CONC-3': [
    'An account may have 1,000 requests in flight by default, new accounts fewer.',
    'doc',
    'gettingstarted-limits',
  ],
  'CONC-5': [
    'Functions without reserved concurrency share what is left; a busy one can starve the others.',
    'doc',
    'lambda-concurrency',
  ],
  'CONC-6': [
    'Reserved concurrency is both a guarantee and a cap; 0 stops the function.',
    'doc',
    'configuration-concurrency',
  ],
  'CONC-8': [
    'Requests that wait are limited to ten a second for each unit of concurrency.',
    'doc',
    'lambda-concurrency',
  ],
  'CONC-10': [
    'A function gets 1,000 new environments at once and 100 more a second; above that requests are refused.',
    'doc',
    'scaling-behavior',
  ],
  'CONC-7': [
    'At its reserved concurrency a function is throttled, even if the account has room.',
    'doc',
    'lambda-concurrency',
  ],

  'ASYNC-1': [
    'Lambda queues the event and answers 202 at once; nobody waits for the result.',
    'doc',
    'invocation-async',
  ],
  'ASYNC-2': ['A failed asynchronous event is tried up to two more times.', 'doc', 'invocation-async-error-handling'],
  'ASYNC-3': [
    'The second attempt comes after 1 minute, the third after 2 more.',
    'doc',
    'invocation-async-error-handling',
  ],
  'ASYNC-4': [
    'A throttled event goes back to the queue and waits, 1 s growing to 5 min; no retry is used up.',
    'doc',
    'invocation-async-error-handling',
  ],
  'ASYNC-5': ['An event may wait up to its maximum age, 6 hours by default.', 'doc', 'invocation-async-configuring'],
  'ASYNC-6': ['When the next wait would pass the maximum age, the event is given up right away.', 'meas'],
  'ASYNC-7': ['An event that waited longer than its maximum age never runs.', 'doc', 'invocation-async-error-handling'],
  'ASYNC-8': ['All attempts have the same request id, and each may land on any environment.', 'meas'],
  'ASYNC-9': ['A queued event runs with the code and settings of the moment it runs.', 'meas'],
  'ASYNC-11': [
    'A given-up event goes to the on-failure destination and the dead-letter queue, or is lost.',
    'doc',
    'invocation-async-retain-records',
  ],
  'ASYNC-12': ['With reserved concurrency 0 an event is given up without any attempt.', 'meas'],
  'ASYNC-13': [
    'Destinations get a record of asynchronous invocations, and only of those.',
    'doc',
    'invocation-async-retain-records',
  ],
  'ASYNC-14': ['The record holds the event, the answer, and how it ended.', 'doc', 'invocation-async-retain-records'],
  'ASYNC-15': [
    'An event ends as Success, RetriesExhausted, EventAgeExceeded or ZeroReservedConcurrency.',
    'doc',
    'invocation-async-retain-records',
  ],
  'ASYNC-16': [
    'To a queue the record travels as body, to a topic as message, to a function as event.',
    'doc',
    'invocation-async-retain-records',
  ],
  'ASYNC-17': [
    'A function’s dead-letter queue gets the original event, not a record.',
    'doc',
    'invocation-async-retain-records',
  ],
  'ASYNC-18': ['If a record cannot be delivered, it is lost.', 'doc', 'invocation-async-retain-records'],

  'ESM-1': [
    'A poller of Lambda reads the queue and invokes the function with a batch, synchronously.',
    'doc',
    'invocation-eventsourcemapping',
  ],
  'ESM-2': [
    'Asynchronous retries, dead-letter queue and destinations do not apply to a batch.',
    'doc',
    'invocation-eventsourcemapping',
  ],
  'ESM-3': [
    'A batch is sent when it is full, its window is over, or it reaches 6 MB.',
    'doc',
    'invocation-eventsourcemapping',
  ],
  'ESM-4': ['The batching window is 0 to 300 s; with 0 what is there is sent.', 'doc', 'invocation-eventsourcemapping'],
  'ESM-5': ['Delivery is at least once: a message may come twice.', 'doc', 'invocation-eventsourcemapping'],
  'ESM-7': ['A disabled mapping polls nothing; messages stay in the queue.', 'doc', INVOKE],

  'SQS-1': ['A batch holds up to 10 messages by default.', 'doc', 'services-sqs-configure'],
  'SQS-2': ['A batch never holds more than 6 MB.', 'doc', 'services-sqs-configure'],
  'SQS-3': ['Polling starts with 5 batches at a time and grows by up to 300 a minute.', 'doc', 'services-sqs-scaling'],
  'SQS-4': [
    'Maximum concurrency limits the batches that run at once, without throttles.',
    'doc',
    'services-sqs-scaling',
  ],
  'SQS-5': [
    'With reserved concurrency alone surplus batches are throttled, and their messages return.',
    'doc',
    'services-sqs-scaling',
  ],
  'SQS-6': ['While a batch runs its messages are invisible; on success all are deleted.', 'doc', 'with-sqs'],
  'SQS-7': [
    'After an error the whole batch returns when the visibility timeout ends.',
    'doc',
    'services-sqs-errorhandling',
  ],
  'SQS-8': ['After errors the poller slows down.', 'doc', 'services-sqs-errorhandling'],
  'SQS-9': [
    'A throttled batch is tried again until the visibility timeout runs out.',
    'doc',
    'services-sqs-errorhandling',
  ],
  'SQS-11': [
    'After too many receives a message moves to the queue’s own dead-letter queue.',
    'doc',
    'services-sqs-errorhandling',
  ],
  'SQS-12': ['With partial responses only the messages that are named come back.', 'doc', 'services-sqs-errorhandling'],
  'SQS-13': [
    'An invalid list of failures means that the whole batch failed; an empty one, success.',
    'doc',
    'services-sqs-errorhandling',
  ],
  'SQS-14': ['Without that setting a returned list of failures is ignored.', 'assumed'],
  'SQS-18': ['The event holds one record for each message of the batch.', 'doc', 'with-sqs'],
  'SQS-19': ['Messages stay up to the queue’s retention, 4 days by default.', 'assumed'],
  'SQS-20': ['A handler slower than the visibility timeout gets the same message twice.', 'assumed'],

  'TRIG-1': ['Each service has its way to call Lambda: waiting, handing over, or polled.', 'doc', 'lambda-services'],
  'TRIG-3': ['Who retries: the caller, Lambda’s own queue, or the polled source.', 'doc', 'invocation-retries'],
  'TRIG-5': ['An HTTP API sends payload format 2.0.', 'doc', HTTP_API],
  'TRIG-6': ['What the function returns becomes the HTTP response; a malformed one becomes 502.', 'doc', HTTP_API],
  'TRIG-7': [
    'The API answers 500 when Lambda refuses, 502 when the function fails, 504 when it takes too long.',
    'doc',
    'services-apigateway-errors',
  ],
  'TRIG-8': [
    'An HTTP API waits 30 s; the function runs on after that.',
    'doc',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  ],
  'TRIG-20': [
    'A bucket notifies with one record for each object; the key is URL-encoded.',
    'doc',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html',
  ],
  'TRIG-21': [
    'Notifications of a bucket come at least once, after a moment, in any order.',
    'doc',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html',
  ],
  'TRIG-22': ['A topic hands each message to the function as one record.', 'doc', 'with-sns'],
  'TRIG-23': [
    'A topic tries to deliver many times, until Lambda has accepted the event.',
    'doc',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html',
  ],
  'TRIG-24': [
    'EventBridge hands an event to the targets of its rules, to functions asynchronously; a schedule sends a Scheduled Event.',
    'doc',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html',
  ],

  'TRIG-25': [
    'EventBridge Scheduler hands over the input of its schedule, an empty event without one.',
    'doc',
    'with-eventbridge-scheduler',
  ],

  'STREAM-16': [
    'A stream keeps each record in the shard that the hash of its partition key belongs to.',
    'doc',
    'https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html',
  ],
  'NODE-3': ['A missing module or export, or a syntax error, fails INIT.', 'doc', 'nodejs-handler'],
  'NODE-6': [
    'The answer is sent when the promise of the handler settles; open timers freeze.',
    'doc',
    'nodejs-handler',
  ],
  'NODE-11': ['A promise that never settles ends as an error once nothing is left to wait for.', 'meas'],
  'NODE-12': ['What the handler throws becomes the answer, as an error.', 'meas'],
  'NODE-13': ['An unhandled rejection or exception ends the process.', 'meas'],
  'NODE-14': ['The result is turned into JSON; what cannot be is an error.', 'meas'],

  'LOG-9': ['A console line carries time, request id and level.', 'meas'],
  'LOG-10': ['The runtime logs an error with its stack.', 'meas'],

  'BILL-1': ['Cost is requests plus memory times duration.', 'doc', 'https://aws.amazon.com/lambda/pricing/'],
  'BILL-5': ['A cold invocation is billed for INIT too.', 'meas', 'lambda-runtime-environment'],

  'SIM-2': ['Which idle environment is taken is a choice of the model.', 'assumed'],
  'SIM-4': ['How waits grow after throttles is a choice of the model.', 'assumed'],
  'SIM-7': ['How pollers grow and shrink is a choice of the model.', 'assumed'],
  'SIM-8': ['How long a notification travels is a choice of the model.', 'assumed'],

  D1: ['Virtual time begins when the run begins.', 'class'],
  D5: ['A call to a service takes effect when the service has it; its answer takes time too.', 'class'],
  D6: ['Timers that are due while frozen fire when the environment thaws.', 'assumed'],
  D9: ['The playground has budgets of its own; reaching one is not a Lambda outcome.', 'class'],
  D21: ['You acted at the playhead; the run goes on from there.', 'class'],
  D22: ['You changed the scenario; the change is live from here.', 'class'],
  D27: ['The API is an HTTP API.', 'class'],
  D32: ['Nothing happens, and the screen says why.', 'class'],
};
