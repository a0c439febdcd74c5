import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { examples } from '../src/lessons/examples.ts';
import { expect, type Playground, test } from './playground.ts';

test('work is kept in the browser: a reload brings graph, settings and code back', async ({ playground }) => {
  const { page, sidePanel } = playground;
  await playground.open();
  await playground.node('hello').click({ position: { x: 20, y: 12 } });
  await playground.showCode('hello');
  await playground.writeCode('export const handler = async () => "kept";\n');
  await playground.showSide('Configure');
  await sidePanel.getByRole('textbox', { name: 'Timeout' }).fill('12');
  await page.keyboard.press('Enter');
  await playground.add('Topic');
  await playground.scenarioName.fill('My own work');
  await page.keyboard.press('Enter');

  await page.reload();
  await playground.isReady();
  await expect(playground.scenarioName).toHaveValue('My own work');
  await expect(playground.node('topic')).toBeVisible();
  await playground.showCode('hello');
  await expect.poll(() => playground.codeText()).toContain('"kept"');
  await playground.showSide('Configure');
  await expect(sidePanel.getByRole('textbox', { name: 'Timeout' })).toHaveValue('12');
  // Nothing runs by itself, and one's own code needs no consent.
  expect(await playground.trace()).toEqual([]);
  await playground.invoke('hello');
  await expect(playground.answer).toContainText('"kept"');
});

test('an example opened by its link and then edited is what a reload brings back', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('counter');
  await page.keyboard.press('Escape'); // looking around is no edit
  await page.reload();
  await expect(playground.scenarioName).toHaveValue('A counter that forgets');
  await playground.add('Queue');
  await expect(playground.node('queue')).toBeVisible();
  await page.reload();
  await playground.isReady();
  await expect(playground.node('queue')).toBeVisible();
  await expect(playground.banner.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('opening an example keeps the work of before at hand in the gallery', async ({ playground }) => {
  const { page, dialog, banner } = playground;
  await playground.openExample('counter');
  await playground.scenarioName.fill('My own work');
  await page.keyboard.press('Enter');
  await playground.chooseFromGallery('A burst of cold starts');
  await expect(playground.node('offers')).toBeVisible();
  await playground.add('Queue');
  await expect(playground.node('queue')).toBeVisible();
  await page.reload();
  await playground.isReady();
  await banner.getByRole('button', { name: 'Examples' }).click();
  await dialog.getByRole('button', { name: 'Open My own work' }).click();
  await expect(playground.scenarioName).toHaveValue('My own work');
});

test('opening other documents, an empty one too, loses no work: undo goes back, and Recent work has it after a reload', async ({
  playground,
}) => {
  const { page, dialog, banner } = playground;
  await playground.openExample('counter');
  await playground.add('Queue');
  await playground.scenarioName.fill('First work');
  await page.keyboard.press('Enter');
  await openMenuItem(playground, 'New, empty');
  await expect(playground.nodes).toHaveCount(0);
  await playground.add('Topic');
  await playground.scenarioName.fill('Second work');
  await page.keyboard.press('Enter');
  await playground.chooseFromGallery('A burst of cold starts');
  await expect(playground.node('offers')).toBeVisible();

  await page.getByRole('status').filter({ hasText: 'Second work' }).getByRole('button', { name: 'Back to it' }).click();
  await expect(playground.node('topic')).toBeVisible();
  await expect(playground.scenarioName).toHaveValue('Second work');
  await banner.getByRole('button', { name: 'Redo' }).click();
  await expect(playground.node('offers')).toBeVisible();
  await playground.add('Bucket');
  await expect(playground.node('bucket')).toBeVisible();

  await page.reload();
  await playground.isReady();
  await expect(playground.node('bucket')).toBeVisible();
  await openMenuItem(playground, 'Recent work …');
  const versions = dialog.getByRole('listitem');
  await expect(versions).toHaveCount(3);
  await expect(versions.first()).toContainText('the work that is open');
  // By keyboard alone: the dialog has the focus, its first stop is Close, then the versions from the newest on.
  const first = dialog.getByRole('button', { name: /^Open First work/ });
  for (let i = 0; i < 5 && !(await first.evaluate((button) => button === document.activeElement)); i++) {
    await page.keyboard.press('Tab');
  }
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(playground.scenarioName).toHaveValue('First work');
  await expect(playground.node('queue')).toBeVisible();
});

test('a scenario saved as a file opens again as the same scenario', async ({ playground, visit }) => {
  await playground.openExample('photos');
  await playground.scenarioName.fill('Photos, mine');
  await playground.page.keyboard.press('Enter');
  const saved = await saveFile(playground);
  expect(saved.name).toBe('Photos-mine.json');
  expect(JSON.parse(saved.text)).toMatchObject({ version: 1, name: 'Photos, mine', seed: 1, durationS: 30 });

  const visitor = await visit();
  await visitor.openExample('burst');
  await openFile(visitor, saved.name, saved.text);
  await expect(visitor.scenarioName).toHaveValue('Photos, mine');
  await expect(visitor.nodes).toHaveCount(4);
  expect((await saveFile(visitor)).text).toBe(saved.text);
  await visitor.runToEnd();
  await playground.runToEnd();
  expect(await visitor.digest()).toBe(await playground.digest());
});

test('a file that is no scenario lists its problems and leaves the work alone', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await playground.add('Topic');
  const { text } = await saveFile(playground);

  const broken = JSON.parse(text);
  broken.nodes[1].timeoutS = 9000;
  broken.nodes[1].memoryMb = 'lots';
  broken.nodes[0].colour = 'green';
  await openFile(playground, 'broken.json', JSON.stringify(broken));
  const problem = page.getByRole('alert').filter({ hasText: 'broken.json could not be opened' });
  await expect(problem).toContainText('your own work is unchanged');
  await expect(problem).toContainText('Function "offers" › timeout: must be a whole number between 1 and 900 s');
  await expect(problem).toContainText('Function "offers" › memory: must be a whole number between 128 and 10,240 MB');
  await expect(problem).toContainText('API "shop" › "colour": is not a setting known here');

  await openFile(playground, 'notes.txt', 'Dear diary');
  await expect(page.getByRole('alert').filter({ hasText: 'notes.txt could not be opened' })).toBeVisible();
  await expect(playground.scenarioName).toHaveValue('A burst of cold starts');
  expect((await saveFile(playground)).text).toBe(text);
});

test('the published JSON Schema takes the examples and refuses what is out of range', async ({ request }) => {
  const response = await request.get('scenario.schema.json');
  // The shape of a JSON Schema is for the library to judge; it throws on what it does not understand.
  const schema = z.fromJSONSchema(await response.json());
  for (const { scenario } of examples) expect(schema.safeParse(scenario).error).toBeUndefined();
  const [first] = examples;
  expect(schema.safeParse({ ...first?.scenario, durationS: -5 }).success).toBe(false);
  expect(schema.safeParse({ ...first?.scenario, colour: 'green' }).success).toBe(false);
  expect(schema.safeParse({ nodes: 'none' }).success).toBe(false);
});

async function saveFile({ page, banner }: Playground): Promise<{ readonly name: string; readonly text: string }> {
  await banner.getByRole('button', { name: 'More' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as a file' }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

async function openMenuItem({ page, banner }: Playground, name: string): Promise<void> {
  await banner.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function openFile({ page, banner }: Playground, name: string, text: string): Promise<void> {
  await banner.getByRole('button', { name: 'More' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Open a file …' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}
