import { describe, expect, it } from 'vitest';
import { shadesOf } from './shades.ts';

const text = ['import x from "y";', 'let n = 0;', '', 'export const handler = () => {', '  n += 1;', '};', ''].join(
  '\n',
);
const region = { file: 'index.mjs', handlerLines: [4, 6] as const };

describe('the shading of code', () => {
  it('marks the handler once per invocation and the rest once per environment', () => {
    expect(shadesOf(region, 'index.mjs', text)).toEqual([
      { from: 1, to: 2, shade: 'per-environment' },
      { from: 4, to: 6, shade: 'per-invocation' },
    ]);
  });

  it('marks code after the handler too', () => {
    expect(shadesOf({ file: 'a.mjs', handlerLines: [1, 1] }, 'a.mjs', 'h\nx')).toEqual([
      { from: 1, to: 1, shade: 'per-invocation' },
      { from: 2, to: 2, shade: 'per-environment' },
    ]);
  });

  it('marks the modules that the handler imports once per environment', () => {
    expect(shadesOf(region, 'lib.mjs', 'a\nb\n\n')).toEqual([{ from: 1, to: 2, shade: 'per-environment' }]);
  });

  it('marks nothing while the handler cannot be found', () => {
    expect(shadesOf({ file: 'index.mjs', handlerLines: null }, 'index.mjs', text)).toEqual([]);
  });
});
