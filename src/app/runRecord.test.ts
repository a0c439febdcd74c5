import { describe, expect, it } from 'vitest';
import { examples } from '../lessons/examples.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Input } from '../sim/kernel.ts';
import { deployedAt, isRunOf, runsTheSame, withoutLayout } from './runRecord.ts';

const [{ scenario } = { scenario: undefined }] = examples;
if (!scenario) throw new Error('There are no examples.');
const start: Scenario = scenario;

const moved: Scenario = {
  ...start,
  name: 'Other',
  nodes: start.nodes.map((n) => ({ ...n, position: { x: 1, y: 2 } })),
};
const bigger: Scenario = {
  ...start,
  nodes: start.nodes.map((n) => (n.type === 'function' ? { ...n, memoryMb: 512 } : n)),
};
const deploy: Input = { type: 'deploy', timeUs: 5, scenario: withoutLayout(bigger) };

describe('what makes a run', () => {
  it('is the same when only names of the document, places and test events differ', () => {
    expect(runsTheSame(start, moved)).toBe(true);
    expect(withoutLayout(start)).toEqual(withoutLayout(moved));
    expect(runsTheSame(start, bigger)).toBe(false);
    expect(runsTheSame(start, { ...start, seed: 7 })).toBe(false);
  });

  it('knows what is live at a time', () => {
    const record = { start, inputs: [deploy] };
    expect(deployedAt(record, 4)).toBe(start);
    expect(deployedAt(record, 5)).toBe(deploy.scenario);
  });

  it('belongs to the document it ends with', () => {
    expect(isRunOf({ start, inputs: [] }, moved)).toBe(true);
    expect(isRunOf({ start, inputs: [deploy] }, start)).toBe(false);
    expect(isRunOf({ start, inputs: [deploy] }, bigger)).toBe(true);
    expect(isRunOf({ start, inputs: [deploy] }, { ...bigger, seed: 9 })).toBe(false);
  });
});
