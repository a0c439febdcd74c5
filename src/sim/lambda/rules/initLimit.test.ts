import { expect, test } from 'vitest';
import { run } from '../../testing/run.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { INIT_LIMIT_US } from './initLimit.ts';

/** 200 ms to create; boot 140 ms plus this. */
const withInit = (functionInitMs: number) =>
  run(
    scenario()
      .client('c', { traffic: { kind: 'single' } })
      .modelled('f', 1, { timeoutS: 60, handler: { kind: 'modelled', functionInitMs } })
      .wire('sync', 'c', 'f'),
  ).until(100);

test('INIT may take 10 s; what takes longer is begun again inside the invocation (ENV-3)', () => {
  expect(INIT_LIMIT_US).toBe(10_000_000);
  expect(withInit(9_860).times('init_started')).toEqual([0.2]);
  expect(withInit(9_861).times('init_started')).toEqual([0.2, 10.2]);
});
