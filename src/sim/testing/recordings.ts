/** Recordings of AWS that no scenario plays again, and why; and those that other tests hold against their own. */

const CONTROL_PLANE = 'an answer of the API that creates and describes resources; here a scenario does that';
const NO_STREAMS = 'nothing reads streams';
const NO_FILTERS = 'mappings have no filter criteria';
const NO_URLS = 'function URLs are not modelled';
const NO_REST = 'APIs are HTTP APIs';
const NO_INPUTS = 'rules have no input path or transformer';

const each = (prefix: string, names: string, reason: string) =>
  Object.fromEntries(names.split(' ').map((name) => [`${prefix}--${name}`, reason]));

export const LEFT_OUT_RECORDINGS: Readonly<Record<string, string>> = {
  ...each('apigateway', 'rest-proxy-event rest-request-mapping rest-selection-patterns', NO_REST),
  ...each('async', 'event-invoke-config-lifecycle', CONTROL_PLANE),
  ...each('concurrency', 'reserved-account-limit reserved-concurrency-crud', CONTROL_PLANE),
  ...each('concurrency', 'alias-weights provisioned-states reserved-provisioned-overlap', 'versions are not modelled'),
  ...each('esm-common', 'esm-validation-dynamodb', NO_STREAMS),
  ...each('esm-dynamodb', 'dynamodb-disable dynamodb-esm-missing-stream dynamodb-event', NO_STREAMS),
  ...each('esm-dynamodb', 'dynamodb-filter-content-filter-type dynamodb-filter-content-or-filter', NO_STREAMS),
  ...each('esm-dynamodb', 'dynamodb-filter-insert-same-entry-twice dynamodb-filter-prefix-filter', NO_STREAMS),
  ...each('esm-dynamodb', 'dynamodb-on-failure-s3 dynamodb-on-failure-sqs', NO_STREAMS),
  ...each('esm-dynamodb', 'dynamodb-partial-batch dynamodb-partial-null-success', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-disable kinesis-empty-answer kinesis-event-and-defaults', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-filter-data kinesis-on-failure-sqs kinesis-partial-batch', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-partial-empty-list-success kinesis-partial-empty-string-success', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-partial-empty-string-item-identifier-failure', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-partial-invalid-key-foo-failure kinesis-partial-null-success', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-partial-item-identifier-not-present-failure', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-partial-unhandled-exception-in-function', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-record-age-before-ingestion kinesis-record-age-while-retrying', NO_STREAMS),
  ...each('esm-kinesis', 'kinesis-two-consumers', NO_STREAMS),
  ...each('esm-sqs', 'sqs-esm-batch-size-rules sqs-esm-duplicate sqs-esm-missing-queue sqs-esm-update', CONTROL_PLANE),
  ...each('esm-sqs', 'sqs-fifo-esm-states sqs-fifo-partial-batch', 'queues are standard ones'),
  ...each('esm-sqs', 'sqs-filter-and sqs-filter-numeric-range sqs-filter-or sqs-filter-prefix', NO_FILTERS),
  ...each('esm-sqs', 'sqs-filter-single sqs-filter-valid-json-filter', NO_FILTERS),
  ...each('limits', 'create-function-unzipped-size create-function-validation', CONTROL_PLANE),
  ...each('limits', 'recursion-default', 'recursion is not detected'),
  ...each('triggers', 'eventbridge-input-path eventbridge-input-path-string', NO_INPUTS),
  ...each('triggers', 'eventbridge-transformer-string eventbridge-two-inputs', NO_INPUTS),
  ...each('triggers', 's3-event-delete', 'buckets notify of new objects only'),
  ...each('triggers', 's3-event-versioned', 'buckets keep no versions'),
  ...each('triggers', 's3-eventbridge', 'buckets do not notify buses'),
  ...each('triggers', 'schedule-default-bus-only', 'a schedule is on no bus here'),
  ...each('triggers', 'sns-subscription-redrive', 'subscriptions have no dead-letter queue'),
  ...each('url', 'url-after-alias-delete url-config-lifecycle url-config-validation url-forbidden', NO_URLS),
  ...each('url', 'url-request-event url-response-boolean url-response-dict', NO_URLS),
  ...each('url', 'url-response-http-response url-response-string', NO_URLS),
};

/** Which test. */
export const REPLAYED_ELSEWHERE: Readonly<Record<string, string>> = {
  'async--async-error-log-events': 'src/sim/lambda/logLines.test.ts',
  'async--dlq-sns-topic': 'src/sim/services/events/events.test.ts',
  'async--dlq-sqs-attributes': 'src/sim/services/events/events.test.ts',
  'concurrency--reserved-equals-provisioned': 'src/sim/lambda/logLines.test.ts',
  'esm-sqs--sqs-partial-batch-invalid': 'src/sim/lambda/rules/sqsPartialBatch.test.ts',
  'invoke--environment-nodejs24': 'src/sim/lambda/rules/processEnvironment.test.ts',
  'invoke--error-exit-status': 'src/sim/lambda/logLines.test.ts',
  'invoke--error-init-exits': 'src/sim/lambda/logLines.test.ts',
  'invoke--log-lines-nodejs': 'src/sim/lambda/logLines.test.ts',
  'triggers--s3-event-put': 'src/sim/services/events/events.test.ts',
};
