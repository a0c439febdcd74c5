import { expect, it } from 'vitest';
import type { Wire } from '../../scenario/schema.ts';
import { isDimmed, relatedNodes } from './related.ts';

const wire = (id: string, from: string, to: string): Wire => ({ id, type: 'uses', from, to });
const wires = [wire('w1', 'n1', 'n2'), wire('w2', 'n2', 'n3'), wire('w3', 'n5', 'n4')];

it('a selection is related to everything that wires lead to or from, and dims the rest', () => {
  expect([...relatedNodes(wires, ['n3'])]).toEqual(['n3', 'n2', 'n1']);
  expect(['n1', 'n2', 'n3', 'n4', 'n5', 'n6'].filter((id) => isDimmed(wires, ['n3'], id))).toEqual(['n4', 'n5', 'n6']);
  expect(isDimmed(wires, [], 'n4')).toBe(false);
});

it('a selection without wires dims nothing', () => {
  expect(isDimmed(wires, ['n6'], 'n1')).toBe(false);
});
