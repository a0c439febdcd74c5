import type { Locator } from 'playwright/test';
import { boxOf, code, expect, type Playground, test } from './playground.ts';

test.describe.configure({ mode: 'parallel' });

/** It lies within the canvas, and nothing lies over it: what is at its corners and its middle belongs to it. */
async function isInSight(playground: Playground, locator: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const [box, canvas] = [await boxOf(locator), await boxOf(playground.canvas)];
      if (box.x < canvas.x || box.y < canvas.y) return 'over the left or upper edge';
      if (box.x + box.width > canvas.x + canvas.width) return 'over the right edge';
      if (box.y + box.height > canvas.y + canvas.height) return 'over the lower edge';
      return locator.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const covers = [left + 12, (left + right) / 2, right - 12]
          .flatMap((x) => [top + 6, (top + bottom) / 2, bottom - 6].map((y) => document.elementFromPoint(x, y)))
          .find((at) => !element.contains(at));
        return covers ? `under ${covers.className}` : 'in sight';
      });
    })
    .toBe('in sight');
}

/** Width in pixels once the viewport has come to rest: a busy machine zooms some frames after the wheel has turned. */
async function restingWidth(playground: Playground, locator: Locator): Promise<number> {
  for (let last = (await boxOf(locator)).width; ; ) {
    await playground.painted(6);
    const { width } = await boxOf(locator);
    if (width === last) return width;
    last = width;
  }
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
]) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test('the answer of mine stays in sight when it comes and when a panel opens', async ({ playground }) => {
      await playground.openExample('hello');
      await playground.invoke('console');
      await expect(playground.answer).toContainText('{"message":"Hello Ada"}');
      await isInSight(playground, playground.answer);
      await playground.select('console');
      await expect(playground.sidePanel).toBeVisible();
      await isInSight(playground, playground.answer);
      await isInSight(playground, playground.node('console').locator('.node-head'));
      await isInSight(playground, playground.node('hello').locator('.node-head'));
    });

    test('no node covers it, neither its neighbour nor the one that is selected', async ({ playground }) => {
      await playground.openExample('photos');
      await playground.select('resize');
      await playground.node('photos').getByRole('button', { name: 'Upload one object' }).click();
      await expect(playground.answer).toContainText('succeeded');
      await isInSight(playground, playground.answer);
      const [answer, neighbour] = [await boxOf(playground.answer), await boxOf(playground.node('resize'))];
      expect(answer.x + answer.width).toBeLessThan(neighbour.x);
    });
  });
}

test('a viewport that the user chose is left alone, but what is selected moves into sight', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('hello');
  await playground.invoke('console');
  await expect(playground.answer).toContainText('200');
  const canvas = await boxOf(playground.canvas);
  const { width: fitted } = await boxOf(playground.node('hello'));
  await page.mouse.move(canvas.x + 100, canvas.y + 60);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await boxOf(playground.node('hello'))).width).toBeGreaterThan(fitted * 1.2);
  const width = await restingWidth(playground, playground.node('hello'));
  await playground.select('hello');
  await expect(playground.sidePanel).toBeVisible();
  await isInSight(playground, playground.node('hello').locator('.node-head'));
  expect((await boxOf(playground.node('hello'))).width).toBeCloseTo(width, 0);
});

test('a long answer is cut at first, and can be read whole where it stands', async ({ playground }) => {
  await playground.openScenario({
    version: 1,
    nodes: [
      { id: 'n1', type: 'client', name: 'you', position: { x: 0, y: 0 } },
      {
        id: 'n2',
        type: 'function',
        name: 'lister',
        position: { x: 360, y: -20 },
        handler: code(
          "export const handler = async () => Array.from({ length: 60 }, (_, i) => ({ item: 'book ' + i }));",
        ),
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  });
  await playground.invoke('you');
  await expect(playground.answer).toContainText('book 3');
  await expect(playground.answer).not.toContainText('book 59');
  await playground.answer.getByRole('button', { name: 'Show the whole answer' }).click();
  await expect(playground.answer).toContainText('"item": "book 59"');
  await isInSight(playground, playground.answer.getByRole('button', { name: 'Show less of the answer' }));
});

test('the details of an answer at a client are about that answer, not about the function', async ({ playground }) => {
  await playground.openExample('hello');
  await playground.invoke('console');
  await expect(playground.answer).toContainText('200');
  await playground.answer.getByRole('button', { name: 'Open event, log and details' }).click();
  await expect(playground.node('console')).toHaveClass(/selected/);
  const details = playground.sidePanel.getByRole('region', { name: 'Answer', exact: true });
  await expect(details).toContainText('"message": "Hello Ada"');
  await expect(details).toContainText('billed');
  await expect(details.getByRole('region', { name: 'Log of this invocation' })).toContainText('REPORT');
});

test('a node that is dropped first stays where it was dropped', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await playground.banner.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'New, empty' }).click();
  await playground.drag('Queue', { x: 200, y: 120 });
  await playground.painted(30);
  const [queue, canvas] = [await boxOf(playground.node('queue')), await boxOf(playground.canvas)];
  expect(Math.abs(queue.x + queue.width / 2 - canvas.x - 200)).toBeLessThan(30);
  expect(Math.abs(queue.y + queue.height / 2 - canvas.y - 120)).toBeLessThan(40);
});

const row = (playground: Playground, list: string) =>
  playground.sidePanel.getByRole('list', { name: list }).getByRole('listitem');

test('a queue shows the messages it holds at the playhead: the failure record can be read', async ({ playground }) => {
  await playground.openExample('async-retries');
  await playground.select('failures');
  await expect(playground.sidePanel.getByRole('tab', { name: 'Messages' })).toHaveAttribute('aria-selected', 'true');
  await expect(playground.sidePanel).toContainText('No run yet');
  await playground.runToEnd();
  const message = row(playground, 'Messages in failures');
  await expect(message).toHaveCount(1);
  await expect(message).toContainText('visible · received 0 times · sent 00:03:0');
  const body = message.getByRole('region', { name: 'Body' });
  await expect(body).toContainText('"condition": "RetriesExhausted"');
  await expect(body).toContainText('"errorMessage": "the bank does not answer"');
  await playground.seek(60e6);
  await expect(playground.sidePanel).toContainText('No message yet at this moment');
});

test('messages in a dead-letter queue and objects in a bucket can be read, and an emptied queue says where they went', async ({
  playground,
}) => {
  await playground.openExample('poison');
  await playground.runToEnd();
  await playground.select('poison-dlq');
  await expect(row(playground, 'Messages in poison-dlq')).toHaveCount(10);
  await row(playground, 'Messages in poison-dlq').nth(3).getByRole('button').first().click();
  await expect(row(playground, 'Messages in poison-dlq').nth(3).getByRole('region', { name: 'Body' })).toContainText(
    '"order": 4',
  );
  await playground.select('orders');
  await expect(playground.sidePanel).toContainText('Empty at this moment');

  await playground.openExample('photos');
  await playground.runToEnd();
  await playground.select('photos');
  const object = row(playground, 'Objects in photos').first();
  await expect(object).toContainText('summer/beach 3.jpg');
  await expect(object).toContainText('bytes · stored');
  await expect(object.getByRole('region', { name: 'Content' })).not.toBeEmpty();
});

test('a message sent by hand from a queue’s own tab arrives, also when the run is over', async ({ playground }) => {
  await playground.openExample('photos');
  await playground.runToEnd();
  await playground.select('thumbnails');
  await playground.showSide('Event');
  await playground.sidePanel.getByRole('button', { name: 'Send one message' }).click();
  await expect(playground.sidePanel).toContainText('Message: done by notify, deleted');
  const details = playground.sidePanel.getByRole('region', { name: 'Answer', exact: true });
  await expect(details.getByRole('region', { name: 'Log of this invocation' })).toContainText('REPORT');
});

test('a message that is sent from a queue’s node is followed there to its end', async ({ playground }) => {
  await playground.openExample('poison');
  await playground.node('orders').getByRole('button', { name: 'Send one message' }).click();
  await expect(playground.answer).toContainText(/(received|failed|done) (by|in) save|waiting in orders/);
  await playground.runToEnd();
  await expect(playground.answer).toContainText(/moved to poison-dlq after 3 receives|done by save, deleted/);
  await expect(playground.answer).toContainText(/› saved order \d+/);
  await expect(playground.answer).toContainText(/handler \d+ ms\W*billed \d+ ms/);
});

test('a caller reads what it waited, and what of that was the cold start', async ({ playground }) => {
  await playground.openExample('hello');
  await playground.invoke('console');
  await expect(playground.answer).toContainText(/200 after \d+ ms/);
  await expect(playground.answer).toContainText(/cold start \d+ ms/);
  await playground.invoke('console');
  await expect(playground.answer).toContainText('warm');
});

test('a drawing that does not fit is seen at a readable size, and playing moves on to where something happens', async ({
  playground,
}) => {
  await playground.page.setViewportSize({ width: 1280, height: 720 });
  await playground.openExample('photos');
  const widthOf = async (name: string) => (await boxOf(playground.node(name))).width;
  // 11 px where 12 are drawn at full size.
  await expect.poll(() => widthOf('resize')).toBeGreaterThan(304 * 0.91);
  await playground.runToEnd();
  await expect(playground.node('notify')).toContainText('warm');
  expect(await widthOf('resize')).toBeGreaterThan(304 * 0.91);
});

test('a payload that is no JSON is refused in plain words', async ({ playground }) => {
  const { page, sidePanel } = playground;
  await playground.openExample('hello');
  await playground.select('console');
  await sidePanel.getByRole('textbox', { name: 'Payload' }).fill('{"name":');
  await page.keyboard.press('Tab');
  await playground.invoke('console');
  await expect(playground.node('console')).toContainText('The payload is not JSON, so Lambda refused the call');
  await playground.showSide('Event');
  const answer = sidePanel.getByRole('region', { name: 'Answer', exact: true });
  await expect(answer).toContainText('Refused');
  await expect(answer).toContainText('The function did not run');
});

test('an idle environment says when it is removed, and counts within its function', async ({ playground }) => {
  await playground.openExample('photos');
  await playground.runToEnd();
  await playground.select('notify');
  await playground.showSide('Environments');
  await expect(playground.sidePanel).toContainText('Environment 1');
  await expect(playground.sidePanel).toContainText(/idle for .* removed in \d+ min.*\(assumed\)/);
  await expect(await playground.logLines('ready:', 'Only output')).toHaveText(Array(3).fill(/notify 1\s*ready/));
  const report = (await playground.logLines('REPORT')).last();
  await report.click();
  await expect(playground.page.getByRole('region', { name: 'The whole line' })).toContainText(
    /REPORT RequestId: [0-9a-f-]{36}.*Max Memory Used: \d+ MB/,
  );
});

test('a banner about missing traffic goes once something was invoked', async ({ playground }) => {
  await playground.openExample('hello');
  await playground.play();
  const banner = playground.page.getByRole('status').filter({ hasText: 'No trigger has traffic' });
  await expect(banner).toBeVisible();
  await playground.invoke('console');
  await expect(banner).toBeHidden();
});

test('the command palette puts the best hit first', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('hello');
  await expect(playground.dialog.getByRole('option').first()).toHaveText('Open example: Hello');
  await expect(playground.dialog.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
});
