/** `node:perf_hooks`. */
import {
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  performance,
} from '../globals/performance.ts';

function createHistogram() {
  const values: number[] = [];
  const sorted = () => [...values].sort((a, b) => a - b);
  return {
    record: (value: number) => void values.push(Number(value)),
    reset: () => void values.splice(0),
    get count() {
      return values.length;
    },
    get min() {
      return values.length ? Math.min(...values) : 9223372036854776000;
    },
    get max() {
      return values.length ? Math.max(...values) : 0;
    },
    get mean() {
      return values.reduce((sum, one) => sum + one, 0) / values.length;
    },
    get exceeds() {
      return 0;
    },
    percentile: (percent: number) => sorted()[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)] ?? 0,
  };
}

export const perfHooks = {
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  performance,
  createHistogram,
  /** The loop is never late here. */
  monitorEventLoopDelay: () => Object.assign(createHistogram(), { enable: () => true, disable: () => true }),
  constants: { NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1 },
};
