/** Handlers in the style of real ones, over the built-ins that they lean on. */

import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { createNodeHost } from '../hosts/nodeHost.ts';
import type { Effect, ServiceReply } from '../protocol.ts';
import { Drive, type DriveOptions } from '../testing/drive.ts';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());

async function driven(code: string, options: Partial<DriveOptions> = {}): Promise<Drive> {
  const drive = new Drive(host, { files: { 'index.mjs': code }, ...options });
  await drive.init();
  return drive;
}

type Call = Extract<Effect, { type: 'call' }>;
type Http = { method: string; url: string; headers: [string, string][]; body: string };

/** An endpoint that says what it was sent. */
function echo(call: Call): ServiceReply {
  const { method, url, headers, body } = call.input as unknown as Http;
  if (url.includes('nowhere'))
    return { ok: false, error: { name: 'ENOTFOUND', message: 'no such endpoint', httpStatusCode: 0, fault: 'client' } };
  const status = url.includes('missing') ? 404 : 200;
  return {
    ok: true,
    output: {
      status,
      statusText: status === 200 ? 'OK' : 'Not Found',
      headers: [
        ['content-type', 'application/json'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
      body: JSON.stringify({ method, url, type: headers.find(([name]) => /^content-type$/i.test(name))?.[1], body }),
    },
  };
}

describe('handlers that call HTTP services', () => {
  it('use https like axios does: agent, timeout, body, status and errors', async () => {
    const drive = await driven(
      `
import https from 'node:https';
const agent = new https.Agent({ keepAlive: true });
const call = (url, { data, ...options } = {}) => new Promise((resolve, reject) => {
  const req = https.request(url, { agent, timeout: 1000, ...options }, (res) => {
    const chunks = [];
    res.on('data', (chunk) => chunks.push(chunk));
    res.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      if (res.statusCode >= 400) reject(Object.assign(new Error('Request failed with status code ' + res.statusCode), { response: body }));
      else resolve({ status: res.statusCode, headers: res.headers, body });
    });
  });
  req.on('timeout', () => req.destroy(new Error('timeout of 1000ms exceeded')));
  req.on('error', reject);
  if (data) { req.setHeader('Content-Type', 'application/json'); req.write(JSON.stringify(data)); }
  req.end();
});
export const handler = async () => {
  const ok = await call('https://api.example.com/items?x=1', { method: 'POST', data: { a: 1 } });
  const missing = await call('https://api.example.com/missing').catch((e) => e.message);
  const nowhere = await call('https://nowhere.example.com/').catch((e) => [e.code, e.syscall, e.hostname, e.message, e.hint]);
  return { ok, missing, nowhere };
};`,
      { reply: echo },
    );
    expect(await drive.invoke()).toEqual({
      ok: {
        status: 200,
        headers: { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] },
        body: { method: 'POST', url: 'https://api.example.com/items?x=1', type: 'application/json', body: '{"a":1}' },
      },
      missing: 'Request failed with status code 404',
      nowhere: [
        'ENOTFOUND',
        'getaddrinfo',
        'nowhere.example.com',
        'getaddrinfo ENOTFOUND nowhere.example.com',
        'no such endpoint',
      ],
    });
  });

  it('use fetch: JSON, headers, forms, abort and errors', async () => {
    const drive = await driven(
      `
export const handler = async () => {
  const res = await fetch('https://api.example.com/a', { method: 'POST', body: JSON.stringify({ n: 1 }), headers: { 'Content-Type': 'application/json' } });
  const { method, body, type } = await res.json();
  const form = await (await fetch(new URL('/f', 'https://api.example.com'), { method: 'POST', body: new URLSearchParams({ a: 'b c' }) })).json();
  const missing = await fetch('https://api.example.com/missing');
  const failed = await fetch('https://nowhere.example.com').catch((e) => [e.name, e.message, e.cause.code, e.cause.message]);
  const aborted = await fetch('https://api.example.com/slow', { signal: AbortSignal.timeout(1) }).catch((e) => [e.name, e.code]);
  return { ok: res.ok, cookies: res.headers.getSetCookie(), method, body, type, form: [form.type, form.body], missing: [missing.ok, missing.status, missing.statusText], failed, aborted };
};`,
      { reply: echo },
    );
    expect(await drive.invoke()).toEqual({
      ok: true,
      cookies: ['a=1', 'b=2'],
      method: 'POST',
      body: '{"n":1}',
      type: 'application/json',
      form: ['application/x-www-form-urlencoded;charset=UTF-8', 'a=b+c'],
      missing: [false, 404, 'Not Found'],
      failed: ['TypeError', 'fetch failed', 'ENOTFOUND', 'getaddrinfo ENOTFOUND nowhere.example.com'],
      aborted: ['TimeoutError', 23],
    });
  });
});

describe('handlers that work on data', () => {
  it('unpack what CloudWatch Logs sends', async () => {
    const drive = await driven(`
import { gunzipSync } from 'zlib';
import { promisify } from 'util';
import zlib from 'zlib';
export const handler = async (event) => {
  const payload = Buffer.from(event.awslogs.data, 'base64');
  const sync = JSON.parse(gunzipSync(payload).toString('utf8'));
  const later = JSON.parse((await promisify(zlib.gunzip)(payload)).toString());
  return [sync.logEvents.length, later.logGroup];
};`);
    const data = gzipSync(
      JSON.stringify({ logGroup: '/aws/lambda/f', logEvents: [{ message: 'a' }, { message: 'b' }] }),
    );
    expect(await drive.invoke({ awslogs: { data: data.toString('base64') } })).toEqual([2, '/aws/lambda/f']);
  });

  it('check the signature of a webhook', async () => {
    const drive = await driven(`
import crypto from 'node:crypto';
export const handler = async ({ headers, body }) => {
  const expected = 'sha256=' + crypto.createHmac('sha256', 's3cret').update(body).digest('hex');
  const given = Buffer.from(headers['x-hub-signature-256']);
  const ok = given.length === expected.length && crypto.timingSafeEqual(given, Buffer.from(expected));
  return { statusCode: ok ? 200 : 401 };
};`);
    const body = '{"zen":"é"}';
    const signature = `sha256=${createHmac('sha256', 's3cret').update(body).digest('hex')}`;
    expect(await drive.invoke({ body, headers: { 'x-hub-signature-256': signature } })).toEqual({ statusCode: 200 });
    expect(await drive.invoke({ body: 'x', headers: { 'x-hub-signature-256': signature } })).toEqual({
      statusCode: 401,
    });
  });

  it('stream through a pipeline into /tmp, keep it between invocations, and meet its limits', async () => {
    const code = `
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Readable, Transform } from 'node:stream';
import { createGzip, gunzipSync } from 'node:zlib';
import readline from 'node:readline';
export const handler = async ({ full }) => {
  if (full) {
    try { fs.writeFileSync('/tmp/big', Buffer.alloc(5_000_000)); } catch (e) { return [e.code, e.errno, e.syscall, e.message]; }
  }
  const seen = fs.existsSync('/tmp/out.gz');
  const upper = new Transform({ transform(chunk, _e, cb) { cb(null, chunk.toString().toUpperCase()); } });
  await pipeline(Readable.from(['one\\n', 'two\\n']), upper, createGzip(), fs.createWriteStream('/tmp/out.gz'));
  fs.writeFileSync('/tmp/lines', gunzipSync(fs.readFileSync('/tmp/out.gz')));
  const lines = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream('/tmp/lines'), crlfDelay: Infinity })) lines.push(line);
  let denied;
  try { fs.writeFileSync('/var/task/x', ''); } catch (e) { denied = e.message; }
  return { seen, lines, denied, data: fs.readFileSync(new URL('./data.txt', import.meta.url), 'utf8'), files: fs.readdirSync('/var/task') };
};`;
    const drive = new Drive(host, { files: { 'index.mjs': code, 'data.txt': 'read me' } });
    await drive.init();
    const result = {
      lines: ['ONE', 'TWO'],
      denied: "EROFS: read-only file system, open '/var/task/x'",
      data: 'read me',
      files: ['data.txt', 'index.mjs'],
    };
    expect(await drive.invoke({})).toEqual({ seen: false, ...result });
    expect(await drive.invoke({})).toEqual({ seen: true, ...result });
    expect(await drive.invoke({ full: true })).toEqual([
      'ENOSPC',
      -28,
      'write',
      'ENOSPC: no space left on device, write',
    ]);
  });
});

describe('handlers that log by request', () => {
  it('find the request in AsyncLocalStorage wherever they log', async () => {
    const drive = await driven(`
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
const storage = new AsyncLocalStorage();
const log = (message) => console.log(JSON.stringify({ ...storage.getStore(), message }));
const bus = new EventEmitter();
bus.on('job', (id) => log('job ' + id));
async function work(id) {
  log('start');
  await sleep(id * 2);
  await Promise.all([1, 2].map(async (n) => { await null; bus.emit('job', n); }));
  try { await Promise.reject(new Error('x')); } catch { log('caught'); }
}
export const handler = async () => { await Promise.all([1, 2].map((id) => storage.run({ request: id }, work, id))); };`);
    await drive.invoke();
    const logs = drive.logs().map((line) => JSON.parse(line));
    for (const request of [1, 2])
      expect(logs.filter((one) => one.request === request).map((one) => one.message)).toEqual([
        'start',
        'job 1',
        'job 2',
        'caught',
      ]);
    expect(logs).toHaveLength(8);
  });
});

describe('what is not there', () => {
  it('is named at import, with what there is', async () => {
    await expect(driven("import 'node:worker_threads'; export const handler = async () => 1;")).rejects.toThrow(
      /worker_threads.*the playground does not provide this Node\.js built-in; it has assert,/,
    );
  });
});
