/**
 * The playground as its user meets it: verbs for what one does, locators for what one sees. Tests take `test` and `expect`
 * from here, so that each of them also fails when the browser's console says anything or a script breaks.
 */
import { type BrowserContextOptions, test as base, expect, type Locator, type Page } from 'playwright/test';
import type { LambdariumApi } from '../src/app/pageApi.ts';
import { Scenario, type ScenarioInput } from '../src/scenario/schema.ts';
import { encodeLink } from '../src/share/link.ts';
import type { Summary } from '../src/sim/trace/readouts/summary.ts';
import type { TraceRecord } from '../src/sim/trace/records.ts';

export { expect };

declare global {
  interface Window {
    lambdarium: LambdariumApi;
  }
}

type DockTab = 'Timeline' | 'Logs' | 'Trace';
type SideTab = 'Code' | 'Configure' | 'Event' | 'Environments' | 'Messages' | 'Objects' | 'Items';

export interface Fixtures {
  readonly playground: Playground;
  /** Another visitor with a browser of their own: no storage, no history. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Playground>;
}

export const test = base.extend<Fixtures>({
  page: async ({ page }, use) => {
    const complaints = complaintsOf(page);
    await use(page);
    expect(complaints, 'the console stays silent').toEqual([]);
  },
  playground: async ({ page }, use) => {
    await use(new Playground(page));
  },
  visit: async ({ browser }, use) => {
    const visits: { readonly page: Page; readonly complaints: readonly string[] }[] = [];
    await use(async (options = {}) => {
      const page = await (await browser.newContext(options)).newPage();
      visits.push({ page, complaints: complaintsOf(page) });
      return new Playground(page);
    });
    for (const { page } of visits) await page.context().close();
    expect(
      visits.flatMap(({ complaints }) => complaints),
      'the console stays silent',
    ).toEqual([]);
  },
});

/** Errors and warnings of the page from now on; the list grows. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}

/** The hash of a link that opens a scenario, as the share button would make it. */
export function linkTo(scenario: ScenarioInput): string {
  return encodeLink({ scenario: Scenario.parse(scenario) });
}

/** A handler that is one ES module, for scenarios of tests. */
export function code(text: string) {
  return { kind: 'code' as const, files: [{ path: 'index.mjs', text }] };
}

export class Playground {
  readonly banner: Locator;
  readonly canvas: Locator;
  readonly clock: Locator;
  readonly palette: Locator;
  readonly sidePanel: Locator;
  /** Asks before code from a link runs. */
  readonly consent: Locator;
  /** What became of the invocation that the user started, where it was started. */
  readonly answer: Locator;
  readonly editor: Locator;
  readonly problems: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.banner = page.getByRole('banner');
    this.canvas = page.getByLabel('Canvas', { exact: true });
    this.clock = page.getByRole('timer', { name: 'Simulated time' });
    this.palette = page.getByRole('navigation', { name: 'Palette', exact: true });
    this.sidePanel = page.getByRole('region', { name: 'Selected node' });
    this.consent = page.getByRole('region', { name: 'Code from a link' });
    this.answer = page.getByRole('region', { name: 'Answer of your invocation' });
    this.editor = page.locator('[data-editor="monaco"]');
    this.problems = page.getByRole('status', { name: 'Problems in the code' });
    this.dialog = page.getByRole('dialog');
  }

  // ---------------------------------------------------------------------------------------------- opening

  /** Opens the site; a hash names an example or is a link. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(hash);
    await this.isReady();
  }

  async isReady(): Promise<void> {
    await expect(this.canvas).toBeVisible();
    await expect.poll(() => this.page.evaluate(() => typeof window.lambdarium)).toBe('object');
  }

  async openExample(id: string): Promise<void> {
    await this.open(`#example=${id}`);
  }

  /** Opens a scenario by its link and lets its code run. */
  async openScenario(scenario: ScenarioInput): Promise<void> {
    await this.open(linkTo(scenario));
    await this.allowCode();
  }

  async allowCode(): Promise<void> {
    await this.consent.getByRole('button', { name: 'Allow it to run' }).click();
    await expect(this.consent).toBeHidden();
  }

  async chooseFromGallery(title: string): Promise<void> {
    await this.banner.getByRole('button', { name: 'Examples' }).click();
    await this.dialog.getByRole('link', { name: title }).click();
    await expect(this.dialog).toBeHidden();
    // The words for a screen reader come a moment after the picture; those of the run before must not count as this run's.
    await expect(this.liveSummary).not.toContainText('At the end');
  }

  get scenarioName(): Locator {
    return this.page.getByRole('textbox', { name: 'Name of the scenario' });
  }

  // ---------------------------------------------------------------------------------------------- running

  get run(): Locator {
    return this.page.getByRole('region', { name: 'Run', exact: true });
  }

  async invoke(node: string): Promise<void> {
    await this.node(node).getByRole('button', { name: 'Invoke', exact: true }).click();
  }

  async play(): Promise<void> {
    await this.run.getByRole('button', { name: 'Play' }).click();
  }

  async pause(): Promise<void> {
    await this.run.getByRole('button', { name: 'Pause' }).click();
    await expect(this.run.getByRole('button', { name: 'Play' })).toBeVisible();
  }

  async step(): Promise<void> {
    await this.run.getByRole('button', { name: 'One step', exact: true }).click();
  }

  async stepBack(): Promise<void> {
    await this.run.getByRole('button', { name: 'One step back' }).click();
  }

  async reset(): Promise<void> {
    await this.run.getByRole('button', { name: 'Reset the run' }).click();
    await expect(this.clock).toContainText('00:00:00.000');
  }

  async runToEnd(): Promise<void> {
    await this.run.getByRole('button', { name: 'Run to the end' }).click();
    await this.isAtEnd();
  }

  /** The playhead stands at the end of the run, as a screen reader says it. */
  async isAtEnd(): Promise<void> {
    await expect(this.liveSummary).toContainText('At the end', { timeout: 30_000 });
  }

  /** What a screen reader says of the run. */
  private get liveSummary(): Locator {
    return this.page.getByTestId('live-summary');
  }

  async clockText(): Promise<string> {
    return (await this.clock.innerText()).split('\n')[0] ?? '';
  }

  /** The last record that is shown, as the open trace marks it; -1 before the first. */
  async playheadRecord(): Promise<number> {
    const [row] = await this.page
      .getByRole('grid', { name: 'Trace' })
      .locator('[data-follow]')
      .evaluateAll((rows) => rows.map((one) => Number(one.getAttribute('aria-rowindex'))));
    // The head is row 1.
    return row === undefined ? -1 : row - 2;
  }

  /** Moves the playhead of a computed run to a record's own time, exact to the µs. */
  async seek(timeUs: number): Promise<void> {
    await this.page.evaluate((timeS) => window.lambdarium.seek(timeS), timeUs / 1e6);
    await this.painted();
  }

  /** Waits until the page has drawn what it knows now. */
  async painted(frames = 2): Promise<void> {
    await this.page.evaluate(
      (count) =>
        new Promise<void>((resolve) => {
          let left = count;
          const next = () => (left-- > 0 ? requestAnimationFrame(next) : resolve());
          next();
        }),
      frames,
    );
  }

  // ---------------------------------------------------------------------------------------------- reading a run

  digest(): Promise<string> {
    return this.page.evaluate(() => window.lambdarium.digest());
  }

  async trace(): Promise<TraceRecord[]> {
    // The interface for automation promises objects; these are the records that README speaks of.
    return (await this.page.evaluate(() => window.lambdarium.trace())) as TraceRecord[];
  }

  async records(...kinds: TraceRecord['kind'][]): Promise<TraceRecord[]> {
    return (await this.trace()).filter(({ kind }) => kinds.includes(kind));
  }

  async summary(): Promise<Summary> {
    // As above: the counts that README speaks of.
    return (await this.page.evaluate(() => window.lambdarium.summary())) as Summary;
  }

  // ---------------------------------------------------------------------------------------------- canvas

  get nodes(): Locator {
    return this.canvas.locator('.react-flow__node');
  }

  node(name: string): Locator {
    return this.canvas.getByRole('group', { name: new RegExp(`^[a-z]+ ${name}$`) });
  }

  wire(from: string, to: string, kind = '[a-zA-Z]+'): Locator {
    return this.canvas.getByRole('group', { name: new RegExp(`^${kind} wire from ${from} to ${to}$`) });
  }

  /** What all nodes say at this moment, by their order on the canvas. */
  nodeTexts(): Promise<string[]> {
    return this.nodes.allInnerTexts();
  }

  /** Shows all of the drawing when a node stands out of sight, as its user would. */
  async bringIntoSight(name: string, { onlyHead = false } = {}): Promise<void> {
    const isInSight = async () => {
      const [node, canvas] = [await boxOf(this.node(name)), await boxOf(this.canvas)];
      const right = node.x + (onlyHead ? 40 : node.width);
      return node.x >= canvas.x && right <= canvas.x + canvas.width;
    };
    const fit = this.page.getByRole('button', { name: 'Fit into view' });
    if ((await isInSight()) || !(await fit.isVisible())) return;
    await fit.click();
    await expect.poll(isInSight).toBe(true);
    await this.painted(20);
  }

  async select(name: string): Promise<void> {
    await this.bringIntoSight(name, { onlyHead: true });
    await this.node(name)
      .locator('.node-head')
      .click({ position: { x: 12, y: 12 } });
    await expect(this.node(name)).toHaveClass(/selected/);
  }

  /** Clicks where nothing is drawn. */
  async clickEmptyCanvas(): Promise<void> {
    await this.canvas.click({ position: { x: 60, y: 30 } });
  }

  async add(label: string): Promise<void> {
    await this.palette.getByRole('button', { name: `Add ${label}` }).click();
  }

  /** Drags an item of the palette to a point of the canvas. */
  async drag(label: string, to: { readonly x: number; readonly y: number }): Promise<void> {
    await this.palette.getByRole('button', { name: `Add ${label}` }).dragTo(this.canvas, { targetPosition: to });
  }

  /** Drags from the right edge of a node onto another. */
  async drawWire(from: string, to: string): Promise<void> {
    for (const name of [from, to]) await this.bringIntoSight(name);
    await this.node(from).locator('.node-source').hover();
    await this.page.mouse.down();
    const target = await boxOf(this.node(to));
    await this.page.mouse.move(target.x + target.width / 2, target.y + 24, { steps: 12 });
    await this.page.mouse.up();
  }

  // ---------------------------------------------------------------------------------------------- panels

  dock(): Locator {
    return this.page.getByRole('region', { name: 'What happened' });
  }

  async showDock(tab: DockTab): Promise<void> {
    const folded = this.page.getByRole('navigation', { name: 'What happened, folded' });
    if (await folded.isVisible()) await folded.getByRole('button', { name: tab, exact: true }).click();
    else await this.page.getByRole('tab', { name: tab, exact: true }).click();
    await expect(this.page.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible();
  }

  async showSide(tab: SideTab): Promise<void> {
    const folded = this.page.getByRole('navigation', { name: 'Side panel, folded' });
    if (await folded.isVisible()) await folded.getByRole('button', { name: tab, exact: true }).click();
    else await this.sidePanel.getByRole('tab', { name: tab, exact: true }).click();
  }

  /** Deselects everything, so that the side panel shows what holds for the whole scenario: seed, duration, model. */
  async showScenarioSettings(): Promise<void> {
    await this.clickEmptyCanvas();
    const folded = this.page.getByRole('navigation', { name: 'Side panel, folded' });
    if (await folded.isVisible()) await folded.getByRole('button', { name: 'Configure', exact: true }).click();
    await expect(this.page.getByRole('region', { name: 'Scenario', exact: true })).toBeVisible();
  }

  /** Lines of the log that contain a text, as they stand on screen: time, environment, line. */
  async logLines(containing: string, which = 'All lines'): Promise<Locator> {
    await this.showDock('Logs');
    await this.page.getByRole('combobox', { name: 'Which lines' }).selectOption(which);
    await this.page.getByRole('searchbox', { name: 'Lines that contain' }).fill(containing);
    return this.page.getByRole('grid', { name: 'Log' }).getByRole('rowgroup').getByRole('row');
  }

  // ---------------------------------------------------------------------------------------------- code

  async showCode(functionName: string): Promise<void> {
    await this.select(functionName);
    await this.showSide('Code');
    await expect(this.editor).toBeVisible({ timeout: 30_000 });
  }

  /** The handler's file as the editor shows it, once it has come to rest: a fresh editor moves its lines about. */
  async codeText(): Promise<string> {
    for (let last = await this.paintedCode(); ; ) {
      await this.painted(3);
      const now = await this.paintedCode();
      if (now === last) return now;
      last = now;
    }
  }

  private async paintedCode(): Promise<string> {
    const lines = await this.editor.locator('.view-line').evaluateAll((all) =>
      // The editor keeps its lines in the order in which they were made, each at its own height.
      all
        .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Pastes over all of the file that is open in the editor. */
  async writeCode(text: string): Promise<void> {
    await this.editor.locator('.view-lines').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.copyToClipboard(text);
    await this.page.keyboard.press('ControlOrMeta+V');
    const lastLine = text.trimEnd().split('\n').at(-1) ?? '';
    await expect.poll(() => this.codeText()).toContain(lastLine);
  }

  async copyToClipboard(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  }

  // ---------------------------------------------------------------------------------------------- sharing

  /** Presses Share and gives the link that the page shows. */
  async share(): Promise<string> {
    await this.banner.getByRole('button', { name: 'Share' }).click();
    const field = this.dialog.getByRole('textbox', { name: 'Link' });
    await expect(field).toHaveValue(/#s1\./);
    const link = await field.inputValue();
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await expect(this.dialog).toBeHidden();
    return link;
  }
}

export async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on screen.');
  return box;
}
