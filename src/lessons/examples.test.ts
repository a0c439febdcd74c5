import { describe, expect, it } from 'vitest';
import { parseScenario, parseScenarioText, scenarioText } from '../scenario/parse.ts';
import type { ScenarioNode } from '../scenario/schema.ts';
import { decodeLink, encodeLink } from '../share/link.ts';
import { examples } from './examples.ts';

/** Rough sizes of nodes on the canvas, px. */
const sizeOf = (node: ScenarioNode) =>
  node.type === 'function' ? { width: 270, height: 220 } : { width: 170, height: 80 };

describe('the gallery', () => {
  it('has six examples with ids of their own', () => {
    expect(examples.map(({ id }) => id)).toEqual(['hello', 'counter', 'burst', 'async-retries', 'photos', 'poison']);
  });

  it('starts with a quiet one: no traffic of its own', () => {
    const [first] = examples;
    expect(first?.scenario.nodes.every((node) => !('traffic' in node) || node.traffic.kind === 'none')).toBe(true);
    expect(first?.firstAction.button).toBe('invoke');
  });
});

describe.each(examples)('example $id', ({ id, title, lesson, scenario, firstAction, expect: notes }) => {
  it('opens without a problem or a warning', () => {
    expect(parseScenario(scenario)).toMatchObject({ ok: true, scenario, warnings: [] });
    expect(parseScenarioText(scenarioText(scenario))).toMatchObject({ ok: true, scenario });
  });

  it('fits into a link below 2,000 characters', () => {
    const link = encodeLink({ scenario, lesson: id });
    console.log(`${id}: ${link.length} characters`);
    expect(link.length).toBeLessThan(2000);
    expect(decodeLink(link)).toMatchObject({ ok: true, payload: { scenario, lesson: id } });
  });

  it('says in a sentence what it teaches, what to do first and what to expect', () => {
    expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(title.length).toBeLessThanOrEqual(30);
    expect(scenario.name).toBe(title);
    expect(lesson).toMatch(/^[A-Z].{30,120}\.$/);
    expect(firstAction.text).toMatch(/^[A-Z].{10,80}\.$/);
    if (firstAction.button === 'invoke') expect(scenario.nodes.map((node) => node.id)).toContain(firstAction.nodeId);
    expect(notes.length).toBeGreaterThan(1);
    for (const note of notes) expect(note).toMatch(/\.$/);
  });

  it('stands on the canvas from left to right, with room between', () => {
    const boxes = scenario.nodes.map((node) => ({ id: node.id, ...node.position, ...sizeOf(node) }));
    for (const { x, y, width, height } of boxes) {
      expect(x >= 0 && y >= 0 && x + width <= 1200 && y + height <= 560).toBe(true);
    }
    for (const { from, to } of scenario.wires) {
      const source = boxes.find((box) => box.id === from);
      const target = boxes.find((box) => box.id === to);
      expect((target?.x ?? 0) - (source?.x ?? 0) - (source?.width ?? 0)).toBeGreaterThanOrEqual(90);
    }
  });

  it('has code without surprises: lines that fit beside the canvas, and nothing of a module it does not import', () => {
    for (const node of scenario.nodes) {
      if (node.type !== 'function' || node.handler.kind !== 'code') continue;
      for (const { text } of node.handler.files) {
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
        expect(text.endsWith('\n')).toBe(true);
        expect(text).toContain('export const handler = async');
      }
    }
  });
});
