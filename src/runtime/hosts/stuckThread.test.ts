import environmentScript from 'virtual:environment-script';
import { afterEach, expect, it } from 'vitest';
import { compileFiles } from '../../compile/compileFiles.ts';
import { TICK_BUDGET } from '../cpuModel.ts';
import type { InitStep } from '../protocol.ts';
import { createNodeHost } from './nodeHost.ts';

/** Only the stuck step depends on it: it strikes sooner or later. */
const WATCHDOG_MS = 500;
const host = createNodeHost(environmentScript, WATCHDOG_MS);
afterEach(() => host.dispose());

const start = (environment: number, code: string): { environment: number; step: InitStep } => ({
  environment,
  step: {
    type: 'init',
    stepId: environment,
    nowUs: 0,
    nsPerTick: 10,
    tickBudget: TICK_BUDGET,
    epochMs: 0,
    seed: 'c0ffee',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    memoryMb: 128,
    env: {},
    files: compileFiles([{ path: 'index.mjs', text: code }]).files,
  },
});
const NEVER_ENDS = '/^(a+)+$/.test("a".repeat(60) + "b"); export const handler = () => 1;';

it('a native that never ends takes the thread with it: of one step in a call it is the fault, of several perhaps', async () => {
  expect(await host.run([start(1, NEVER_ENDS)])).toMatchObject([{ stepId: 1, reason: 'watchdog' }]);
  const both = await host.run([start(2, 'export const handler = () => 1;'), start(3, NEVER_ENDS)]);
  expect(both).toMatchObject([{ reason: 'sandbox-lost' }, { reason: 'sandbox-lost' }]);
  const timer = { type: 'timer', stepId: 4, nowUs: 0, nsPerTick: 10, tickBudget: 1, timerId: 1 } as const;
  expect(await host.run([{ environment: 2, step: timer }])).toMatchObject([{ stepId: 4, reason: 'evicted' }]);
});
