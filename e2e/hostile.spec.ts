import { listen } from './outsideServer.ts';
import { code, expect, type Playground, test } from './playground.ts';

const MODEL = { coldStart: { kind: 'fixed' as const, createMs: 100, runtimeInitMs: 100 } };
const CALM = {
  id: 'n2',
  type: 'function' as const,
  name: 'calm',
  position: { x: 0, y: 320 },
  handler: code('export const handler = async () => "still here";\n'),
};

/** Two functions that know nothing of each other: a hostile one and a calm one. */
function hostileScenario(handler: string) {
  const hostile = {
    id: 'n1',
    type: 'function' as const,
    name: 'hostile',
    position: { x: 0, y: 0 },
    timeoutS: 3,
    // A whole processor, so that a loop goes on for as long as any may.
    memoryMb: 1769,
    handler: code(handler),
  };
  return { version: 1 as const, name: 'Hostile', durationS: 60, model: MODEL, nodes: [hostile, CALM] };
}

async function calmStillAnswers(playground: Playground): Promise<void> {
  await playground.invoke('calm');
  await expect(playground.node('calm').getByRole('region', { name: 'Answer of your invocation' })).toContainText(
    '"still here"',
  );
}

test('an endless loop ends in its Lambda timeout, and the page stays alive meanwhile', async ({ playground }) => {
  const { page } = playground;
  await playground.openScenario(hostileScenario('export const handler = async () => { while (true) {} };\n'));
  const drawing = await watchDrawing(playground);
  await playground.invoke('hostile');
  const answer = playground.node('hostile').getByRole('region', { name: 'Answer of your invocation' });
  await expect(answer).toContainText('Task timed out after 3.00 seconds', { timeout: 30_000 });
  const { frames, perSecond, cpuMsPerFrame } = await drawing.stop();
  console.log(
    `while the handler looped: ${perSecond.toFixed(1)} frames a second, ${cpuMsPerFrame.toFixed(1)} ms of processor time each`,
  );
  // How many a second there are depends on what else the machine does; what each of them takes of the processor does not. At
  // 30 a second there are 33 ms for each. The loop itself takes a second and more.
  expect(frames).toBeGreaterThan(10);
  expect(cpuMsPerFrame).toBeLessThan(33);

  await expect(answer).toContainText('Sandbox.Timedout');
  const [started] = await playground.records('invoke_started');
  const [ended] = await playground.records('invoke_ended');
  expect((ended?.timeUs ?? 0) - (started?.timeUs ?? 0)).toBe(3_000_000);
  expect((await playground.summary()).nodes.n1).toMatchObject({ timeouts: 1 });
  await expect(await playground.logLines('REPORT')).toContainText('Status: timeout');
  // The page reacts as ever.
  await playground.add('Queue');
  await expect(playground.node('queue')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'simulator' })).toHaveCount(0);
  await calmStillAnswers(playground);
});

test('an endless loop outside the handler is the init that fails, not the page', async ({ playground }) => {
  await playground.openScenario(hostileScenario('for (;;) {}\nexport const handler = async () => 1;\n'));
  await playground.invoke('hostile');
  await playground.runToEnd();
  const answer = playground.node('hostile').getByRole('region', { name: 'Answer of your invocation' });
  await expect(answer).toContainText('Sandbox.Timedout');
  await calmStillAnswers(playground);
});

test('no way out of the sandbox reaches a server', async ({ playground, request }) => {
  await using outside = await listen();
  // What the test itself asks for does arrive, so counting works.
  await request.get(outside.address);
  expect(outside.requests()).toBe(1);

  await playground.openScenario(hostileScenario(escapesTo(outside.address)));
  await playground.invoke('hostile');
  await playground.runToEnd();
  const [ended] = await playground.records('invoke_ended');
  const outcomes: Record<string, string> = JSON.parse(ended?.data.payload ?? '{}');
  expect(Object.keys(outcomes).sort()).toEqual(WAYS_OUT.map(([name]) => name).sort());
  for (const [way, outcome] of Object.entries(outcomes)) expect(`${way}: ${outcome}`).toMatch(/: refused /);
  expect(outside.requests()).toBe(1);

  // The page itself was not touched either: no storage, no document of ours in reach.
  expect(await playground.page.evaluate(() => localStorage.getItem('stolen'))).toBe(null);
  await calmStillAnswers(playground);
  expect(outside.requests()).toBe(1);
});

/** Ways by which code could call out, each an expression that throws, rejects or names nothing when it is closed. */
const WAYS_OUT: readonly (readonly [name: string, expression: string])[] = [
  ['fetch', 'await fetch(to)'],
  ['globalThis.fetch', 'await globalThis.fetch(to)'],
  ['XMLHttpRequest', "const x = new XMLHttpRequest(); x.open('GET', to, false); x.send();"],
  ['WebSocket', "new WebSocket(to.replace('http', 'ws'))"],
  ['EventSource', 'new EventSource(to)'],
  ['importScripts', 'importScripts(to)'],
  ['import()', 'await import(to)'],
  ['Worker', 'new Worker(to)'],
  ['sendBeacon', 'navigator.sendBeacon(to)'],
  ['WebTransport', 'new WebTransport(to)'],
  ['Function', "await Function('to', 'return fetch(to)')(to)"],
  ['AsyncFunction', "await (async () => {}).constructor('to', 'return import(to)')(to)"],
  ['eval', "await eval('fetch')(to)"],
  ['indexedDB', "indexedDB.open('stolen')"],
  ['localStorage', "localStorage.setItem('stolen', 'yes')"],
  ['postMessage', "postMessage({ stolen: 'yes' })"],
  [
    'node:http',
    "const http = await import('node:http'); await new Promise((done, fail) => http.get(to, done).on('error', fail))",
  ],
];

function escapesTo(address: string): string {
  const tries = WAYS_OUT.map(([name, expression]) => `  await attempt('${name}', async () => { ${expression}; });`);
  return `
const to = ${JSON.stringify(address)};
export const handler = async () => {
  const outcomes = {};
  const attempt = async (name, act) => {
    try {
      await act();
      outcomes[name] = 'went through';
    } catch (error) {
      outcomes[name] = 'refused by ' + error.name + ': ' + error.message;
    }
  };
${tries.join('\n')}
  return outcomes;
};
`;
}

interface Drawing {
  readonly frames: number;
  readonly perSecond: number;
  /** Processor time of the page's main thread for each frame, all that it did counted; waiting does not count. */
  readonly cpuMsPerFrame: number;
}

/** Counts the page's animation frames from now on, and what they take of the processor. */
async function watchDrawing({ page }: Playground): Promise<{ stop(): Promise<Drawing> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const counter = await page.evaluateHandle(() => {
    const state = { frames: 0, startMs: performance.now() };
    const count = () => {
      state.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    return state;
  });
  const beforeMs = await cpuMs();
  return {
    async stop() {
      const { frames, startMs, nowMs } = await counter.evaluate((state) => ({ ...state, nowMs: performance.now() }));
      return {
        frames,
        perSecond: (1000 * frames) / Math.max(1, nowMs - startMs),
        cpuMsPerFrame: ((await cpuMs()) - beforeMs) / Math.max(1, frames),
      };
    },
  };
}
