import { expect, type Page, test } from 'playwright/test';
import { listen } from './outsideServer.ts';

test('the page shows its frame and says what it is before its scripts have arrived', async ({ page }) => {
  await page.route('**/*.js', () => {}); // held back for good
  await page.goto('', { waitUntil: 'commit' });
  await expect(page.getByRole('heading', { name: 'Lambdarium' })).toBeVisible();
  await expect(page.getByText('Unofficial, not affiliated with AWS')).toBeVisible();
  const [canvas, window] = [await page.locator('.first-canvas').boundingBox(), page.viewportSize()];
  // All but the bar at the top and the palette at the left, as it will be.
  expect((canvas?.width ?? 0) / (window?.width ?? 1)).toBeGreaterThan(0.9);
  expect((canvas?.height ?? 0) / (window?.height ?? 1)).toBeGreaterThan(0.9);
});

test('the first visit has one highlighted button and the canvas with something to press', async ({ page }) => {
  await page.goto('');
  const client = page.getByRole('group', { name: 'client console' });
  await expect(client.getByRole('button', { name: 'Invoke' })).toHaveAttribute('data-variant', 'primary');
  await expect(page.locator('[data-variant="primary"]')).toHaveCount(1);
  await expect(page.getByText('Unofficial, not affiliated with AWS')).toBeVisible();
});

test('the first load carries no editor', async ({ page }) => {
  const sizes = scriptSizes(page);
  await page.goto('', { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
  // The editor alone is 2.8 MB; everything else together stays well below that.
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(2_000_000);
});

test('the editor is fetched when code is first shown, and something useful is seen long before', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''));
  const isEditor = (name: string) => /^(monaco|editor|ts\.worker|json\.worker)/.test(name);
  await page.goto('');
  await expect(
    page.getByRole('group', { name: 'client console' }).getByRole('button', { name: 'Invoke' }),
  ).toBeVisible();
  const paintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  const usableMs = await page.evaluate(() => performance.now());
  // Printed, not asserted: how long it takes says more of the machine than of the page.
  console.log(`first paint after ${paintMs.toFixed(0)} ms, the first button seen after ${usableMs.toFixed(0)} ms`);
  await page.waitForLoadState('networkidle');
  expect(asked.filter(isEditor)).toEqual([]);

  await page.getByRole('group', { name: 'function hello' }).click();
  await expect(page.getByRole('textbox', { name: 'Code of hello, file index.mjs' })).toBeVisible();
  await expect(page.locator('[data-editor="monaco"]')).toBeVisible();
  expect(asked.filter(isEditor).length).toBeGreaterThan(0);
});

test('the page connects to nothing but its own site', async ({ page, browser, request }) => {
  expect(await (await request.get('')).text()).toMatch(/script-src 'self' 'sha256-[\w+/]{43}=' blob:;/);
  await using outside = await listen();
  await page.goto('');
  expect(await fetchOutcome(page, outside.address)).toBe('refused');
  expect(outside.requests()).toBe(0);

  // The same request goes through where the policy is switched off, so it is the policy that stops it.
  const unprotected = await browser.newPage({ bypassCSP: true });
  await unprotected.goto(page.url());
  expect(await fetchOutcome(unprotected, outside.address)).toBe('connected');
  expect(outside.requests()).toBe(1);
  await unprotected.close();
});

test('the JSON Schema of a scenario is served beside the page', async ({ request }) => {
  const schema = await (await request.get('scenario.schema.json')).json();
  expect(schema).toMatchObject({ type: 'object' });
});

/** The sizes of all scripts that the page asks for from now on. */
function scriptSizes(page: Page): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!/\.js(\?|$)/.test(response.url())) return;
    sizes.push(response.body().then((body) => body.length));
  });
  return sizes;
}

function fetchOutcome(page: Page, address: string): Promise<string> {
  return page.evaluate(async (to) => {
    return fetch(to).then(
      () => 'connected',
      () => 'refused',
    );
  }, address);
}
