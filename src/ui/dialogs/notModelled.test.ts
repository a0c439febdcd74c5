import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOT_MODELLED } from './notModelled.ts';

test('the page about the model and README name the same things as not modelled', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
  const listed = /labelled as such on screen\. (.+?) are not modelled yet\./.exec(readme)?.[1] ?? '';
  expect(listed.split(/, | and /).map((one) => one.trim())).toEqual(NOT_MODELLED);
});
