import { describe, expect, it } from 'vitest';
import { Scenario, type ScenarioInput } from '../scenario/schema.ts';
import { documentStore, loadDocument, undo } from './documentStore.ts';
import { firstDueTimes, tooLateText, tooLateTrigger } from './firstEvents.ts';
import { addNode } from './graphActions.ts';

const at = { x: 0, y: 0 };
const scenarioOf = (durationS: number, ...nodes: NonNullable<ScenarioInput['nodes']>) =>
  Scenario.parse({ version: 1, name: 'test', durationS, nodes });
const schedule = { id: 'n1', type: 'schedule', name: 'nightly', position: at } as const;

describe('triggers whose first event comes too late', () => {
  it('a schedule of one minute says nothing in a run of one minute, and enough in one of six', () => {
    const late = tooLateTrigger(scenarioOf(60, schedule));
    expect(late).toMatchObject({ nodeId: 'n1', firstS: 60, longEnoughS: 360 });
    expect(late && tooLateText(late, 60)).toBe('The first event of nightly comes at 1 min, but the run ends at 1 min.');
    expect(tooLateTrigger(scenarioOf(360, schedule))).toBeNull();
  });

  it('a disabled schedule, and a trigger without traffic, are no reason', () => {
    const quiet = { id: 'n2', type: 'client', name: 'c', position: at } as const;
    expect(tooLateTrigger(scenarioOf(60, { ...schedule, enabled: false }, quiet))).toBeNull();
  });

  it('other traffic that begins after the end is', () => {
    const client = { id: 'n1', type: 'client', name: 'c', position: at, traffic: { kind: 'single', atS: 90 } } as const;
    expect(tooLateTrigger(scenarioOf(60, client))).toMatchObject({ firstS: 90, longEnoughS: 150 });
    expect(tooLateTrigger(scenarioOf(91, client))).toBeNull();
  });

  it('a cron expression counts from the start date; what no run reaches is said, without a run that would show it', () => {
    const daily = { ...schedule, expression: 'cron(0 10 * * ? *)' };
    expect(tooLateTrigger(scenarioOf(60, daily))).toMatchObject({ firstS: 3600, longEnoughS: 3660 });
    const summer = tooLateTrigger(scenarioOf(60, { ...schedule, expression: 'cron(0 0 1 7 ? *)' }));
    expect(summer?.longEnoughS).toBeNull();
    expect(summer && tooLateText(summer, 60)).toContain('No run is that long');
    expect(tooLateTrigger(scenarioOf(60, { ...schedule, expression: 'cron(0 0 1 7 ? 2020)' }))).toBeNull();
    const [node] = scenarioOf(60, daily).nodes;
    if (node?.type !== 'schedule') throw new Error('It is a schedule.');
    expect(firstDueTimes(node, '2026-01-05T09:00:00Z', 2)).toEqual([
      { afterS: 3600, date: '2026-01-05T10:00:00.000Z' },
      { afterS: 90_000, date: '2026-01-06T10:00:00.000Z' },
    ]);
  });

  it('a schedule added to a run that is too short for it makes the run longer, in one step of undo', () => {
    loadDocument(scenarioOf(60), { kind: 'new' });
    expect(addNode('schedule')).toBeNull();
    expect(documentStore.getState().scenario).toMatchObject({ durationS: 360, nodes: [{ type: 'schedule' }] });
    undo();
    expect(documentStore.getState().scenario).toMatchObject({ durationS: 60, nodes: [] });
    loadDocument(scenarioOf(600), { kind: 'new' });
    addNode('schedule');
    expect(documentStore.getState().scenario.durationS).toBe(600);
  });
});
