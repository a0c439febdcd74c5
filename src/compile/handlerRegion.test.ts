import { describe, expect, it } from 'vitest';
import { handlerRegion } from './handlerRegion.ts';

const linesOf = (text: string, path = 'index.mjs', handler = 'index.handler') =>
  handlerRegion([{ path, text }], handler).handlerLines;

describe('handler region', () => {
  it('finds an exported arrow function', () => {
    expect(linesOf('let n = 0;\n\nexport const handler = async () => {\n  n++;\n};\n')).toEqual([3, 5]);
  });

  it('finds an exported function and a name exported at the end', () => {
    expect(linesOf('const a = 1;\nexport async function handler() {\n}\n')).toEqual([2, 3]);
    expect(linesOf('async function go() {\n}\nexport { go as handler };\n')).toEqual([1, 2]);
  });

  it('finds the handler of a CommonJS file', () => {
    expect(linesOf('let n = 0;\nexports.handler = () => {\n};', 'index.js')).toEqual([2, 3]);
    expect(linesOf('let n = 0;\nmodule.exports = {\n  handler: () => {\n  },\n};', 'index.js')).toEqual([3, 4]);
    expect(linesOf('const go = () => {\n};\nmodule.exports.handler = go;', 'index.cjs')).toEqual([1, 2]);
  });

  it('finds it in TypeScript, in folders and under another name', () => {
    expect(linesOf('type A = number;\nexport const run = (a: A): A => a;', 'src/app.ts', 'src/app.run')).toEqual([
      2, 2,
    ]);
  });

  it('says nothing about a file with a mistake, or without the handler', () => {
    expect(linesOf('export const handler = (')).toBeNull();
    expect(linesOf('export const other = 1;')).toBeNull();
    expect(handlerRegion([], 'index.handler')).toEqual({ file: 'index.mjs', handlerLines: null });
  });
});
