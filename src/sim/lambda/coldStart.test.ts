import { describe, expect, it } from 'vitest';
import { randomStream } from '../kernel/random.ts';
import { describeWithSharedData, sharedJson } from '../testing/sharedData.ts';
import { type ColdStartSettings, drawColdStart, quantile } from './coldStart.ts';
import { DOWNLOAD, ENVIRONMENT_MS, RUNTIME_INIT_MS } from './coldStartFigures.ts';

const measured: ColdStartSettings = { runtime: 'nodejs24.x', packageMb: 1, coldStart: { kind: 'measured' } };

function draws(settings: ColdStartSettings, count = 20_000) {
  const random = randomStream(3, 'n2', 'cold start');
  return Array.from({ length: count }, () => drawColdStart(settings, random));
}

const at = (list: readonly number[], level: number) =>
  list.toSorted((a, b) => a - b)[Math.floor(level * list.length)] ?? Number.NaN;

describe('cold start figures', () => {
  it('D26: a draw lies between the stored quantiles, linear in between, and takes the end values beyond them', () => {
    const q = { levels: [0.1, 0.5, 0.9], values: [10, 20, 60] };
    expect([0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((u) => quantile(q, u))).toEqual([10, 10, 15, 20, 40, 60, 60]);
  });

  it('draws have the quantiles of the measurements (COLD-4, SIM-5)', () => {
    const list = draws(measured);
    for (const level of [0.1, 0.5, 0.9]) {
      const expected = quantile(RUNTIME_INIT_MS['nodejs24.x'], level);
      expect(
        at(
          list.map((d) => d.runtimeInitUs / 1000),
          level,
        ) / expected,
      ).toBeCloseTo(1, 1);
    }
    expect(
      at(
        list.map((d) => d.createUs / 1000),
        0.5,
      ),
    ).toBeCloseTo(76, 0);
    expect(list.every((d) => Number.isInteger(d.createUs + d.downloadUs + d.runtimeInitUs))).toBe(true);
  });

  it('a package up to 5 MB adds nothing, a larger one 4 to 8 ms for each MB above (COLD-9)', () => {
    expect(draws({ ...measured, packageMb: 5 }, 100).every((d) => d.downloadUs === 0)).toBe(true);
    const large = draws({ ...measured, packageMb: 105 }).map((d) => d.downloadUs / 1000);
    expect(Math.min(...large)).toBeGreaterThanOrEqual(400);
    expect(Math.max(...large)).toBeLessThanOrEqual(800);
    expect(at(large, 0.5)).toBeCloseTo(600, -1);
  });

  it('fixed figures are taken as they are, and leave the random stream where measured ones leave it', () => {
    const fixed = {
      ...measured,
      packageMb: 200,
      coldStart: { kind: 'fixed', createMs: 200, runtimeInitMs: 140 },
    } as const;
    const [one, other] = [randomStream(3, 'n2', 'x'), randomStream(3, 'n2', 'x')];
    expect(drawColdStart(fixed, one)).toEqual({ createUs: 200_000, downloadUs: 0, runtimeInitUs: 140_000 });
    drawColdStart(measured, other);
    expect(one.float()).toBe(other.float());
  });
});

describeWithSharedData('cold start figures and their reference', () => {
  const reference = sharedJson('reference/cold-start-defaults.json');
  it.each(['nodejs24.x', 'nodejs22.x', 'nodejs20.x'] as const)('has the init quantiles of %s', (runtime) => {
    const row = [...reference.defaults, ...reference.runtimes].find(
      (r: Record<string, unknown>) => r.runtime === runtime && r.package === 'zip' && r.arch === 'x86_64',
    );
    expect(RUNTIME_INIT_MS[runtime]).toEqual({ levels: reference.quantile_levels, values: row.init_quantiles_ms });
  });

  it('has the environment and download figures', () => {
    const phase = (id: string) => reference.phases.find((p: { id: string }) => p.id === id);
    expect([quantile(ENVIRONMENT_MS, 0.5), quantile(ENVIRONMENT_MS, 0.9)]).toEqual([
      phase('environment').p50,
      phase('environment').p90,
    ]);
    expect([DOWNLOAD.floorMb, DOWNLOAD.msPerMb]).toEqual([phase('download').floor_mb, phase('download').ms_per_mb]);
  });
});
