import { AxeBuilder } from '@axe-core/playwright';
import { boxOf, expect, type Playground, test } from './playground.ts';

test.describe.configure({ mode: 'parallel' });

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('nothing stands in the way of assistive technology: start, mid-run, panels, dialogs', async ({
      playground,
    }) => {
      const { page } = playground;
      await playground.open();
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      expect(await violations(playground), 'the start').toEqual([]);

      await playground.openExample('async-retries');
      await expect(playground.editor).toBeVisible({ timeout: 30_000 });
      await playground.step();
      for (let i = 0; i < 3; i++) await playground.step();
      await expect(playground.node('pay')).toContainText('cold 1');
      expect(await violations(playground), 'mid-run, with code').toEqual([]);

      for (const tab of ['Configure', 'Event', 'Environments'] as const) {
        await playground.showSide(tab);
        await playground.painted(6);
        expect(await violations(playground), tab).toEqual([]);
      }
      await playground.runToEnd();
      await playground.showDock('Logs');
      expect(await violations(playground), 'logs').toEqual([]);
      await playground.showDock('Trace');
      await page.getByRole('grid', { name: 'Trace' }).getByRole('row').last().click();
      expect(await violations(playground), 'trace and why').toEqual([]);
      await playground.banner.getByRole('button', { name: 'Examples' }).click();
      await expect(playground.dialog).toBeVisible();
      expect(await violations(playground), 'gallery').toEqual([]);
    });
  });
}

/** Serious and critical findings of axe, as `rule: element`. */
async function violations({ page }: Playground): Promise<string[]> {
  // Colours fade when states change; what fades is judged when it has arrived.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').exclude('.monaco-editor').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('the focus is visible wherever the Tab key leads', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('hello');
  await playground.invoke('console');
  await expect(playground.answer).toContainText('200');
  await expect(playground.run.getByRole('button', { name: 'Play' })).toBeVisible();
  const visited = new Set<string>();
  for (let i = 0; i < 45; i++) {
    await page.keyboard.press('Tab');
    const { name, area, focused, plain } = await page.evaluate(looksOfFocus);
    if (name.startsWith('BODY')) continue;
    expect(area, name).toBeGreaterThan(0);
    expect(focused, `${name} looks different with the focus`).not.toEqual(plain);
    visited.add(name);
  }
  expect(visited.size).toBeGreaterThan(25);
});

/** What a focus ring changes, on the focused element or on the part of it that is drawn: with the focus and without. */
function looksOfFocus() {
  // What has the focus is an element of the page or of a drawing.
  const element = (document.activeElement ?? document.body) as HTMLElement | SVGElement;
  const looks = () => {
    const parts = [element, ...element.querySelectorAll(':scope > *, path')];
    return [...parts.map((part) => getComputedStyle(part)), getComputedStyle(element, '::after')].map(
      ({ outline, boxShadow, borderColor, inset, stroke, strokeWidth }) =>
        `${outline} ${boxShadow} ${borderColor} ${inset} ${stroke} ${strokeWidth}`,
    );
  };
  const { width, height } = element.getBoundingClientRect();
  const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 30)}`;
  const focused = looks();
  element.blur();
  const plain = looks();
  element.focus();
  return { name, area: width * height, focused, plain };
}

test('the first stop of the Tab key skips to the canvas', async ({ playground }) => {
  const { page } = playground;
  await playground.openExample('burst');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the canvas' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(playground.canvas).toBeFocused();
  await expect(page.getByRole('alert').filter({ hasText: 'link' })).toHaveCount(0);
  await expect(playground.scenarioName).toHaveValue('A burst of cold starts');
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing flies over the wires, and the run is shown nevertheless', async ({ playground }) => {
    await playground.openExample('burst');
    const moved = await countMoves(playground);
    await playground.play();
    await expect(playground.node('offers')).toContainText('cold 10');
    await expect(playground.node('shop')).toContainText('ok 10');
    await playground.pause();
    expect(await moved()).toBe(0);
  });
});

test('without that wish, events do travel along the wires', async ({ playground }) => {
  await playground.openExample('burst');
  const moved = await countMoves(playground);
  await playground.play();
  await expect(playground.node('shop')).toContainText('ok 10');
  await playground.pause();
  expect(await moved()).toBeGreaterThan(5);
});

/** Counts how often a token stands somewhere else than before, from now on. */
async function countMoves({ page }: Playground): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const state = { moves: 0 };
    const observer = new MutationObserver((changes) => {
      for (const { target, oldValue } of changes) {
        if (!(target instanceof Element) || !target.matches('.tokens .token')) continue;
        if (oldValue !== null && oldValue !== target.getAttribute('transform')) state.moves += 1;
      }
    });
    observer.observe(document.body, {
      subtree: true,
      attributes: true,
      attributeFilter: ['transform'],
      attributeOldValue: true,
    });
    return state;
  });
  return () => counter.evaluate(({ moves }) => moves);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('one reads, runs, steps and scrubs, and nothing hangs over the edge', async ({ playground }) => {
    const { page } = playground;
    await playground.open();
    await isWithinWidth(playground);
    await playground.invoke('console');
    await expect(playground.answer).toContainText('{"message":"Hello Ada"}');
    await isWithinWidth(playground);

    await playground.openExample('burst');
    await playground.step();
    await expect(playground.node('shop')).toContainText('sent 10');
    await playground.stepBack();
    await playground.play();
    await expect(playground.node('offers')).toContainText('cold 10');
    await playground.pause();
    await page.keyboard.press('End');
    await playground.isAtEnd();
    const timeline = await boxOf(page.getByRole('application', { name: /^Timeline/ }));
    await page.mouse.click(timeline.x + 100, timeline.y + 10);
    await expect(playground.clock).not.toContainText('00:00:30.000');
    await page.getByRole('tab', { name: 'Selected node' }).click();
    await expect(page.getByRole('tab', { name: 'Code', exact: true })).toBeVisible();
    await isWithinWidth(playground);
    await page.getByRole('tab', { name: 'What happened' }).click();
    await playground.showDock('Logs');
    await isWithinWidth(playground);
  });

  test('the start is quiet: one client, one function, one button that stands out', async ({ playground }) => {
    const { page } = playground;
    await playground.open();
    await expect(playground.nodes).toHaveCount(2);
    await expect(page.getByRole('tab')).toHaveCount(0);
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBeLessThanOrEqual(6);
    const words = await page.evaluate(() => document.body.innerText.split(/\s+/).filter(Boolean).length);
    expect(words).toBeLessThanOrEqual(40);
    await playground.invoke('console');
    await expect(page.getByRole('tab', { name: 'What happened' })).toBeVisible();
  });

  test('a graph of four nodes is read from top to bottom, follows the run, and all controls of a run are there', async ({
    playground,
  }) => {
    const { page } = playground;
    await playground.openExample('photos');
    const [photos, resize] = [await boxOf(playground.node('photos')), await boxOf(playground.node('resize'))];
    expect(resize.width).toBeGreaterThan(260);
    expect(resize.y).toBeGreaterThan(photos.y + photos.height);
    await playground.runToEnd();
    const [, second] = await playground.records('environment_created');
    await playground.seek(second?.timeUs ?? 0);
    const canvas = await boxOf(playground.canvas);
    await expect
      .poll(async () => {
        const { y, height } = await boxOf(playground.node('notify'));
        return y >= canvas.y && y + height <= canvas.y + canvas.height;
      })
      .toBe(true);
    const caption = await boxOf(page.getByTestId('caption'));
    expect(caption.x).toBeGreaterThanOrEqual(0);
    expect(caption.x + caption.width).toBeLessThanOrEqual(390);
    await playground.run.getByRole('button', { name: /^Pace/ }).click();
    await expect(page.getByRole('menuitemradio', { name: '10×' })).toBeVisible();
    await page.keyboard.press('Escape');
    await playground.reset();
    await page.getByRole('button', { name: 'Help and shortcuts' }).click();
    await expect(playground.dialog).toContainText('Tap a node');
  });

  test('the answer’s head stays in sight while the run is followed and after it', async ({ playground }) => {
    await playground.open();
    await expect(playground.page.getByText('Unofficial, not affiliated with AWS')).toBeVisible();
    await playground.invoke('console');
    await expect(playground.answer).toContainText('{"message":"Hello Ada"}');
    const head = playground.answer.getByRole('button', { name: 'Hide' });
    await expect.poll(async () => (await boxOf(head)).y >= (await boxOf(playground.canvas)).y).toBe(true);
  });

  test('what is pressed by a thumb is large enough for it', async ({ playground }) => {
    await playground.openExample('burst');
    for (const button of await playground.page.getByRole('button').all()) {
      if (!(await button.isVisible())) continue;
      const { width, height } = await boxOf(button);
      const name = (await button.getAttribute('aria-label')) ?? (await button.innerText());
      // A wire's label and an environment's box are ways to what the panels below show as well.
      if (await button.evaluate((element) => element.matches('.wire-label, .cell'))) continue;
      expect(Math.min(width, height), name).toBeGreaterThanOrEqual(43.9);
    }
  });
});

/** The page does not scroll sideways. */
async function isWithinWidth({ page }: Playground): Promise<void> {
  const widths = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(widths.scrollWidth).toBeLessThanOrEqual(widths.clientWidth);
}

for (const width of [1280, 1024, 800]) {
  test(`the items of the top bar stand beside each other at ${width} px`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height: 720 });
    await playground.openExample('async-retries');
    await playground.runToEnd();
    const items = playground.banner.locator('button, input, [role="timer"], .logo').filter({ visible: true });
    await expect(playground.banner.getByRole('button', { name: 'Share' })).toBeVisible();
    const boxes = await Promise.all(
      (await items.all()).map(async (item) => ({
        name: (await item.getAttribute('aria-label')) ?? (await item.innerText()),
        ...(await boxOf(item)),
      })),
    );
    expect(boxes.length).toBeGreaterThan(10);
    for (const button of await playground.banner.getByRole('button').all())
      await expect(button).toHaveAccessibleName(/./);
    for (const [i, a] of boxes.entries()) {
      expect(a.x, `${a.name} is on the page`).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width, `${a.name} is on the page`).toBeLessThanOrEqual(width);
      for (const b of boxes.slice(i + 1)) {
        const overlaps = a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5;
        expect(overlaps && a.y < b.y + b.height && b.y < a.y + a.height, `${a.name} over ${b.name}`).toBe(false);
      }
    }
    await isWithinWidth(playground);
  });
}

test('the theme button goes through both themes, and the choice outlives a reload', async ({ playground }) => {
  const { page, banner } = playground;
  await playground.openExample('burst');
  const html = page.locator('html');
  await banner.getByRole('button', { name: 'Theme: as the system' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await banner.getByRole('button', { name: 'Theme: dark' }).click();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await expect(banner.getByRole('button', { name: 'Theme: light' })).toBeVisible();
});
