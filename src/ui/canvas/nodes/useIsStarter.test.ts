import { expect, test } from 'vitest';
import { scenario } from '../../../sim/testing/scenarioBuilder.ts';
import { starterOf } from './useIsStarter.ts';

const own = { kind: 'new' } as const;

test('a scenario in which nothing happens by itself begins with a node', () => {
  const called = scenario().client('you').code('f').wire('sync', 'you', 'f').build();
  expect(starterOf({ scenario: called, origin: own })).toBe('n1');
});

test('one that has traffic begins with Play, so that only one button is highlighted', () => {
  const traffic = { kind: 'single', atS: 1 } as const;
  const busy = scenario().client('you', { traffic }).code('f').wire('sync', 'you', 'f').build();
  expect(starterOf({ scenario: busy, origin: own })).toBeNull();
});

test('an example begins with what it names', () => {
  const called = scenario().client('you').build();
  expect(starterOf({ scenario: called, origin: { kind: 'example', id: 'hello' } })).not.toBeNull();
  expect(starterOf({ scenario: called, origin: { kind: 'example', id: 'photos' } })).toBeNull();
});
