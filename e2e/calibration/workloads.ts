/**
 * Typical handlers that use a processor, each a module of its own: the same text runs in Node.js as it is, and counted in
 * an environment. What they work on they make themselves, outside of the handler where it is not the point.
 */
export interface Workload {
  readonly name: string;
  readonly text: string;
}

const handler = (body: string) => `export const handler = async () => { ${body} };`;

/** A few numbers without a pattern. */
const RANDOM = 'let seed = 1; const random = () => (seed = (seed * 16807) % 2147483647);';
const numbers = (length: number) => `${RANDOM} const numbers = Array.from({ length: ${length} }, random);`;
const RECORDS = `${RANDOM} const records = Array.from({ length: 8000 }, (_, id) =>
  ({ id, name: 'customer ' + random(), tags: ['a' + id, 'b'], address: { street: 'Main Street ' + id, zip: random() % 100000 } }));`;
const WORDS = `${RANDOM} const words = Array.from({ length: 50000 }, () => 'w' + (random() % 5000));`;
const ORDERS = `${RANDOM} const orders = Array.from({ length: 20000 }, (_, id) => ({ id, customer: random() % 1000, amount: random() % 500 }));`;

const TEXTS: Readonly<Record<string, string>> = {
  'sum of 4e7 numbers': handler('let s = 0; for (let i = 0; i < 4e7; i++) s += i; return s;'),
  'nested loops, 2000 x 2000': handler(
    'let s = 0; for (let i = 0; i < 2000; i++) for (let j = 0; j < 2000; j++) s = (s + i * j) % 1000003; return s;',
  ),
  'fib(30)': `const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); ${handler('return fib(30);')}`,
  'sieve of 2e6': handler(`const marks = new Uint8Array(2e6); let count = 0;
    for (let i = 2; i < 2e6; i++) { if (marks[i]) continue; count++; for (let j = i * 2; j < 2e6; j += i) marks[j] = 1; }
    return count;`),
  'primes by division up to 1e5': handler(`const primes = [];
    next: for (let i = 2; i < 1e5; i++) { for (const p of primes) { if (p * p > i) break; if (i % p === 0) continue next; } primes.push(i); }
    return primes.length;`),
  'matrix product, 200': handler(`const n = 200; const a = [], b = [], c = [];
    for (let i = 0; i < n; i++) { a.push([]); b.push([]); c.push([]); for (let j = 0; j < n; j++) { a[i].push(i + j); b[i].push(i - j); } }
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { let s = 0; for (let k = 0; k < n; k++) s += a[i][k] * b[k][j]; c[i].push(s); }
    return c[10][10];`),
  'text of 2e5 pieces': handler(
    "let text = ''; for (let i = 0; i < 2e5; i++) text += 'line ' + i + ';'; return text.length;",
  ),
  'templates and join, 1e5': handler(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    "const lines = []; for (let i = 0; i < 1e5; i++) lines.push(`item ${i}: ${i * 2}`); return lines.join('\\n').length;",
  ),
  'JSON.stringify to 1 MB': `${RECORDS} ${handler('return JSON.stringify(records).length;')}`,
  'JSON.parse of 1 MB': `${RECORDS} const text = JSON.stringify(records); ${handler('return JSON.parse(text).length;')}`,
  'structuredClone of 8,000 records': `${RECORDS} ${handler('return structuredClone(records).length;')}`,
  'answer of 1 MB': handler("return 'x'.repeat(1e6);"),
  'sort of 1e5 numbers': `${numbers(1e5)} ${handler('return [...numbers].sort((a, b) => a - b)[0];')}`,
  'sort of 1e6 numbers': `${numbers(1e6)} ${handler('return [...numbers].sort((a, b) => a - b)[0];')}`,
  'sort of 1e5 as text': `${numbers(1e5)} ${handler('return [...numbers].sort()[0];')}`,
  'sort of a Float64Array of 1e6': `${numbers(1e6)} ${handler('return Float64Array.from(numbers).sort()[0];')}`,
  'sort of 2e4 records by name': `${ORDERS} ${handler(
    "return orders.map((o) => ({ ...o, name: 'n' + o.customer })).sort((a, b) => a.name.localeCompare(b.name))[0].id;",
  )}`,
  'Map and Set, 2e5': handler(`const seen = new Set(); const map = new Map();
    for (let i = 0; i < 2e5; i++) { const key = 'k' + (i % 50000); seen.add(key); map.set(key, (map.get(key) ?? 0) + i); }
    let sum = 0; for (const [, value] of map) sum += value; return sum + seen.size;`),
  'counting words in an object': `${WORDS} ${handler(
    'const counts = {}; for (const word of words) counts[word] = (counts[word] || 0) + 1; return Object.keys(counts).length;',
  )}`,
  'grouping with reduce': `${ORDERS} ${handler(
    'const by = orders.reduce((all, o) => { (all[o.customer] ??= []).push(o); return all; }, {}); return Object.entries(by).map(([id, list]) => ({ id, total: list.reduce((s, o) => s + o.amount, 0) })).length;',
  )}`,
  'regular expressions over 1 MB': `${WORDS} const text = Array.from({ length: 4 }, () => words.join(' ')).join('\\n'); ${handler(
    "return [text.match(/w\\d+5\\b/g).length, text.replace(/w(\\d)/g, '$1').length, text.split(/\\s+/).length];",
  )}`,
  'parsing 2e4 lines of CSV': `${RANDOM} const csv = Array.from({ length: 20000 }, (_, i) => i + ',name ' + random() + ',' + random() + ',x').join('\\n'); ${handler(
    "return csv.split('\\n').map((line) => { const [id, name, value] = line.split(','); return { id: Number(id), name: name.trim().toUpperCase(), value: parseInt(value, 10) }; }).filter((row) => row.value % 2 === 0).length;",
  )}`,
  'testing 2e4 lines with a pattern': `${WORDS} ${handler(
    'let hits = 0; for (let i = 0; i < 20000; i++) if (/^w(\\d)\\d*\\1$/.test(words[i])) hits++; return hits;',
  )}`,
  'map, filter, reduce over 3e5': `${numbers(3e5)} ${handler(
    'return numbers.map((x) => x * 2).filter((x) => x % 3 === 0).reduce((a, b) => a + b, 0);',
  )}`,
  'spread of objects, 1e5': handler(
    'let state = { a: 1, b: 2, c: 3 }; for (let i = 0; i < 1e5; i++) state = { ...state, a: i, d: i + 1 }; return state.a;',
  ),
  'classes and methods, 3e6': `class Account { constructor(start) { this.balance = start; } add(x) { this.balance += x; return this; } get rounded() { return this.balance | 0; } }
    ${handler('let total = 0; for (let i = 0; i < 3e6; i++) { const account = new Account(i); total += account.add(1).rounded & 7; } return total;')}`,
  'generator of 1e6': handler(
    'function* upTo(n) { for (let i = 0; i < n; i++) yield i; } let s = 0; for (const x of upTo(1e6)) s += x; return s;',
  ),
  'SHA-256 of 1 MB': `import { createHash } from 'node:crypto'; const bytes = Buffer.alloc(1e6, 7); ${handler(
    "return createHash('sha256').update(bytes).digest('hex');",
  )}`,
  'SHA-256 of 5,000 short texts': `import { createHash } from 'node:crypto'; ${handler(
    "let last = ''; for (let i = 0; i < 5000; i++) last = createHash('sha256').update(last + i).digest('hex'); return last;",
  )}`,
  'base64 of 1 MB, there and back': `const bytes = Buffer.alloc(1e6, 7); ${handler(
    "return Buffer.from(bytes.toString('base64'), 'base64').length;",
  )}`,
  'throw and catch, 3e4': handler(
    "let n = 0; for (let i = 0; i < 3e4; i++) { try { throw new Error('no ' + i); } catch (error) { n += error.message.length; } } return n;",
  ),
  'awaits, 1e5': handler('let s = 0; for (let i = 0; i < 1e5; i++) s += await i; return s;'),
  'async functions, 1e5': `const twice = async (x) => x * 2; ${handler(
    'let s = 0; for (let i = 0; i < 1e5; i++) s += await twice(i); return s;',
  )}`,
  'promise chain, 1e5': handler(
    'let chain = Promise.resolve(0); for (let i = 0; i < 1e5; i++) chain = chain.then((x) => x + 1); return chain;',
  ),
  'Promise.all of 1e4': `const work = async (x) => { await null; return x; }; ${handler(
    'return (await Promise.all(Array.from({ length: 1e4 }, (_, i) => work(i)))).length;',
  )}`,
  'BigInt factorial of 2000': handler('let f = 1n; for (let i = 1n; i <= 2000n; i++) f *= i; return String(f).length;'),
  'dates, 5e4': handler(
    'let s = 0; for (let i = 0; i < 5e4; i++) s += new Date(1.7e12 + i * 1e6).toISOString().length; return s;',
  ),
  'Math functions, 1e6': handler(
    'let s = 0; for (let i = 1; i <= 1e6; i++) s += Math.sqrt(i) + Math.floor(i / 3) + Math.sin(i); return s;',
  ),
  'permutations of 9': `const permute = (list, done = []) => (list.length === 0 ? 1 : list.reduce((n, x, i) => n + permute([...list.slice(0, i), ...list.slice(i + 1)], [...done, x]), 0)); ${handler('return permute([1, 2, 3, 4, 5, 6, 7, 8, 9]);')}`,
};

export const WORKLOADS: readonly Workload[] = Object.entries(TEXTS).map(([name, text]) => ({ name, text }));
