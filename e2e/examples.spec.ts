import { expect, type Playground, test } from './playground.ts';

/** Opens an example by its deep link, runs it to the end, and gives its trace digest. */
async function runExample(playground: Playground, id: string): Promise<string> {
  await playground.openExample(id);
  await playground.runToEnd();
  return playground.digest();
}

/** The gallery leads to the same scenario, and running it again to the same trace and the same picture. */
async function isSameFromGallery(playground: Playground, title: string, digest: string): Promise<void> {
  const seen = await playground.nodeTexts();
  await playground.chooseFromGallery(title);
  await expect(playground.clock).toContainText('00:00:00.000');
  await playground.runToEnd();
  expect(await playground.digest()).toBe(digest);
  expect(await playground.nodeTexts()).toEqual(seen);
}

test('hello: the answer stands where it was asked for, and its log under Logs', async ({ playground }) => {
  await playground.openExample('hello');
  await expect(playground.node('hello')).toContainText('no environment yet');
  await playground.invoke('console');
  const answer = playground.node('console').getByRole('region', { name: 'Answer of your invocation' });
  await expect(answer).toContainText('{"message":"Hello Ada"}');
  await expect(answer).toContainText('200');
  await expect(answer).toContainText('cold');
  // Played by itself until all has been shown, then it rests.
  await expect(playground.run.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(playground.node('hello')).toContainText('cold 1');
  const report = await playground.logLines('REPORT');
  await expect(report).toHaveText(/REPORT RequestId: .* Duration: \d+\.\d\d ms .*Init Duration: 140\.\d\d ms/);
  await expect(await playground.logLines('RequestId', 'Only lines of Lambda')).toHaveText([/START/, /END/, /REPORT/]);

  await playground.invoke('console');
  await expect(answer).toContainText('warm');
  await expect(answer).toContainText('{"message":"Hello Ada"}');
  await expect(playground.node('hello')).toContainText('warm 1');
  await expect(await playground.logLines('Init Duration')).toHaveCount(1);
  await expect(await playground.logLines('REPORT')).toHaveCount(2);
});

test('hello: from the gallery too, with the answer the handler gives', async ({ playground }) => {
  await playground.openExample('burst');
  await playground.chooseFromGallery('Hello');
  await playground.invoke('hello');
  await expect(playground.node('hello').getByRole('region', { name: 'Answer of your invocation' })).toContainText(
    '{"message":"Hello Ada"}',
  );
});

test('counter: 1 to 5 in one environment, then 1 and 2 in the next', async ({ playground }) => {
  const digest = await runExample(playground, 'counter');
  await expect(playground.node('counter')).toContainText('cold 2');
  await expect(playground.node('counter')).toContainText('warm 5');
  await expect(await playground.logLines('served', 'Only output')).toHaveText([
    /counter 1\s*served 1/,
    /counter 1\s*served 2/,
    /counter 1\s*served 3/,
    /counter 1\s*served 4/,
    /counter 1\s*served 5/,
    /counter 2\s*served 1/,
    /counter 2\s*served 2/,
  ]);
  const answers = (await playground.records('responded')).map(({ data }) => JSON.parse(data.payload).served);
  expect(answers).toEqual([1, 2, 3, 4, 5, 1, 2]);
  const [gone] = await playground.records('environment_stopped');
  expect(gone?.timeUs).toBeGreaterThanOrEqual(308e6);
  expect(gone?.timeUs).toBeLessThan(309e6);
  await playground.seek(gone?.timeUs ?? 0);
  await expect(playground.node('counter')).toContainText('no environment left');
  await playground.runToEnd();
  await isSameFromGallery(playground, 'A counter that forgets', digest);
});

test('burst: ten requests make ten cold environments, the next ten are warm', async ({ playground }) => {
  const digest = await runExample(playground, 'burst');
  const offers = playground.node('offers');
  await expect(offers).toContainText('cold 10');
  await expect(offers).toContainText('warm 10');
  await expect(offers.getByRole('group', { name: '10 environments: 10 idle' })).toBeVisible();
  await expect(offers.getByRole('button', { name: /^Environment \d+: idle, frozen, served 2$/ })).toHaveCount(10);
  await expect(playground.node('shop')).toContainText('sent 20');
  await expect(playground.node('shop')).toContainText('ok 20');
  const answers = (await playground.records('invoke_ended')).map(({ data }) => JSON.parse(data.payload));
  expect(answers.map(({ served }) => served)).toEqual([...Array(10).fill(1), ...Array(10).fill(2)]);
  expect(new Set(answers.map(({ path }) => path))).toEqual(new Set(['/offers']));

  const started = await playground.records('invoke_started');
  await playground.seek(started[9]?.timeUs ?? 0);
  await expect(offers.getByRole('group', { name: '10 environments: 10 running' })).toBeVisible();
  await expect(offers.getByRole('meter', { name: 'Concurrency' })).toHaveAttribute('aria-valuenow', '10');
  await expect(offers).toContainText('cold 10');
  await expect(offers).toContainText('warm 0');
  await playground.runToEnd();
  await isSameFromGallery(playground, 'A burst of cold starts', digest);
});

test('async-retries: again after 1 and 2 minutes, then a failure record in the queue', async ({ playground }) => {
  const digest = await runExample(playground, 'async-retries');
  const started = (await playground.records('invoke_started')).map(({ timeUs }) => timeUs);
  const ended = (await playground.records('invoke_ended')).map(({ timeUs }) => timeUs);
  expect(started).toHaveLength(3);
  for (const [i, waitS] of [60, 120].entries()) {
    const gapS = ((started[i + 1] ?? 0) - (ended[i] ?? 0)) / 1e6;
    expect(gapS).toBeGreaterThanOrEqual(waitS);
    expect(gapS).toBeLessThan(waitS + 1);
  }

  // The same on screen: the wait counts down at the function, and the log tells when the handler ran.
  const pay = playground.node('pay');
  const [first, second] = await playground.records('retry_scheduled');
  await playground.seek(first?.timeUs ?? 0);
  await expect(pay).toContainText('1 waiting');
  await expect(pay).toContainText('retry in 1:00.0');
  await playground.seek((first?.timeUs ?? 0) + 20e6);
  await expect(pay).toContainText('retry in 0:40.0');
  await playground.seek(second?.timeUs ?? 0);
  await expect(pay).toContainText('retry in 2:00.0');
  await playground.runToEnd();
  await expect(pay).toContainText('0 waiting');
  await expect(pay).toContainText('errors 3');
  await expect(await playground.logLines('charging order', 'Only output')).toHaveText([
    /^00:00:00\.\d{3}.*charging order 3/s,
    /^00:01:00\.\d{3}.*charging order 3/s,
    /^00:03:00\.\d{3}.*charging order 3/s,
  ]);

  await expect(playground.node('failures')).toContainText('visible 1');
  const [message] = await playground.records('message_sent');
  const record = JSON.parse(message?.data.body);
  expect(record.requestContext).toMatchObject({ condition: 'RetriesExhausted', approximateInvokeCount: 3 });
  expect(record.requestPayload).toEqual({ order: 3, total: 42 });
  expect(record.responsePayload).toMatchObject({ errorType: 'Error', errorMessage: 'the bank does not answer' });
  await isSameFromGallery(playground, 'Three tries, then a record', digest);
});

test('an asynchronous invocation of mine tells me where I clicked that Lambda gave it up', async ({ playground }) => {
  await playground.openExample('async-retries');
  await playground.node('pay').click({ button: 'right', position: { x: 20, y: 12 } });
  await playground.page.getByRole('menuitem', { name: 'Invoke asynchronously' }).click();
  await playground.runToEnd();
  const answer = playground.node('pay').getByRole('region', { name: 'Answer of your invocation' });
  await expect(answer).toContainText('given up: RetriesExhausted · attempt 3');
  await expect(answer).toContainText('Error: the bank does not answer');
  await expect(playground.node('failures')).toContainText('visible 2');
});

test('photos: from the bucket through resize and a queue to notify', async ({ playground }) => {
  const digest = await runExample(playground, 'photos');
  await expect(playground.node('photos')).toContainText('objects 3');
  await expect(await playground.logLines('ready:', 'Only output')).toHaveText([
    /notify \d+\s*ready: summer\/beach 1\.jpg/,
    /notify \d+\s*ready: summer\/beach 2\.jpg/,
    /notify \d+\s*ready: summer\/beach 3\.jpg/,
  ]);
  // What resize logs was computed from the object it read: 31 letters, a tenth of them, rounded up.
  await expect(await playground.logLines('resized', 'Only output')).toHaveText([
    /resized \{ key: 'summer\/beach 1\.jpg', bytes: 4 \}/,
    /resized \{ key: 'summer\/beach 2\.jpg', bytes: 4 \}/,
    /resized \{ key: 'summer\/beach 3\.jpg', bytes: 4 \}/,
  ]);
  await expect(playground.node('thumbnails')).toContainText('visible 0');
  await expect(playground.node('thumbnails')).toContainText('in flight 0');
  expect((await playground.summary()).nodes.n3).toMatchObject({ received: 3, deleted: 3 });
  await isSameFromGallery(playground, 'Photos through a queue', digest);
});

test('poison: the batch comes back until all ten messages are in the dead-letter queue', async ({ playground }) => {
  const digest = await runExample(playground, 'poison');
  await expect(playground.node('orders')).toContainText('visible 0');
  await expect(playground.node('poison-dlq')).toContainText('visible 10');
  await expect(playground.node('save')).toContainText('errors 3');
  const received = await playground.records('message_received');
  const moved = await playground.records('message_redriven');
  expect(moved).toHaveLength(10);
  for (const { subject } of moved) {
    expect(received.filter((one) => one.subject === subject).map(({ value }) => value)).toEqual([1, 2, 3]);
  }
  await expect(await playground.logLines('saved order', 'Only output')).toHaveText(
    [1, 2, 3, 1, 2, 3, 1, 2, 3].map((order) => new RegExp(`saved order ${order}`)),
  );
  await playground.seek(moved[0] ? moved[0].timeUs - 1 : 0);
  await expect(playground.node('poison-dlq')).toContainText('visible 0');
  await playground.runToEnd();
  await isSameFromGallery(playground, 'The poison message', digest);
});

test('an example that does not exist is said to be missing, and the work stays', async ({ playground }) => {
  await playground.openExample('counter');
  await playground.open('#example=nothing-of-that-name');
  await expect(playground.page.getByRole('alert').filter({ hasText: 'nothing-of-that-name' })).toBeVisible();
  await expect(playground.scenarioName).toHaveValue('A counter that forgets');
});
