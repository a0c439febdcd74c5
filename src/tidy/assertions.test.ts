import { expect, test } from 'vitest';
import { checkAssertions } from './assertions.ts';
import { parseSource } from './sourceFile.ts';

function lines(text: string, path = 'src/app/a.ts'): number[] {
  return checkAssertions(parseSource({ path, text })).map(({ line }) => line);
}

test.each(['const a = b as C;', 'const a = b!;', 'f(a!.b);', 'const a = b as unknown as C; // why\n\nf(c!);'])(
  'an assertion needs a comment: %s',
  (text) => {
    expect(lines(text).length).toBeGreaterThan(0);
  },
);

test('a comment on its line or above its statement is enough', () => {
  expect(lines('const a = b as C; // it was checked above')).toEqual([]);
  expect(lines('// It was checked above.\nconst a = f(\n  b!,\n);')).toEqual([]);
  expect(lines('f({\n  // It was checked above.\n  a: b!,\n});')).toEqual([]);
});

test('a comment far away is not', () => {
  expect(lines('// Something else.\nf();\nconst a = b!;')).toEqual([3]);
  expect(lines('/** What f does. */\nfunction f() {\n  const x = 1;\n  return a!;\n}')).toEqual([4]);
});

test('one comment covers all assertions of a kind that follow it', () => {
  const text =
    '// The `as number` below: the index is in range.\nf();\n\nconst a = b[0] as number;\nconst c = b[1] as string;';
  expect(lines(text)).toEqual([5]);
  expect(lines('f();\n\nconst a = b[0] as number;\n\n// The `as number` below: in range.\nf();')).toEqual([3]);
});

test('"as const", renamed imports and tests are free', () => {
  expect(lines("import { a as b } from './a.ts';\nconst c = [1] as const;")).toEqual([]);
  expect(lines('const a = b!;', 'src/app/a.test.ts')).toEqual([]);
});
