/** Loops that never end, of the shapes that take the longest for what is counted of them. */
/** By name, the body of an async handler. */
export const ENDLESS_LOOPS = {
  'empty loop': 'for (;;);',
  sum: 'let s = 0; for (let i = 0; ; i++) s += i;',
  'calls of functions': 'const f = (x) => x + 1; let s = 0; for (;;) s = f(s);',
  'throw and catch': "for (;;) { try { throw new Error('no'); } catch (error) {} }",
  'errors of natives': 'for (;;) { try { null.x; } catch (error) {} }',
  'stacks of errors': "let s = 0; for (let i = 0; ; i++) s += new Error('no ' + i).stack.length;",
  awaits: 'for (;;) await null;',
  'async calls': 'const f = async () => {}; for (;;) await f();',
  'promise chain': 'const go = () => Promise.resolve().then(go); await go();',
  generator: 'function* all() { for (let i = 0; ; i++) yield i; } let s = 0; for (const x of all()) s += x;',
  'texts put together': "let n = 0; for (let i = 0; ; i++) { const text = 'a' + i + 'b' + n; n += text.length; }",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
  templates: 'let n = 0; for (let i = 0; ; i++) n += `${i}:${n}`.length;',
  'objects and spread': 'let o = { a: 1, b: 2 }; for (let i = 0; ; i++) o = { ...o, c: i };',
  'small arrays': 'let s = 0; for (let i = 0; ; i++) s += [i, i + 1, i + 2].map((x) => x * 2)[2];',
  'Map set and get':
    "const map = new Map(); for (let i = 0; ; i++) { const key = 'k' + (i % 1000); map.set(key, (map.get(key) ?? 0) + 1); }",
  'short JSON': 'let n = 0; for (let i = 0; ; i++) n += JSON.parse(JSON.stringify({ i, a: [1, 2, 3] })).i;',
  'short patterns': "let n = 0; for (let i = 0; ; i++) if (/^a(\\d+)b$/.test('a' + i + 'b')) n++;",
  'replacing in a text':
    "const text = 'some words to look at '.repeat(50); let n = 0; for (;;) n += text.replace(/o/g, '0').length;",
  'splitting a text': "const text = 'a,b,c,d,e,f,g,h'.repeat(10); let n = 0; for (;;) n += text.split(',').length;",
  'sort of 100':
    'const list = Array.from({ length: 100 }, (_, i) => (i * 7919) % 101); let n = 0; for (;;) n += [...list].sort((a, b) => a - b)[0];',
  'sort of 1e5':
    'const list = Array.from({ length: 1e5 }, (_, i) => (i * 7919) % 100003); let n = 0; for (;;) n += [...list].sort((a, b) => a - b)[0];',
  'sines and powers': 'let s = 0; for (let i = 1; ; i++) s += Math.sin(i) + i ** 0.5 + Math.log(i);',
  dates: 'let s = 0; for (let i = 0; ; i++) s += new Date(i * 1e6).toISOString().length;',
  'short hashes':
    "const { createHash } = await import('node:crypto'); let last = ''; for (;;) last = createHash('sha256').update(last).digest('hex');",
  'long hashes':
    "const { createHash } = await import('node:crypto'); const bytes = Buffer.alloc(1e5); for (;;) createHash('sha256').update(bytes).digest();",
  'HMACs of short texts':
    "const { createHmac } = await import('node:crypto'); let last = ''; for (;;) last = createHmac('sha256', 'key').update(last).digest('hex');",
  'keys derived':
    "const { pbkdf2Sync, scryptSync } = await import('node:crypto'); for (;;) { pbkdf2Sync('a', 'b', 1000, 32, 'sha512'); scryptSync('a', 'b', 32, { N: 1024 }); }",
  ciphers:
    "const { createCipheriv } = await import('node:crypto'); for (;;) { const c = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12)); c.update('short'); c.final(); }",
  gzip: "const { gzipSync, gunzipSync } = await import('node:zlib'); let n = 0; for (let i = 0; ; i++) n += gunzipSync(gzipSync('text ' + i)).length;",
  'long gzip':
    "const { gzipSync } = await import('node:zlib'); const bytes = Buffer.from(Array.from({ length: 1e5 }, (_, i) => (i * i) % 9973 & 15)); for (;;) gzipSync(bytes);",
  'bytes of texts': "const text = 'short text '.repeat(100); let n = 0; for (;;) n += Buffer.byteLength(text);",
  'texts of bytes': 'const bytes = Buffer.alloc(1e5, 97); let n = 0; for (;;) n += bytes.toString().length;',
  'looking in bytes': 'const bytes = Buffer.alloc(1e6); for (;;) bytes.indexOf(1);',
  addresses:
    "let n = 0; for (let i = 0; ; i++) n += new URL('/a?b=' + i, 'https://example.com/').searchParams.get('b').length;",
  base64:
    "const bytes = Buffer.alloc(1e5, 7); let n = 0; for (;;) n += Buffer.from(bytes.toString('base64'), 'base64').length;",
  'structured clones': 'const o = { a: [1, 2, { b: 3 }], c: "d" }; for (;;) structuredClone(o);',
  'clones of Maps': 'const o = new Map([[1, new Set([2])]]); for (;;) structuredClone(o);',
  'BigInts of 1,000 digits': 'let x = 3n ** 2000n; const y = x; for (;;) x = (x * y) % (y + 1n);',
  'shifting a queue': 'const list = Array.from({ length: 5e4 }, (_, i) => i); for (;;) list.push(list.shift());',
  'log lines': 'for (let i = 0; ; i++) console.log(i, { i });',
  classes:
    'class A { #x = 0; add() { this.#x++; return this; } get x() { return this.#x; } } let s = 0; for (;;) s += new A().add().x;',
  'try and finally':
    'let s = 0; const f = (x) => { try { return x + 1; } finally { s++; } }; for (;;) s = f(s) & 1023;',
} as const;

/** One invocation of a function of one vCPU that runs such a loop until it is stopped. */
export function endlessScenario(body: string, timeoutS: number): object {
  const text = `export const handler = async () => { ${body} };`;
  return {
    version: 1,
    name: 'endless',
    durationS: 90,
    nodes: [
      { id: 'n1', type: 'client', name: 'caller', position: { x: 0, y: 0 }, traffic: { kind: 'times', timesS: [0] } },
      {
        id: 'n2',
        type: 'function',
        name: 'endless',
        position: { x: 300, y: 0 },
        memoryMb: 1769,
        timeoutS,
        handler: { kind: 'code', files: [{ path: 'index.mjs', text }] },
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  };
}
