import { expect, it } from 'vitest';
import { runHandler } from './testing/runHandler.ts';

const file = (path: string, text: string) => ({ path, text });
const LAYERS = [
  {
    name: 'tools',
    files: [
      file('nodejs/node_modules/greeting/package.json', '{"main":"lib/main.js","version":"2.0.0"}'),
      file(
        'nodejs/node_modules/greeting/lib/main.js',
        "const { end } = require('./end.js');\nexports.greet = (name) => 'Hello ' + name + end;\nexports.fail = () => {\n  throw new Error('from the layer');\n};",
      ),
      file('nodejs/node_modules/greeting/lib/end.js', "exports.end = '!';"),
      file('nodejs/node_modules/modern/package.json', '{"type":"module","exports":"./index.js"}'),
      file('nodejs/node_modules/modern/index.js', 'export const answer = 42;'),
      file('settings.json', '{"a":1}'),
    ],
  },
];

it('a function finds packages of its layers by require and import, and their files below /opt (NODE-22)', async () => {
  const { result } = await runHandler(
    `import { createRequire } from 'node:module';
    import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
    import { answer } from 'modern';
    const require = createRequire(import.meta.url);
    const { greet, fail } = require('greeting');
    export const handler = async () => {
      let stack, refused;
      try { fail(); } catch (error) { stack = error.stack.split('\\n').slice(0, 2); }
      try { writeFileSync('/opt/x', ''); } catch (error) { refused = error.code; }
      return { text: greet('you'), answer, stack, refused, version: require('greeting/package.json').version,
        settings: readFileSync('/opt/settings.json', 'utf8'), names: readdirSync('/opt'), where: require.resolve('greeting') };
    };`,
    { layers: LAYERS, function: { layers: ['tools'] } },
  );
  expect(result).toEqual({
    text: 'Hello you!',
    answer: 42,
    stack: ['Error: from the layer', '    at exports.fail (/opt/nodejs/node_modules/greeting/lib/main.js:4)'],
    refused: 'EROFS',
    version: '2.0.0',
    settings: '{"a":1}',
    names: ['nodejs', 'settings.json'],
    where: '/opt/nodejs/node_modules/greeting/lib/main.js',
  });
});

it('a function that does not take a layer does not find it', async () => {
  const { result } = await runHandler("import 'modern'; export const handler = async () => 1;", { layers: LAYERS });
  expect(result.errorMessage).toContain("Cannot find package 'modern'");
});
