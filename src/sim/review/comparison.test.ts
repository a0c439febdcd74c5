/** Two runs that differ in one thing differ in nothing else: what makes a comparison fair (D16). */
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../scenario/schema.ts';
import { createKernel } from '../createKernel.ts';
import { type Run, run } from '../testing/run.ts';
import { type ScenarioBuilder, scenario } from '../testing/scenarioBuilder.ts';

const LAW = {
  kind: 'modelled' as const,
  duration: { kind: 'exponential' as const, meanMs: 300 },
  errorRate: 0.2,
  functionInitMs: 0,
  memoryUsedMb: 80,
};
const MODEL = {
  idleLifetime: { kind: 'uniform' as const, minS: 5, maxS: 60 },
  maximumAge: { kind: 'uniform' as const, minS: 60, maxS: 90 },
  coldStart: { kind: 'measured' as const },
  routing: 'random' as const,
};

function three(): ScenarioBuilder {
  const poisson = (ratePerS: number) => ({ kind: 'poisson' as const, ratePerS, endS: 60 });
  return scenario({ durationS: 200, model: MODEL })
    .client('c', { traffic: poisson(5) })
    .modelled('f', 0, { handler: LAW })
    .client('d', { traffic: poisson(2) })
    .modelled('g', 0, { handler: LAW })
    .bucket('b', { traffic: poisson(1) })
    .modelled('h', 0, { handler: LAW })
    .wire('sync', 'c', 'f')
    .wire('async', 'd', 'g')
    .wire('async', 'b', 'h');
}

/** Everything that happened to a function, without the numbers of what it happened to. */
function lifeOf(r: Run, name: string): string[] {
  const number = r.number(name);
  const environments = new Set<number>();
  const invocations = new Set<number>();
  return r.records().flatMap(({ kind, subject, value, timeUs, data }) => {
    if (kind === 'environment_created' && value === number) environments.add(subject);
    if (/^invoke_(sync|async|batch)$/.test(kind) && value === number) invocations.add(subject);
    const ofEnvironment = /^(environment_|init_)/.test(kind) && environments.has(subject);
    const ofInvocation = /^(invoke_|throttled|responded|retry|event_)/.test(kind) && invocations.has(subject);
    return ofEnvironment || ofInvocation ? [`${timeUs} ${kind} ${data?.durationUs ?? ''}`] : [];
  });
}

function changed(from: Scenario, name: string, settings: object): Scenario {
  return { ...from, nodes: from.nodes.map((node) => (node.name === name ? { ...node, ...settings } : node)) };
}

describe('what happens to a function stays as it was', () => {
  const before = run(three()).until(500);

  test('when a client and a function are added', () => {
    const more = three()
      .client('z', { traffic: { kind: 'poisson', ratePerS: 9, endS: 60 } })
      .modelled('y', 0, { handler: LAW })
      .wire('sync', 'z', 'y');
    const after = run(more).until(500);
    for (const name of ['f', 'g', 'h']) expect(lifeOf(after, name)).toEqual(lifeOf(before, name));
    expect(lifeOf(after, 'f').length).toBeGreaterThan(500);
  });

  test('when settings and the durations of another one change, from the start or in the middle', () => {
    const duration = { kind: 'uniform' as const, minMs: 1, maxMs: 2000 };
    const other = changed(three().build(), 'f', { timeoutS: 9, packageMb: 200, handler: { ...LAW, duration } });
    for (const after of [run(other).until(500), run(three()).deploy(20, other).until(500)]) {
      for (const name of ['g', 'h']) expect(lifeOf(after, name)).toEqual(lifeOf(before, name));
      expect(after.times('arrival')).toEqual(before.times('arrival'));
    }
  });

  test('when only its memory changes: cold starts and durations are drawn the same', () => {
    const after = run(changed(three().build(), 'f', { memoryMb: 1024 })).until(500);
    expect(lifeOf(after, 'f')).toEqual(lifeOf(before, 'f'));
  });

  test('when its bucket gets another target', () => {
    const after = run(three().modelled('y', 0, { handler: LAW }).wire('async', 'b', 'y')).until(500);
    expect(lifeOf(after, 'h')).toEqual(lifeOf(before, 'h'));
  });
});

/** The seeds that the environments of f are given for Math.random and crypto. */
function seedsOf(from: Scenario): string[] {
  const kernel = createKernel(from);
  const seeds: string[] = [];
  for (;;) {
    const advance = kernel.advance(60_000_000);
    if (advance.type === 'done') return seeds;
    if (advance.type !== 'steps') continue;
    for (const step of advance.steps) {
      if (step.type === 'init' && step.env.AWS_LAMBDA_FUNCTION_NAME === 'f') seeds.push(step.seed);
      kernel.answer({ stepId: step.stepId, status: 'stopped', reason: 'watchdog' });
    }
  }
}

test('Math.random in the environments of a function stays the same when another function is added', () => {
  const one = scenario()
    .client('c', { traffic: { kind: 'single', atS: 5 } })
    .code('f')
    .wire('sync', 'c', 'f');
  const alone = seedsOf(one.build());
  const other = one
    .client('d', { traffic: { kind: 'single', atS: 1 } })
    .code('g')
    .wire('sync', 'd', 'g');
  expect(seedsOf(other.build())).toEqual(alone);
});
