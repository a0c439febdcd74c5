import { describe, expect, it } from 'vitest';
import { activeMs, novelty, type PaceStep, paceRun, quietMs, sceneRate } from './pace.ts';

const total = (steps: readonly PaceStep[], rate: number) => {
  const paced = paceRun(steps, rate);
  const last = paced.at(-1);
  if (!last) throw new Error('no steps');
  return (last.w + last.hold) / 1000;
};

describe('pace', () => {
  it.each([
    [1000, 0.74],
    [60_000, 1.4],
    [120_000, 1.54],
    [900_000, 1.93],
    [3_600_000, 2.2],
    [21_600_000, 2.4],
  ])('a quiet stretch of %d virtual ms is shown in %f s', (gapMs, wallS) => {
    expect(quietMs(gapMs) / 1000).toBeCloseTo(wallS, 2);
  });

  it('shows a cold start of 400 ms in 1.6 s at a rate of 0.25', () => {
    expect(activeMs(400, 0.25)).toBe(1600);
    expect(sceneRate([400], [40])).toBe(0.25);
  });

  it('holds 1 s at the first new environment and less at each repeat', () => {
    const steps = [0, 1, 2, 3, 4, 5].map((v) => ({ v, events: ['env_start'], busy: true }));
    const holds = paceRun(steps, 1).map((s) => s.hold);
    expect(holds).toEqual([1000, 500, 500, 500, 200, 200]);
    expect(novelty(13)).toBe(0.02);
  });

  it('keeps lengths in proportion within a scene (SIM-10)', () => {
    const steps = [0, 100, 300].map((v) => ({ v, events: ['env_start'], busy: true }));
    const [a, b, c] = paceRun(steps, 0.25);
    if (!a || !b || !c) throw new Error('no steps');
    expect(a.span / 100).toBeCloseTo(b.span / 200, 10);
  });

  it('shows 500 warm calls at one a second within the 90 s limit and the first of them slower', () => {
    const steps: PaceStep[] = [];
    for (let i = 0; i < 500; i++) {
      steps.push({ v: i * 1000, events: ['warm_reuse'], busy: true });
      steps.push({ v: i * 1000 + 40, events: ['response'], busy: false });
    }
    const seconds = total(steps, 0.05);
    expect(seconds).toBeGreaterThan(15);
    expect(seconds).toBeLessThan(60);
  });

  it('shows 1,000 simultaneous cold starts in less than 12 s', () => {
    const steps: PaceStep[] = [
      { v: 0, events: Array.from({ length: 1000 }, () => 'env_start'), busy: true },
      { v: 400, events: Array.from({ length: 1000 }, () => 'init_end'), busy: true },
      { v: 440, events: Array.from({ length: 1000 }, () => 'response'), busy: false },
    ];
    expect(total(steps, 0.25)).toBeLessThan(12);
  });
});
