import { boxOf, expect, type Playground, test } from './playground.ts';

/** An empty canvas of one's own. */
async function startEmpty(playground: Playground): Promise<void> {
  await playground.openExample('burst');
  await playground.banner.getByRole('button', { name: 'More' }).click();
  await playground.page.getByRole('menuitem', { name: 'New, empty' }).click();
  await expect(playground.nodes).toHaveCount(0);
}

test('nodes are added by a click and by dragging, joined by dragging, and then they run', async ({ playground }) => {
  const { page } = playground;
  await startEmpty(playground);
  await playground.add('Function');
  await expect(playground.node('function')).toHaveClass(/selected/);
  await playground.drag('Client', { x: 130, y: 150 });
  const client = await boxOf(playground.node('client'));
  const canvas = await boxOf(playground.canvas);
  // It stands where it was let go.
  expect(Math.abs(client.x + client.width / 2 - canvas.x - 130)).toBeLessThan(60);
  expect(Math.abs(client.y + client.height / 2 - canvas.y - 150)).toBeLessThan(60);

  await playground.drawWire('client', 'function');
  await page.getByRole('menuitem', { name: 'Synchronous: the caller waits' }).click();
  await expect(playground.wire('client', 'function', 'sync')).toBeAttached();
  await playground.invoke('client');
  await expect(playground.node('client').getByRole('region', { name: 'Answer of your invocation' })).toContainText(
    '"served":1',
  );
});

test('an impossible wire is refused with a reason, and nothing is drawn', async ({ playground }) => {
  await playground.openExample('photos');
  await playground.drawWire('photos', 'notify');
  await expect(playground.wire('photos', 'notify', 'async')).toBeAttached();
  const before = await playground.canvas.locator('.react-flow__edge').count();

  await playground.drawWire('thumbnails', 'photos');
  const refusal = playground.canvas.getByRole('alert');
  await expect(refusal).toContainText('messages wait until someone polls');
  const [said, node] = [await boxOf(refusal), await boxOf(playground.node('photos'))];
  expect(Math.abs(said.x - node.x - node.width / 2), 'it stands where the wire was let go').toBeLessThan(60);
  await playground.drawWire('photos', 'resize');
  await expect(refusal).toContainText('already joined');
  await expect(playground.canvas.locator('.react-flow__edge')).toHaveCount(before);
});

test('a node is renamed, duplicated and deleted, and each of it can be undone and redone', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('hello');
  await playground.select('hello');
  await page.keyboard.press('F2');
  await page.keyboard.type('greeter');
  await page.keyboard.press('Enter');
  await expect(playground.node('greeter')).toBeVisible();

  await playground.select('greeter');
  await page.keyboard.press('ControlOrMeta+d');
  await expect(playground.node('greeter-2')).toBeVisible();
  await expect(playground.node('greeter-2')).toHaveClass(/selected/);
  await page.keyboard.press('Delete');
  await expect(playground.node('greeter-2')).toHaveCount(0);

  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.node('greeter-2')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.node('greeter-2')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.node('hello')).toBeVisible();
  await expect(playground.banner.getByRole('button', { name: 'Undo' })).toBeDisabled();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(playground.node('greeter')).toBeVisible();
  await expect(playground.node('greeter-2')).toHaveCount(0);
  await expect(playground.banner.getByRole('button', { name: 'Redo' })).toBeDisabled();
});

test('a wire is selected, configured and deleted; a deleted node takes its wires along', async ({ playground }) => {
  const { page, sidePanel } = playground;
  await playground.openExample('photos');
  await playground.bringIntoSight('notify');
  await playground.canvas.getByText('batches of 10').click();
  await sidePanel.getByRole('textbox', { name: 'Batch size' }).fill('3');
  await page.keyboard.press('Enter');
  await expect(playground.canvas.getByText('batches of 3')).toBeVisible();
  await playground.canvas.getByText('batches of 3').click();
  await page.keyboard.press('Delete');
  await expect(playground.wire('thumbnails', 'notify')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.wire('thumbnails', 'notify')).toBeAttached();

  await playground.select('thumbnails');
  await page.keyboard.press('Delete');
  await expect(playground.node('thumbnails')).toHaveCount(0);
  await expect(playground.canvas.locator('.react-flow__edge')).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.canvas.locator('.react-flow__edge')).toHaveCount(3);
});

test('several nodes are selected by clicks and by a box, moved together, and deleted together', async ({
  playground,
}) => {
  const { page, sidePanel } = playground;
  await playground.openExample('photos');
  await playground.bringIntoSight('notify');
  await playground.select('photos');
  await playground
    .node('resize')
    .locator('.node-sub')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(sidePanel.getByRole('heading', { name: '2 nodes selected' })).toBeVisible();

  const [photos, resize] = [await boxOf(playground.node('photos')), await boxOf(playground.node('resize'))];
  await page.mouse.move(photos.x + 60, photos.y + 30);
  await page.mouse.down();
  await page.mouse.move(photos.x + 70, photos.y + 90, { steps: 8 });
  await page.mouse.up();
  expect((await boxOf(playground.node('photos'))).y).toBeGreaterThan(photos.y + 40);
  expect((await boxOf(playground.node('resize'))).y).toBeGreaterThan(resize.y + 40);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await boxOf(playground.node('resize'))).y).toBeCloseTo(resize.y, 0);
  await expect.poll(async () => (await boxOf(playground.node('photos'))).y).toBeCloseTo(photos.y, 0);

  await playground.clickEmptyCanvas();
  const notify = await boxOf(playground.node('notify'));
  const thumbnails = await boxOf(playground.node('thumbnails'));
  await page.keyboard.down('Shift');
  await page.mouse.move(thumbnails.x + 5, notify.y - 30);
  await page.mouse.down();
  await page.mouse.move(notify.x + 40, notify.y + notify.height + 30, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(sidePanel.getByRole('heading', { name: /^2 nodes/ })).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(playground.nodes).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(playground.nodes).toHaveCount(4);
});

test('undo and redo go through graph, settings and code in one history', async ({ playground }) => {
  const { page, sidePanel, banner } = playground;
  await playground.openExample('hello');
  await playground.showCode('hello');
  const code = await playground.codeText();
  await playground.writeCode('export const handler = async () => 42;\n');
  await playground.showSide('Configure');
  await sidePanel.getByRole('textbox', { name: 'Timeout' }).fill('30');
  await page.keyboard.press('Enter');
  await playground.add('Queue');
  await expect(playground.node('queue')).toBeVisible();

  await banner.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.node('queue')).toHaveCount(0);
  await playground.select('hello');
  await expect(sidePanel.getByRole('textbox', { name: 'Timeout' })).toHaveValue('30');
  await banner.getByRole('button', { name: 'Undo' }).click();
  await expect(sidePanel.getByRole('textbox', { name: 'Timeout' })).toHaveValue('3');
  await playground.showSide('Code');
  await expect.poll(() => playground.codeText()).toContain('42');
  await banner.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => playground.codeText()).toBe(code);

  for (let i = 0; i < 3; i++) await banner.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => playground.codeText()).toContain('42');
  await expect(playground.node('queue')).toBeVisible();
  await playground.showSide('Configure');
  await expect(sidePanel.getByRole('textbox', { name: 'Timeout' })).toHaveValue('30');
});

test('a setting out of its range is explained and not taken', async ({ playground }) => {
  const { page, sidePanel } = playground;
  await playground.openExample('hello');
  await playground.select('hello');
  await playground.showSide('Configure');
  const timeout = sidePanel.getByRole('textbox', { name: 'Timeout' });
  await timeout.fill('901');
  await expect(timeout).toHaveAttribute('aria-invalid', 'true');
  await expect(timeout).toHaveAccessibleDescription(/900/);
  await page.keyboard.press('Enter');
  await playground.showSide('Event');
  await playground.showSide('Configure');
  await expect(timeout).toHaveValue('3');
});

test('keys run the playground: Ctrl+Enter, Space, comma, full stop, question mark', async ({ playground }) => {
  const { page, run } = playground;
  await playground.openExample('async-retries');
  await playground.clickEmptyCanvas();
  await page.keyboard.press('.');
  await expect(playground.node('shop')).toContainText('sent 1');
  await page.keyboard.press('.');
  const second = await playground.clockText();
  const seen = await playground.nodeTexts();
  await page.keyboard.press('.');
  await expect(playground.clock).not.toContainText(second);
  await page.keyboard.press(',');
  await expect(playground.clock).toContainText(second);
  await playground.painted();
  expect(await playground.nodeTexts()).toEqual(seen);

  await page.keyboard.press('Space');
  await expect(run.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(run.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.keyboard.press('End');
  await playground.isAtEnd();
  await page.keyboard.press('Home');
  await expect(playground.clock).toContainText('00:00:00.000');

  await playground.select('shop');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(playground.node('shop').getByRole('region', { name: 'Answer of your invocation' })).toBeVisible();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('One step back, one step forward');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a scenario is drawn, wired and run with the keyboard alone', async ({ playground }) => {
  const { page } = playground;
  await startEmpty(playground);
  await playground.palette.getByRole('button', { name: 'Add Client' }).focus();
  await page.keyboard.press('Enter');
  await expect(playground.node('client')).toBeVisible();
  await playground.palette.getByRole('button', { name: 'Add Function' }).focus();
  await page.keyboard.press('Enter');
  await expect(playground.node('function')).toBeVisible();

  await playground.node('client').focus();
  await page.keyboard.press('Enter');
  await expect(playground.node('client')).toHaveClass(/selected/);
  await page.keyboard.press('c');
  const target = page.getByRole('menuitem', { name: /function.*Synchronous/ });
  await expect(target).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(target).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(playground.wire('client', 'function', 'sync')).toBeAttached();

  await playground.node('client').focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(playground.answer).toContainText('"served":1');
});

test('the command palette adds, connects and opens', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('hello');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('add queue');
  await page.keyboard.press('Enter');
  await expect(playground.node('queue')).toBeVisible();
  await playground.select('hello');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('connect to queue failure');
  await page.keyboard.press('Enter');
  await expect(playground.wire('hello', 'queue', 'onFailure')).toBeAttached();
});

test('a panel that opens does not cover the node that was clicked', async ({ playground }) => {
  await playground.openExample('hello');
  await playground.select('hello');
  await expect(playground.sidePanel).toBeVisible();
  const side = await boxOf(playground.sidePanel);
  await expect
    .poll(async () => {
      const node = await boxOf(playground.node('hello'));
      return node.x + node.width;
    })
    .toBeLessThan(side.x);
});
