import { boxOf, expect, linkTo, type Playground, test } from './playground.ts';

interface Moment {
  readonly clock: string;
  readonly nodes: readonly string[];
}

async function moment(playground: Playground): Promise<Moment> {
  await playground.painted();
  return { clock: await playground.clockText(), nodes: await playground.nodeTexts() };
}

for (const [id, steps] of [
  ['async-retries', 9],
  ['burst', 9],
  ['photos', 16],
] as const) {
  test(`${id}: seeking and stepping back show exactly what was shown on the way`, async ({ playground }) => {
    await playground.openExample(id);
    await playground.showDock('Trace');
    const shown: Moment[] = [];
    const records: number[] = [];
    for (let i = 0; i < steps; i++) {
      await playground.step();
      await expect.poll(() => playground.playheadRecord()).toBeGreaterThan(records.at(-1) ?? -1);
      records.push(await playground.playheadRecord());
      shown.push(await moment(playground));
    }
    expect(new Set(shown.map(({ nodes }) => nodes.join())).size).toBeGreaterThan(3);

    for (let i = steps - 2; i >= 0; i--) {
      await playground.stepBack();
      expect(await moment(playground), `moment ${i}`).toEqual(shown[i]);
    }
    await playground.runToEnd();
    const trace = await playground.trace();
    // Not in order, so that nothing is left from the moment before.
    for (const i of backAndForth(steps)) {
      await playground.seek(trace[records[i] ?? 0]?.timeUs ?? 0);
      expect(await moment(playground), `moment ${i}`).toEqual(shown[i]);
    }
  });
}

test('playing passes through the same moments as seeking', async ({ playground }) => {
  await playground.openExample('counter');
  await playground.play();
  await expect(playground.node('counter')).toContainText('warm 1');
  await playground.pause();
  const paused = await moment(playground);
  await playground.runToEnd();
  await playground.seek(microseconds(paused.clock));
  expect(await moment(playground)).toEqual(paused);
});

test('pausing stops the clock, and playing goes on from there', async ({ playground }) => {
  await playground.openExample('async-retries');
  await playground.play();
  await expect(playground.node('pay')).toContainText('cold 1');
  await playground.pause();
  const paused = await moment(playground);
  await playground.painted(60);
  expect(await moment(playground)).toEqual(paused);
  await playground.play();
  await expect.poll(() => playground.clockText()).not.toBe(paused.clock);
  expect(microseconds(await playground.clockText())).toBeGreaterThan(microseconds(paused.clock));
});

test('invoking rests when all has been shown, also when one invokes again meanwhile', async ({ playground }) => {
  await playground.openExample('hello');
  const { run } = playground;
  for (let i = 0; i < 3; i++) await playground.invoke('console');
  await expect(playground.node('console')).toContainText('ok 3');
  await expect(run.getByRole('button', { name: 'Play' })).toBeVisible();
  expect(microseconds(await playground.clockText())).toBeLessThan(5e6);

  // Who plays to the end goes on playing.
  await playground.play();
  await playground.invoke('console');
  await expect(playground.node('console')).toContainText('ok 4');
  await playground.painted(30);
  await expect(run.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('acting at the end of a run goes on from there: the clock never goes back', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('hello');
  await playground.invoke('console');
  await playground.runToEnd();
  const end = microseconds(await playground.clockText());
  const earliest = await page.evaluateHandle(() => {
    const clock = document.querySelector('[role=timer]');
    const seen: string[] = [];
    const look = () => {
      const text = clock?.textContent?.slice(0, 12) ?? '';
      if (seen.at(-1) !== text) seen.push(text);
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  await playground.invoke('console');
  await expect(playground.node('console')).toContainText('ok 2');
  await expect(playground.run.getByRole('button', { name: 'Play' })).toBeVisible();
  const seen = await earliest.jsonValue();
  expect(seen.length).toBeGreaterThan(1);
  for (const clock of seen) expect(microseconds(clock)).toBeGreaterThanOrEqual(end);
});

test('what was said of a moment at rest goes when time goes on', async ({ playground }) => {
  await playground.openExample('poison');
  await playground.runToEnd();
  const caption = playground.page.getByTestId('caption');
  await playground.showDock('Trace');
  await playground.page
    .getByRole('grid', { name: 'Trace' })
    .getByRole('row', { name: /moved to/ })
    .first()
    .click();
  await expect(caption).toContainText('moved to poison-dlq');
  await playground.invoke('save');
  await expect(playground.answer).toBeVisible();
  await expect(caption.filter({ hasText: 'moved to poison-dlq' })).toBeHidden({ timeout: 1 });
});

test('a reset takes back what was asked for before it', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await playground.clickEmptyCanvas();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await playground.painted(30);
  await expect(playground.clock).toContainText('00:00:00.000');
  await expect(playground.node('offers')).toContainText('no environment yet');
  await page.keyboard.press('End');
  await playground.isAtEnd();
  await expect(playground.node('offers')).toContainText('cold 10');
});

test('quiet time is skipped: four minutes with two waits pass in well under one', async ({ playground }) => {
  await playground.openExample('async-retries');
  await playground.play();
  await expect(playground.clock).toContainText('00:04:00.000', { timeout: 40_000 });
  await playground.isAtEnd();
  await expect(playground.node('failures')).toContainText('visible 1');
});

test('the timeline is scrubbed with the pointer, and keys step through it', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await playground.runToEnd();
  const end = await moment(playground);
  await playground.showDock('Timeline');
  const timeline = page.getByRole('application', { name: /^Timeline with 10 lanes/ });
  const box = await boxOf(timeline);
  const head = box.y + 10;

  await page.mouse.move(box.x + box.width - 40, head);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, head, { steps: 6 });
  await expect.poll(async () => microseconds(await playground.clockText())).toBeLessThan(28e6);
  await page.mouse.move(box.x + 134, head, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => microseconds(await playground.clockText())).toBeLessThan(100_000);
  await expect(playground.node('offers')).toContainText('cold 0');
  await page.mouse.click(box.x + box.width - 16, head);
  await expect.poll(async () => microseconds(await playground.clockText())).toBeGreaterThan(28e6);
  expect(await playground.nodeTexts()).toEqual(end.nodes);

  await timeline.focus();
  await page.keyboard.press('ArrowLeft');
  const before = await moment(playground);
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => microseconds(await playground.clockText())).toBeLessThan(microseconds(before.clock));
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  expect(await moment(playground)).toEqual(before);
});

test('the trace says why each thing happened and leads to its cause', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('async-retries');
  await playground.runToEnd();
  await playground.showDock('Trace');
  const trace = page.getByRole('grid', { name: 'Trace' });
  await trace.getByRole('row', { name: /Record sent The invocation record/ }).click();
  const why = page.getByRole('region', { name: 'Why', exact: true });
  await expect(why).toContainText('Lambda sends a record of what became of the event to failures');
  await expect(why).toContainText('ASYNC-13');
  await expect(why).toContainText('documented');
  await expect(playground.clock).toContainText('00:03:00');
  await expect(playground.node('failures')).toContainText('visible 1');
  await why
    .getByRole('button', { name: /^because/ })
    .first()
    .click();
  await expect(why).toContainText('ASYNC-2');
  await expect(why.getByRole('list', { name: 'Causes, the nearest first' })).toContainText('Lambda');
});

test('the timeline can be read as a table', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await playground.runToEnd();
  await playground.showDock('Timeline');
  await page.getByRole('button', { name: 'Show the timeline as a table' }).click();
  const table = page.getByRole('grid', { name: 'Timeline as a table' });
  await expect(table).toHaveAttribute('aria-rowcount', /^\d{2,}$/);
  await expect(table.getByRole('row').filter({ hasText: 'init' }).first()).toBeVisible();
});

/** `00:01:04.212` in µs. */
function microseconds(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1e6);
}

/** 0 to n - 1 from both ends in turn. */
function backAndForth(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (i % 2 === 0 ? i / 2 : n - (i + 1) / 2));
}

test('a schedule that is added fires in the run; one that comes too late says so and offers a longer run', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(linkTo({ version: 1, name: 'Alarm', durationS: 60, nodes: [] }));
  await playground.add('Schedule');
  await playground.runToEnd();
  expect(await playground.records('arrival')).toHaveLength(6);

  const nightly = { id: 'n1', type: 'schedule' as const, name: 'nightly', position: { x: 0, y: 0 } };
  await playground.open(linkTo({ version: 1, name: 'Too short', durationS: 60, nodes: [nightly] }));
  await playground.runToEnd();
  const notice = page.getByRole('status').filter({ hasText: 'The first event of nightly comes at 1 min' });
  await expect(notice).toContainText('but the run ends at 1 min');
  await notice.getByRole('button', { name: 'Make the run 6 min long' }).click();
  await expect(notice).toBeHidden();
  await playground.runToEnd();
  await expect.poll(async () => (await playground.records('arrival')).length).toBe(6);
});
