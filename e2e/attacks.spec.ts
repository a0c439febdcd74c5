import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'playwright/test';
import { type EnginePage, openEngine, whyMissing } from './attacks/engines.ts';
import type { Defence, Outcome } from './attacks/page.ts';
import { type Engine, PROBES, type Probe } from './attacks/probes.ts';
import { type AttackSite, startAttackSite } from './attacks/site.ts';

const AT_ONCE = 6;
const inNode = promisify(execFile);

/** What came of a probe: whether it reached what it was after, by the sink's own count where it has one. */
interface Result extends Outcome {
  readonly probe: Probe;
  readonly key: string;
}

const canReach = (engine: Engine) => (probe: Probe) => probe.only?.includes(engine) ?? true;

test.describe.configure({ mode: 'default' });

let site: AttackSite;
test.beforeAll(async () => {
  site = await startAttackSite(fileURLToPath(new URL('../.cache/attacks', import.meta.url)));
});
test.afterAll(() => site.close());

for (const engine of ['chromium', 'firefox'] as const) {
  test(`in ${engine} no attack reaches its sink, and without the defence each of them does`, async () => {
    // Only ends what hangs: on a busy machine it takes several times what it takes alone.
    test.setTimeout(600_000);
    const missing = whyMissing(engine);
    test.skip(missing !== undefined, missing);
    await using page = await openEngine(engine, site.pageAddress);

    const both = await tryAll(page, engine, 'both', PROBES);
    const stripping = await tryAll(page, engine, 'stripping', PROBES);
    const policy = await tryAll(
      page,
      engine,
      'policy',
      PROBES.filter(({ sink }) => sink !== 'leak'),
    );
    // Comes last: once all of its requests are in, those of the runs before it would be in too.
    const expected = PROBES.filter(canReach(engine));
    const control = await tryAll(page, engine, 'none', expected);
    await expect
      .poll(() => control.filter((one) => !reached(one)).map(describe), {
        message: 'attacks that do not work even without a defence: the suite could not see them fail',
        timeout: 20_000,
      })
      .toEqual([]);

    for (const [defence, results] of Object.entries({ both, stripping, policy, none: control })) {
      console.log(
        `${engine}, defence ${defence}: ${results.length} attacks, ${results.filter(reached).length} reached their sink`,
      );
    }
    expect(both.filter(reached).map(describe), 'with the whole defence').toEqual([]);
    expect(stripping.filter(reached).map(describe), 'with the stripped environment alone').toEqual([]);
    expect(policy.filter(reached).map(describe), 'with the policy of the frame alone').toEqual([]);
    expect(both.filter(({ text }) => text.startsWith('does not load')).map(describe)).toEqual([]);
  });
}

async function tryAll(
  page: EnginePage,
  engine: Engine,
  defence: Defence,
  probes: readonly Probe[],
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = [...probes];
  const next = async (): Promise<void> => {
    for (let probe = left.shift(); probe; probe = left.shift()) {
      const key = `${engine}/${defence}/${probe.name}`;
      const sink = await site.sinkOf(key);
      const alone = defence === 'none' && probe.control === 'node';
      const outcome = alone ? await runInNode(probe, sink) : await page.run(defence, probe.name, sink);
      results.push({ ...outcome, probe, key });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return results;
}

async function runInNode({ code }: Probe, sink: object): Promise<Outcome> {
  const program = `const sink = ${JSON.stringify(sink)}; (async () => { ${code} })()`;
  try {
    await inNode(process.execPath, ['-e', program]);
    return { leak: false, text: 'ran' };
  } catch (error) {
    return { leak: false, text: String(error) };
  }
}

function reached({ probe, key, leak }: Result): boolean {
  return probe.sink === 'leak' ? leak : leak || site.hits(key) > 0;
}

function describe({ key, text }: Result): string {
  return `${key} (${site.hits(key)} hits): ${text.slice(0, 200)}`;
}
