/** What was recorded on AWS, played again here as scenarios, with handlers that really run. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ScenarioInputs } from '../scenario/inputs.ts';
import type { Scenario } from '../scenario/schema.ts';
import { LEFT_OUT_RECORDINGS, REPLAYED_ELSEWHERE } from '../sim/testing/recordings.ts';
import { type ScenarioBuilder, scenario } from '../sim/testing/scenarioBuilder.ts';
import { describeWithSharedData, recorded, recordingNames } from '../sim/testing/sharedData.ts';
import { RunLog } from '../sim/trace/readouts/logs.ts';
import type { RecordKind, TraceRecord } from '../sim/trace/records.ts';
import { runHeadless } from './headless.ts';

const code = (text: string, path = 'index.mjs') => ({ handler: { kind: 'code' as const, files: [{ path, text }] } });
const FAILS = code('export const handler = async () => { throw new Error("intentional failure"); };');
const ECHOES = code('export const handler = async (event) => ({ event });');
const once = (atS = 0) => ({ kind: 'single' as const, atS });

async function played(from: ScenarioBuilder | Scenario, inputs: ScenarioInputs = []) {
  const started = 'build' in from ? from.build() : from;
  const { trace } = await runHeadless(started, { inputs });
  const records: TraceRecord[] = Array.from({ length: trace.length }, (_, i) => trace.at(i));
  return { trace, ofKind: (...kinds: RecordKind[]) => records.filter(({ kind }) => kinds.includes(kind)) };
}

const invoke = (timeS: number, payload: unknown, nodeId = 'n1') => ({
  type: 'invoke' as const,
  timeUs: timeS * 1e6,
  nodeId,
  mode: 'sync' as const,
  payload: JSON.stringify(payload),
});

/** The answers to invocations one after the other, as their callers get them. */
async function answers(text: string, events: readonly unknown[], settings: object = {}) {
  const s = scenario({ durationS: 1000 }).code('f', { ...code(text), ...settings });
  const r = await played(
    s,
    events.map((event, i) => invoke(i * 10, event)),
  );
  return r.ofKind('responded').map(({ value, data }) => ({
    StatusCode: value,
    ...(data.functionError ? { FunctionError: 'Unhandled' } : {}),
    Payload: data.payload,
  }));
}

/** What a handler gets that invokes `callee` with the SDK. */
async function invokedBySdk(input: object, callee: object): Promise<Record<string, unknown>> {
  const caller = code(`import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
    export const handler = async (input) => {
      try {
        const output = await new LambdaClient({}).send(new InvokeCommand(input));
        return { ...output, Payload: new TextDecoder().decode(output.Payload) };
      } catch (error) { return { name: error.name, message: error.message, Type: error.Type }; }
    };`);
  const s = scenario({ durationS: 600 })
    .code('caller', { ...caller, timeoutS: 60, memoryMb: 1769 })
    .code('callee', callee);
  const r = await played(s, [invoke(0, input)]);
  return JSON.parse(r.ofKind('responded').at(-1)?.data.payload);
}

describeWithSharedData('recordings of asynchronous invocations', () => {
  const eventOf = (settings: object, handler: object) =>
    scenario({ durationS: 2000 })
      .client('caller', { traffic: once(), payload: '{"message":"<test-msg-id>"}' })
      .code('f', { ...handler, ...settings })
      .queue('q')
      .wire('async', 'caller', 'f')
      .wire('onFailure', 'f', 'q')
      .wire('onSuccess', 'f', 'q');

  it.each([
    ['destination-failure-default-retries', 'receive_message_result', {}, FAILS],
    ['destination-failure-no-retries', 'receive_message_result', { asyncRetryAttempts: 0 }, FAILS],
    ['destination-failure-two-retries', 'queue_destination_payload', { asyncRetryAttempts: 2 }, FAILS],
    ['destination-event-age-exceeded', 'no_retry_failure_message', { asyncEventAgeS: 60 }, FAILS],
    ['destination-event-age-exceeded', 'single_retry_failure_message', { asyncEventAgeS: 90 }, FAILS],
    ['destination-success-sqs', 'receive_message_result', { asyncRetryAttempts: 0 }, ECHOES],
  ])('%s, %s', async (name, part, settings, handler) => {
    const { [part]: result } = recorded(`async--${name}`);
    const theirs = (result.Messages?.[0] ?? result).Body;
    const r = await played(eventOf(settings, handler));
    const [sent, ...more] = r.ofKind('message_sent');
    const ours = JSON.parse(sent?.data.body);
    expect(more).toEqual([]);
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    const { requestId, functionArn, ...context } = ours.requestContext;
    const { requestId: _, functionArn: __, ...theirContext } = theirs.requestContext;
    expect(context).toEqual(theirContext);
    expect(functionArn).toMatch(/^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:f:\$LATEST$/);
    expect(ours.responseContext).toEqual(theirs.responseContext);
    expect(new Set(r.ofKind('invoke_async').map(({ data }) => data.requestId))).toEqual(new Set([requestId]));
  });

  it('async-queue-function-update: queued events run with the new code', async () => {
    const history: string[] = recorded('async--async-queue-function-update').async_invoke_history_sorted;
    const text = `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      export const handler = async ({ name, ms }) => { await wait(ms); console.log(name + '--' + process.env.VARIANT); };`;
    const variant = (n: number) =>
      scenario({ durationS: 3600 })
        .code('f', { ...code(text), reservedConcurrency: 1, timeoutS: 60, env: { VARIANT: `variant-${n}` } })
        .build();
    const names = history.map((line) => line.split('--')[0] ?? '');
    const events = (name: string, i: number) => ({
      ...invoke(name.startsWith('01') ? 0 : name.includes('before') ? 1 + i * 0.01 : 4 + i * 0.01, {
        name,
        ms: name.startsWith('01') ? 20_000 : 10,
      }),
      mode: 'async' as const,
    });
    const first = names.filter((name) => !name.includes('after')).map(events);
    const later = names.filter((name) => name.includes('after')).map(events);
    const r = await played(variant(1), [...first, { type: 'deploy', timeUs: 3e6, scenario: variant(2) }, ...later]);
    const log = r.ofKind('log').map(({ data }) => String(data.text).trimEnd().split('\t').at(-1));
    // The two words of the recording stand for one variable.
    expect(log.map((line) => line?.replace('--', '--')).sort()).toEqual(history);
  });

  it('destination-sns-invoke, invoke-event: 202 and no payload, also when the function will fail', async () => {
    const { successful_invoke, unsuccessful_invoke } = recorded('async--destination-sns-invoke');
    const input = { FunctionName: 'callee', InvocationType: 'Event', Payload: '{}' };
    expect(await invokedBySdk(input, ECHOES)).toMatchObject(successful_invoke);
    expect(await invokedBySdk(input, FAILS)).toMatchObject(unsuccessful_invoke);
    expect(await invokedBySdk(input, ECHOES)).toMatchObject(recorded('invoke--invoke-event')['invoke-result']);
  });
});

describeWithSharedData('recordings of synchronous invocations', () => {
  it('error-payload-nodejs, error-handler-throws: status 200, Unhandled, and type, message and trace', async () => {
    const theirs = recorded('invoke--error-payload-nodejs').error_result;
    const text = 'export const handler = async () => { throw new Error("Error: some_error_msg"); };';
    const [ours] = await answers(text, [{}]);
    expect(ours).toMatchObject({ StatusCode: theirs.StatusCode, FunctionError: theirs.FunctionError });
    const payload = JSON.parse(ours?.Payload);
    expect(Object.keys(payload)).toEqual(Object.keys(theirs.Payload));
    expect(payload).toMatchObject({ errorType: 'Error', errorMessage: theirs.Payload.errorMessage });
    const python = recorded('invoke--error-handler-throws').invocation_error;
    expect(ours).toMatchObject({ StatusCode: python.StatusCode, FunctionError: python.FunctionError });
  });

  it('error-init-throws: the caller gets the error of the module', async () => {
    const theirs = recorded('invoke--error-init-throws').invocation_error;
    const [ours] = await answers(`throw new Error('${theirs.Payload.errorMessage}');`, [{}]);
    expect(ours).toMatchObject({ StatusCode: theirs.StatusCode, FunctionError: theirs.FunctionError });
    expect(JSON.parse(ours?.Payload).errorMessage).toBe(theirs.Payload.errorMessage);
  });

  it('error-payload-not-json, invoke-missing-function: refused before anything runs', async () => {
    const bad = recorded('invoke--error-payload-not-json').invoke_function_invalid_payload_message.Error;
    const refused = await invokedBySdk({ FunctionName: 'callee', Payload: 'no JSON' }, ECHOES);
    expect(refused.name).toBe(bad.Code);
    expect(refused.message).toMatch(/^Could not parse request body into json: /);
    const gone = recorded('invoke--invoke-missing-function').invoke_function_doesnotexist.Error;
    const missing = await invokedBySdk({ FunctionName: 'doesnotexist', Payload: '{}' }, ECHOES);
    expect(missing.name).toBe(gone.Code);
    expect(String(missing.message).replace(/arn:.*:function/, '<arn>')).toBe(
      gone.Message.replace(/arn:.*:function/, '<arn>'),
    );
  });

  it('esm-handler-nodejs24: the answer is what the handler returns', async () => {
    const theirs = recorded('invoke--esm-handler-nodejs24')['invocation-result'];
    const text = `export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify("response from localstack lambda: " + JSON.stringify(event)) });`;
    const [ours] = await answers(text, [{ event_type: 'test_lambda' }]);
    expect({ ...ours, Payload: JSON.parse(ours?.Payload) }).toEqual({ StatusCode: 200, Payload: theirs.Payload });
  });

  it('response-too-large: the error in place of the answer, each time', async () => {
    const theirs = recorded('invoke--response-too-large');
    const text = `const part = 'x'.repeat(1_000_000); export const handler = async () => [part, part, part, part, part, part, part];`;
    const ours = await answers(text, [{}, {}], { memoryMb: 1769, timeoutS: 60 });
    for (const [i, { Payload, ...rest }] of ours.entries()) {
      const { ExecutedVersion: _, Payload: error, ...same } = theirs[i === 0 ? 'invoke_result' : 'invoke_result_2'];
      expect(rest).toEqual(same);
      expect(JSON.parse(Payload)).toEqual(error);
    }
  });

  it('warm-start-module-state, timeout-environment-reset: what an environment keeps, and what a timeout loses', async () => {
    const counts = recorded('invoke--warm-start-module-state');
    const counting = 'let counter = 0; export const handler = async () => ({ counter: counter++ });';
    expect((await answers(counting, [{}, {}])).map(({ Payload }) => JSON.parse(Payload))).toEqual([
      counts.first_invoke_result.Payload,
      counts.second_invoke_result.Payload,
    ]);
    const theirs = recorded('invoke--timeout-environment-reset');
    const text = `import { readFileSync, writeFileSync } from 'node:fs';
      let number = 0;
      export const handler = async ({ act }) => {
        if (act === 'write') return void writeFileSync('/tmp/file', 'some-content');
        if (act === 'read') return { content: readFileSync('/tmp/file', 'utf8') };
        if (act === 'set') return void (number = 42);
        if (act === 'number') return { number };
        await new Promise((resolve) => setTimeout(resolve, 5000));
      };`;
    const acts = ['write', 'read', 'set', 'number', 'sleep', 'read', 'number'];
    const ours = await answers(
      text,
      acts.map((act) => ({ act })),
      { timeoutS: 1, memoryMb: 1769 },
    );
    const parts = [
      'file-write',
      'file-read',
      'set-number',
      'read-number',
      'timed-out',
      'file-read-after-timeout',
      'read-number-after-timeout',
    ];
    for (const [i, part] of parts.entries()) {
      const { Payload, FunctionError, StatusCode } = theirs[`invoke-result-${part}`];
      expect(ours[i]?.StatusCode).toBe(StatusCode);
      expect(ours[i]).toMatchObject(FunctionError ? { FunctionError } : {});
      if (part === 'timed-out')
        expect(JSON.parse(ours[i]?.Payload).errorMessage).toContain('Task timed out after 1.00 seconds');
      else expect(JSON.parse(ours[i]?.Payload)).toEqual(Payload === 'null' ? null : Payload);
    }
  });

  it('request-id-in-logs: one id in the context, in START, END and REPORT', async () => {
    const { log_entries } = recorded('invoke--request-id-in-logs');
    const s = scenario({ durationS: 60 }).code(
      'f',
      code(
        'export const handler = async (event, { awsRequestId }) => { console.log("RequestId log message"); return awsRequestId; };',
      ),
    );
    const { trace, ofKind } = await played(s, [invoke(0, {})]);
    const id = JSON.parse(ofKind('responded')[0]?.data.payload);
    const log = new RunLog(trace);
    log.extend();
    const lines = Array.from({ length: log.length }, (_, i) => log.at(i).text);
    const masked = lines
      .filter((line) => !line.startsWith('INIT_START'))
      .map((line) => line.replaceAll(id, '<request-id>').trim());
    const [start, , end, report] = log_entries.logs;
    expect([masked[0], masked[2]]).toEqual([start, end]);
    const figures = (line: string) => line.replace(/: [\d.]+|: <[a-z]+>/g, ': <figure>');
    expect(figures(masked[3] ?? '')).toBe(figures(report));
  });
});

describeWithSharedData('recordings of queues', () => {
  it('sqs-redrive-to-dlq: two attempts with their receive counts, then the message as it was', async () => {
    const theirs = recorded('esm-sqs--sqs-redrive-to-dlq');
    const body = theirs.first_attempt.Messages[0].Body.event.Records[0].body;
    const s = scenario({ durationS: 600 })
      .queue('jobs', { traffic: once(), message: body, visibilityTimeoutS: 5 })
      .queue('dead')
      .code('f', { ...FAILS, timeoutS: 3 })
      .wire('mapping', 'jobs', 'f')
      .wire('redrive', 'jobs', 'dead', { maxReceiveCount: 2 });
    const r = await played(s);
    const events = r.ofKind('invoke_batch').map(({ data }) => JSON.parse(data.payload).Records[0]);
    const attempts = ['first_attempt', 'second_attempt'].map((part) => theirs[part].Messages[0].Body.event.Records[0]);
    expect(events.map((one) => [one.attributes.ApproximateReceiveCount, one.body])).toEqual(
      attempts.map((one) => [one.attributes.ApproximateReceiveCount, one.body]),
    );
    expect(Object.keys(events[0]).sort()).toEqual(Object.keys(attempts[0]).sort());
    expect(r.ofKind('message_redriven')).toHaveLength(1);
  });

  it('sqs-event-message-attributes: a record has them with their types and their MD5', async () => {
    const [theirs] = recorded('esm-sqs--sqs-event-message-attributes').first_attempt.Messages[0].Body.event.Records;
    const attributes = Object.entries<{ dataType: string; stringValue: string }>(theirs.messageAttributes).map(
      ([name, { dataType, stringValue }]) => [name, { DataType: dataType, StringValue: stringValue }],
    );
    const sender = code(`import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
      export const handler = (event) => new SQSClient({}).send(new SendMessageCommand(event));`);
    const s = scenario({ durationS: 60 })
      .code('sender', { ...sender, memoryMb: 1769 })
      .queue('jobs')
      .code('f', ECHOES)
      .wire('mapping', 'jobs', 'f');
    const input = { QueueUrl: 'jobs', MessageBody: theirs.body, MessageAttributes: Object.fromEntries(attributes) };
    const r = await played(s, [invoke(0, input)]);
    const [ours] = JSON.parse(r.ofKind('invoke_batch')[0]?.data.payload).Records;
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    expect(ours).toMatchObject({
      body: theirs.body,
      messageAttributes: theirs.messageAttributes,
      md5OfMessageAttributes: theirs.md5OfMessageAttributes,
    });
  });

  it('sqs-partial-batch-throw: a throw fails the whole batch, also with partial responses', async () => {
    const theirs = recorded('esm-sqs--sqs-partial-batch-throw').dlq_messages;
    const s = scenario({ durationS: 600 })
      .queue('jobs', { traffic: { kind: 'burst', count: theirs.length }, visibilityTimeoutS: 5 })
      .queue('dead')
      .code('f', { ...FAILS, timeoutS: 3 })
      .wire('mapping', 'jobs', 'f', { reportBatchItemFailures: true })
      .wire('redrive', 'jobs', 'dead', { maxReceiveCount: 1 });
    expect((await played(s)).ofKind('message_redriven')).toHaveLength(theirs.length);
  });
});

describeWithSharedData('recordings of triggers', () => {
  const bus = (event: { source: string; 'detail-type': string; detail: unknown }) =>
    scenario({ durationS: 60 }).eventBus('bus', {
      traffic: once(),
      source: event.source,
      detailType: event['detail-type'],
      detail: JSON.stringify(event.detail),
    });
  const masked = ({ id: _, time: __, account: ___, region: ____, ...rest }: Record<string, unknown>) => rest;

  it.each([
    ['eventbridge-event-to-lambda', { detail: { command: ['update-account'] } }],
    ['eventbridge-array-match', { detail: { payload: { automations: { id: [{ exists: true }] } } } }],
  ])('%s: the function gets the whole event', async (name, pattern) => {
    const [theirs] = recorded(`triggers--${name}`).events;
    const s = bus(theirs)
      .code('f', ECHOES)
      .wire('rule', 'bus', 'f', { pattern: JSON.stringify(pattern) });
    const [request] = (await played(s)).ofKind('invoke_async');
    const ours = JSON.parse(request?.data.payload);
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    expect(masked(ours)).toEqual(masked(theirs));
  });

  it('eventbridge-to-sns: the message of the notification is the event as text', async () => {
    const theirs = recorded('triggers--eventbridge-to-sns').messages[0].Body;
    const event = JSON.parse(theirs.Message);
    const s = bus(event).topic('topic').queue('q').wire('rule', 'bus', 'topic').wire('subscription', 'topic', 'q');
    const body = JSON.parse((await played(s)).ofKind('message_sent')[0]?.data.body);
    expect(masked(JSON.parse(body.Message))).toEqual(masked(event));
    expect(Object.keys(body).sort()).toEqual(Object.keys(theirs).sort());
  });

  it('schedule-rate-event, schedule-custom-input: the event of the rule, or exactly the input', async () => {
    const theirs = recorded('triggers--schedule-rate-event')['messages-first'][0].Body;
    const sent = async (settings: object) => {
      const s = scenario({ durationS: 130 }).schedule('rule', settings).code('f', ECHOES).wire('async', 'rule', 'f');
      return (await played(s)).ofKind('invoke_async').map(({ data }) => data.payload);
    };
    const events = (await sent({ expression: 'rate(1 minute)' })).map((text) => JSON.parse(text));
    expect(events).toHaveLength(2);
    expect(Object.keys(events[0])).toEqual(Object.keys(theirs));
    const { resources, ...rest } = masked(events[0]);
    const { resources: _, ...expected } = masked(theirs);
    expect(rest).toEqual(expected);
    expect(resources).toEqual([expect.stringMatching(/:rule\/rule$/)]);
    const input = recorded('triggers--schedule-custom-input').messages[0].Body;
    expect((await sent({ input: JSON.stringify(input) })).map((text) => JSON.parse(text))).toEqual([input, input]);
  });
});

describeWithSharedData('every recording', () => {
  const here = readFileSync('src/engine/recordings.test.ts', 'utf8');

  it('is played again, here or in another test, or is left out with a reason', () => {
    const names = recordingNames();
    const isPlayed = (name: string) =>
      (!(name in LEFT_OUT_RECORDINGS) && here.includes(name.split('--').at(-1) ?? name)) || name in REPLAYED_ELSEWHERE;
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => isPlayed(name) === name in LEFT_OUT_RECORDINGS)).toEqual([]);
    const listed = [...Object.keys(LEFT_OUT_RECORDINGS), ...Object.keys(REPLAYED_ELSEWHERE)];
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(Object.entries(REPLAYED_ELSEWHERE))('%s is in %s', (name, file) => {
    expect(readFileSync(file, 'utf8')).toContain(name);
  });
});
