/** The table of expressions: `# group` headings, an expression a line, `! reason | expression` for a known difference. */

export interface Case {
  readonly group: string;
  readonly expression: string;
  /** Why the results are not the same. */
  readonly difference?: string;
}

export function parseCases(text: string): Case[] {
  let group = '';
  const cases: Case[] = [];
  for (const line of text.split('\n')) {
    const difference = /^! (.+?) \| (.+)$/.exec(line);
    if (line.startsWith('# ')) group = line.slice(2);
    else if (difference?.[1] && difference[2])
      cases.push({ group, expression: difference[2], difference: difference[1] });
    else if (line.trim() !== '' && !line.startsWith('//')) cases.push({ group, expression: line });
  }
  return cases;
}

const MODULES =
  'path url querystring util events buffer string_decoder stream crypto zlib fs os timers async_hooks perf_hooks assert';

/** A CommonJS file whose handler gives one text for each expression; what an expression waits for is awaited. */
export function programOf(cases: readonly Case[]): string {
  const modules = MODULES.split(' ').map((name) => `const ${name} = require('node:${name}');`);
  return `${modules.join('\n')}
const { EventEmitter } = events;
const { Readable, Writable, Transform, PassThrough, Duplex, pipeline } = stream;
const inspect = util.inspect;
const thrown = (run) => { try { run(); } catch (error) { return [error.name, error.code, error.message]; } return 'nothing thrown'; };
const text = async (source) => { let all = ''; for await (const part of source) all += part; return all; };
const list = async (source) => { const all = []; for await (const part of source) all.push(part); return all; };
const cases = [
${cases.map(({ expression }) => `async () => (${expression}\n)`).join(',\n')}
];
exports.handler = async () => {
  const results = [];
  for (const run of cases) {
    try {
      results.push(util.inspect(await run(), { depth: 5 }));
    } catch (error) {
      results.push('throws ' + (error && typeof error === 'object' ? error.name + ' ' + error.code + ' ' + error.message : String(error)));
    }
  }
  return results;
};`;
}
