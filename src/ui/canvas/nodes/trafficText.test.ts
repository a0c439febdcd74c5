import { expect, test } from 'vitest';
import { ScenarioNode } from '../../../scenario/schema.ts';
import { nodeSubtitle, trafficText } from './trafficText.ts';

const node = (fields: object) => ScenarioNode.parse({ id: 'n1', name: 'x', position: { x: 0, y: 0 }, ...fields });

test('traffic is told in a few words', () => {
  expect(trafficText({ kind: 'burst', atS: 0, count: 1000 })).toBe('1,000 at once');
  expect(trafficText({ kind: 'every', everyMs: 500, startS: 0, count: 10 })).toBe('10 ×, every 500 ms');
  expect(trafficText({ kind: 'poisson', ratePerS: 12, startS: 0, endS: 60 })).toBe('about 12/s');
  expect(trafficText({ kind: 'poisson', ratePerS: 0.05, startS: 0, endS: 60 })).toBe('about 3/min');
});

test('the line under a name says what a node is and sends', () => {
  expect(nodeSubtitle(node({ type: 'client' }))).toBe('client');
  expect(nodeSubtitle(node({ type: 'api', path: '/orders' }))).toBe('POST /orders');
  expect(nodeSubtitle(node({ type: 'schedule' }))).toBe('every minute');
  expect(nodeSubtitle(node({ type: 'schedule', rate: { value: 5 } }))).toBe('every 5 minutes');
  expect(nodeSubtitle(node({ type: 'function', handler: { kind: 'modelled' } }))).toBe('nodejs24.x · 128 MB');
});
