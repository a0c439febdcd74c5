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
  await page.mouse.move(canvas.x + 100, canvas.y + 60);
  await page.mouse.wheel(0, -300);
  await playground.painted(4);
  const { width } = await boxOf(playground.node('hello'));
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
