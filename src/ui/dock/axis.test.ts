import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf, horizonUs, mergeIntervals, pxToTime, roundStepUs, ticksOf, timeToPx } from './axis.ts';

const MS = 1000;
const S = 1_000_000;

const intervals = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 600 * S }), fc.integer({ min: 0, max: 3 * S })).map(([startUs, length]) => ({
    startUs,
    endUs: startUs + length,
  })),
  { maxLength: 60 },
);
const axes = fc
  .record({
    busy: intervals,
    endUs: fc.integer({ min: 1, max: 700 * S }),
    widthPx: fc.integer({ min: 120, max: 4000 }),
  })
  .map((options) => axisOf({ ...options, startUs: 0 }));

describe('the time axis', () => {
  it('squeezes a quiet stretch and keeps one scale where something happens', () => {
    const axis = axisOf({
      busy: [
        { startUs: 0, endUs: 400 * MS },
        { startUs: 60 * S, endUs: 60 * S + 100 * MS },
      ],
      startUs: 0,
      endUs: 60 * S + 100 * MS,
      widthPx: 1000,
    });
    expect(axis.segments.map((s) => s.kind)).toEqual(['scene', 'gap', 'scene']);
    const first = timeToPx(axis, 400 * MS) - timeToPx(axis, 0);
    const second = timeToPx(axis, 60 * S + 100 * MS) - timeToPx(axis, 60 * S);
    expect(first / second).toBeCloseTo(4, 6);
    expect(axis.widthPx).toBeCloseTo(1000, 3);
  });

  it('is one scene when nothing is worth squeezing', () => {
    const busy = [0, 1, 2, 3].map((n) => ({ startUs: n * 300 * MS, endUs: n * 300 * MS + 200 * MS }));
    const axis = axisOf({ busy, startUs: 0, endUs: 1200 * MS, widthPx: 900 });
    expect(axis.segments).toHaveLength(1);
  });

  it('draws no millisecond wider than 8 px', () => {
    const axis = axisOf({ busy: [{ startUs: 0, endUs: 2 * MS }], startUs: 0, endUs: 2 * MS, widthPx: 1000 });
    expect(axis.widthPx).toBeCloseTo(16, 6);
  });

  it('varies by less than 1 % in pixels per millisecond within and across scenes', () => {
    fc.assert(
      fc.property(axes, (axis) => {
        for (const s of axis.segments) {
          if (s.kind === 'gap' || s.endUs - s.startUs < 10) continue;
          const scale = (s.endPx - s.startPx) / (s.endUs - s.startUs);
          expect(Math.abs(scale / axis.pxPerUs - 1)).toBeLessThan(0.01);
        }
      }),
    );
  });

  it('shows every scene of a long run when there are many quiet stretches, and gets wider for it', () => {
    const busy = Array.from({ length: 20 }, (_, n) => ({ startUs: n * 60 * S, endUs: n * 60 * S + 200 * MS }));
    const axis = axisOf({ busy, startUs: 0, endUs: 1200 * S, widthPx: 900 });
    expect(axis.segments.filter((s) => s.kind === 'gap')).toHaveLength(20);
    expect(axis.pxPerUs * 200 * MS).toBeGreaterThan(15);
    expect(axis.widthPx).toBeLessThan(900 * 3.5);
  });

  it('leaves no time out and never gets wider than three times its room and a half', () => {
    fc.assert(
      fc.property(axes, (axis) => {
        let at = axis.startUs;
        for (const s of axis.segments) {
          expect(s.startUs).toBeCloseTo(at, 3);
          expect(s.endUs).toBeGreaterThanOrEqual(s.startUs);
          at = s.endUs;
        }
        expect(at).toBeCloseTo(axis.endUs, 3);
        expect(axis.widthPx).toBeLessThanOrEqual(4000 * 3.5);
      }),
    );
  });

  it('goes forth and back: the time at the place of a time is that time', () => {
    fc.assert(
      fc.property(axes, fc.double({ min: 0, max: 1, noNaN: true }), (axis, share) => {
        const px = share * axis.widthPx;
        expect(timeToPx(axis, pxToTime(axis, px))).toBeCloseTo(px, 3);
      }),
    );
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(axes, fc.nat(700 * S), fc.nat(700 * S), (axis, a, b) => {
        expect(timeToPx(axis, Math.max(a, b))).toBeGreaterThanOrEqual(timeToPx(axis, Math.min(a, b)));
      }),
    );
  });

  it('answers with its ends for what lies outside', () => {
    const axis = axisOf({ busy: [], startUs: 0, endUs: S, widthPx: 500 });
    expect(timeToPx(axis, -5)).toBe(0);
    expect(pxToTime(axis, 9999)).toBe(axis.endUs);
  });
});

describe('the parts of the axis', () => {
  it('joins overlapping stretches', () => {
    const merged = mergeIntervals(
      [
        { startUs: 5, endUs: 9 },
        { startUs: 0, endUs: 6 },
        { startUs: 20, endUs: 30 },
      ],
      { startUs: 0, endUs: 25 },
    );
    expect(merged).toEqual([
      { startUs: 0, endUs: 9 },
      { startUs: 20, endUs: 25 },
    ]);
  });

  it('labels round times and keeps labels apart', () => {
    const axis = axisOf({ busy: [{ startUs: 0, endUs: S }], startUs: 0, endUs: S, widthPx: 1000 });
    expect(ticksOf(axis).map((t) => t.timeUs / MS)).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it('counts in steps people know', () => {
    expect(roundStepUs(30)).toBe(50);
    expect(roundStepUs(12 * S)).toBe(15 * S);
    expect(roundStepUs(31 * S)).toBe(60 * S);
  });

  it('draws a growing scene ahead in coarse steps, so the axis rarely moves', () => {
    const seen = Array.from({ length: 2000 }, (_, n) => 100 * MS + n * MS);
    const horizons = new Set(seen.map((seenUs) => horizonUs({ sceneStartUs: 0, seenUs })));
    expect(horizons.size).toBeLessThan(14);
    for (const seenUs of seen) expect(horizonUs({ sceneStartUs: 0, seenUs })).toBeGreaterThan(seenUs);
  });
});
