import { describe, expect, it } from 'vitest';
import { examples } from '../lessons/examples.ts';
import { exampleHash, readHash } from './hash.ts';

describe('the hash of the address', () => {
  it('names an example', () => {
    for (const { id } of examples) expect(readHash(exampleHash(id))).toEqual({ kind: 'example', id });
    expect(readHash('https://example.org/a/#example=burst')).toEqual({ kind: 'example', id: 'burst' });
  });

  it('asks for nothing when it is empty', () => {
    expect(readHash('')).toEqual({ kind: 'none' });
    expect(readHash('#')).toEqual({ kind: 'none' });
    expect(readHash('https://example.org/')).toEqual({ kind: 'none' });
  });

  it('is a link otherwise, good or bad', () => {
    expect(readHash('#s1.abc')).toEqual({ kind: 'link', text: 's1.abc' });
    expect(readHash('#example=<b>')).toEqual({ kind: 'link', text: 'example=<b>' });
  });
});
