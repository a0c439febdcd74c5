import { code, expect, linkTo, type Playground, test } from './playground.ts';

/** Hello with another seed and duration, invoked twice and run to its end. */
async function doSomeWork(playground: Playground): Promise<void> {
  await playground.openExample('hello');
  await playground.invoke('console');
  await expect(playground.answer).toContainText('Hello Ada');
  const { page } = playground;
  await playground.showScenarioSettings();
  await page.getByRole('textbox', { name: 'Seed' }).fill('77');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Duration' }).fill('90');
  await page.keyboard.press('Enter');
  await playground.reset();
  await playground.invoke('console');
  await expect(playground.answer).toContainText('200');
  await playground.runToEnd();
  await playground.select('hello');
}

test('a shared run opens paused in another browser, runs only after consent, and gives the same digest', async ({
  playground,
  visit,
}) => {
  await doSomeWork(playground);
  const digest = await playground.digest();
  const link = await playground.share();
  expect(link.length).toBeLessThan(2000);

  const visitor = await visit();
  await visitor.page.goto(link);
  await visitor.isReady();
  await expect(visitor.consent).toBeVisible();
  await expect(visitor.clock).toContainText('00:00:00.000');
  await expect(visitor.node('hello')).toContainText('no environment yet');
  // Playing, stepping and invoking all ask first.
  await visitor.play();
  await visitor.step();
  await visitor.invoke('console');
  await expect(visitor.node('console').getByRole('button', { name: 'Allow and run' })).toBeVisible();
  await expect(visitor.clock).toContainText('00:00:00.000');
  expect(await visitor.trace()).toEqual([]);

  // The seed, the duration and the selection came along.
  await expect(visitor.node('hello')).toHaveClass(/selected/);
  await visitor.showScenarioSettings();
  await expect(visitor.page.getByRole('textbox', { name: 'Seed' })).toHaveValue('77');
  await expect(visitor.page.getByRole('textbox', { name: 'Duration' })).toHaveValue('90');

  // After consent the link's own run is replayed, up to where its author stood.
  await visitor.allowCode();
  await expect(visitor.clock).toContainText('00:01:30.000');
  await expect(visitor.node('hello')).toContainText('cold 1');
  expect(await visitor.digest()).toBe(digest);
});

test('the link is copied, and the page says so', async ({ playground }) => {
  const { page, dialog } = playground;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.openExample('counter');
  await playground.banner.getByRole('button', { name: 'Share' }).click();
  await expect(dialog.getByRole('status')).toContainText('Copied to the clipboard.');
  const shown = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});

test('the same content gives the same link, and all six examples stay below 2,000 characters', async ({
  playground,
}) => {
  await playground.openExample('burst');
  const links: string[] = [];
  for (const title of TITLES) {
    await playground.chooseFromGallery(title);
    await expect(playground.scenarioName).toHaveValue(title);
    links.push(await playground.share());
  }
  expect(new Set(links).size).toBe(TITLES.length);
  for (const link of links) expect(link.length).toBeLessThan(2000);
  await playground.chooseFromGallery(TITLES[2]);
  expect(await playground.share()).toBe(links[2]);
});

const TITLES = [
  'Hello',
  'A counter that forgets',
  'A burst of cold starts',
  'Three tries, then a record',
  'Photos through a queue',
  'The poison message',
] as const;

test('a link shows where its author stood: the playhead before the end, and the selected node', async ({
  playground,
  visit,
}) => {
  await playground.openExample('async-retries');
  await playground.runToEnd();
  const [retry] = await playground.records('retry_scheduled');
  await playground.seek(retry?.timeUs ?? 0);
  await playground.select('failures');
  const link = await playground.share();
  const seen = await playground.nodeTexts();

  const visitor = await visit();
  await visitor.page.goto(link);
  await visitor.isReady();
  await expect(visitor.node('failures')).toHaveClass(/selected/);
  await visitor.allowCode();
  await expect(visitor.node('pay')).toContainText('retry in 1:00.0');
  await expect(visitor.clock).toContainText(await playground.clockText());
  expect(await visitor.nodeTexts()).toEqual(seen);
});

test('code that was edited during a run is replayed from a link', async ({ playground, visit }) => {
  await playground.openExample('hello');
  await playground.showCode('hello');
  await playground.invoke('hello');
  await expect(playground.answer).toContainText('Hello Ada');
  await expect(playground.run.getByRole('button', { name: 'Play' })).toBeVisible();
  await playground.writeCode('export const handler = async (event) => "Good morning " + event.name;\n');
  await playground.invoke('hello');
  await expect(playground.answer).toContainText('"Good morning Ada"');
  await playground.runToEnd();
  const digest = await playground.digest();
  const answers = (await playground.records('responded')).map(({ data }) => data.payload);
  expect(answers).toEqual(['{"message":"Hello Ada"}', '"Good morning Ada"']);
  const link = await playground.share();

  const visitor = await visit();
  await visitor.page.goto(link);
  await visitor.isReady();
  await visitor.allowCode();
  await visitor.runToEnd();
  expect(await visitor.digest()).toBe(digest);
  expect((await visitor.records('responded')).map(({ data }) => data.payload)).toEqual(answers);
});

test('a broken link says what is wrong and leaves the work as it was', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await playground.add('Topic');
  await expect(playground.node('topic')).toBeVisible();
  const link = linkTo({ version: 1, name: 'Somebody else', nodes: [FUNCTION] });

  const refusals = page.getByRole('alert').filter({ hasText: 'your own work is unchanged' });
  await open(playground, link.slice(0, -4));
  await expect(refusals.filter({ hasText: 'not complete: its end is missing' })).toBeVisible();
  await open(playground, `${link.slice(0, 60)}wrong${link.slice(65)}`);
  await expect(refusals.filter({ hasText: 'damaged' })).toBeVisible();
  await open(playground, '#whatever this may be');
  await expect(refusals.filter({ hasText: 'not a link of Lambdarium' })).toBeVisible();
  await open(playground, link.replace('#s1.', '#s9.'));
  await expect(refusals.filter({ hasText: 'newer Lambdarium' })).toBeVisible();

  await expect(playground.scenarioName).toHaveValue('A burst of cold starts');
  await expect(playground.node('topic')).toBeVisible();
});

test('a broken link at the very first visit is explained too', async ({ playground }) => {
  const link = linkTo({ version: 1, name: 'Somebody else', nodes: [FUNCTION] });
  await playground.open(link.slice(0, -4));
  await expect(playground.page.getByRole('alert').filter({ hasText: 'its end is missing' })).toBeVisible();
  await expect(playground.node('hello')).toBeVisible();
});

/** As if another link was pasted into the address bar. */
async function open(playground: Playground, hash: string): Promise<void> {
  await playground.page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

const FUNCTION = {
  id: 'n1',
  type: 'function' as const,
  name: 'work',
  position: { x: 0, y: 0 },
  handler: code('export const handler = async () => 1;'),
};
