import { describe, expect, it } from 'vitest';
import { runHandler } from './testing/runHandler.ts';

const endpoint = { type: 'endpoint', name: 'partner', host: 'api.example.com' } as const;

const inHandler = (code: string) => `import http from 'node:http';
import https from 'node:https';
export const handler = async () => { ${code} };`;

describe('an endpoint of the canvas', () => {
  it('answers fetch after its latency, with its status, type and body', async () => {
    const { result, ofKind } = await runHandler(
      inHandler(`const began = Date.now();
      const answer = await fetch('https://API.example.com/a?b=1#c', { method: 'POST', body: 'x' });
      const second = await (await fetch('http://api.example.com')).json();
      return { ms: Date.now() - began, status: answer.status, text: answer.statusText, ok: answer.ok, url: answer.url,
        type: answer.headers.get('content-type'), date: answer.headers.get('date'), length: answer.headers.get('content-length'), body: await answer.json(), second };`),
      {
        nodes: [
          {
            ...endpoint,
            latencyMs: 250,
            status: 201,
            body: '{"n":{n},"m":"{method}","p":"{path}","b":"{body}","é":1}',
          },
        ],
      },
    );
    expect(result).toMatchObject({
      status: 201,
      text: 'Created',
      ok: true,
      url: 'https://api.example.com/a?b=1',
      type: 'application/json',
      date: 'Mon, 05 Jan 2026 09:00:00 GMT',
      length: '46',
      body: { n: 1, m: 'POST', p: '/a?b=1', b: 'x', é: 1 },
      second: { n: 2, m: 'GET', p: '/', b: '' },
    });
    expect(result.ms).toBeGreaterThanOrEqual(500);
    expect(result.ms).toBeLessThan(520);
    expect(ofKind('call_started').map(({ data }) => [data.service, data.target, data.input.url])).toEqual([
      ['http', 2, 'https://api.example.com/a?b=1'],
      ['http', 2, 'http://api.example.com/'],
    ]);
    expect(ofKind('call_ended').map(({ value }) => value)).toEqual([201, 201]);
  });

  it('answers the request and get of node:http and node:https', async () => {
    const { result } = await runHandler(
      inHandler(`const get = (from, ...args) => new Promise((resolve, reject) => {
        from.get(...args, (response) => {
          response.setEncoding('utf8');
          let text = '';
          response.on('data', (part) => { text += part; });
          response.on('end', () => resolve([response.statusCode, response.statusMessage, response.headers['content-type'], text]));
        }).on('error', reject);
      });
      return [await get(https, 'https://api.example.com/x'), await get(http, { hostname: 'api.example.com', path: '/y', headers: { a: 'b' } })];`),
      { nodes: [{ ...endpoint, contentType: 'text/plain', body: '{path}' }] },
    );
    expect(result).toEqual([
      [200, 'OK', 'text/plain', '/x'],
      [200, 'OK', 'text/plain', '/y'],
    ]);
  });

  it('fails as often as its error rate says, the same in every run', async () => {
    const code = inHandler(`const all = [];
      for (let i = 0; i < 40; i++) all.push((await fetch('https://api.example.com')).status);
      return all;`);
    const nodes = [{ ...endpoint, latencyMs: 1, errorRate: 0.5, errorStatus: 502 }];
    const { result } = await runHandler(code, { nodes });
    const failed = result.filter((status: number) => status === 502).length;
    expect(new Set(result)).toEqual(new Set([200, 502]));
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(32);
    expect((await runHandler(code, { nodes })).result).toEqual(result);
  });

  it('loses the connection, or never answers, so that the handler has to give up itself', async () => {
    const ask = `try { await fetch('https://api.example.com', { signal: AbortSignal.timeout(2000) }); }
      catch (error) { return [error.name, error.message, error.cause?.code ?? '', Date.now() - began]; }`;
    const code = inHandler(`const began = Date.now(); ${ask}`);
    const fails = { ...endpoint, latencyMs: 10, errorRate: 1 };
    const reset = await runHandler(code, { nodes: [{ ...fails, failure: 'reset' }] });
    expect(reset.result.slice(0, 3)).toEqual(['TypeError', 'fetch failed', 'ECONNRESET']);
    const silence = await runHandler(code, { nodes: [{ ...fails, failure: 'silence' }] });
    expect(silence.result).toEqual(['TimeoutError', 'The operation was aborted due to timeout', '', 2000]);
  });

  it('that never answers costs a patient handler its whole timeout', async () => {
    const { result, ofKind } = await runHandler(inHandler("await fetch('https://api.example.com')"), {
      nodes: [{ ...endpoint, errorRate: 1, failure: 'silence' }],
    });
    expect(result.errorType).toBe('Sandbox.Timedout');
    expect(ofKind('call_ended')).toEqual([]);
  });
});

describe('all other hosts', () => {
  it('cannot be reached, each in the way of its kind', async () => {
    const { result } = await runHandler(
      inHandler(`const tried = (url) => fetch(url).then(String, (error) => [error.cause.code, error.cause.message, error.cause.hint]);
      return [await tried('https://example.org'), await tried('http://localhost:3000/x'), await tried('http://10.0.0.1'), await tried('https://api.example.com:8443')];`),
      { nodes: [endpoint] },
    );
    const notThere = (host: string) =>
      `The playground has no network: handlers reach only endpoints drawn on the canvas, and "${host}" is not.`;
    expect(result).toEqual([
      ['ENOTFOUND', 'getaddrinfo ENOTFOUND example.org', notThere('example.org')],
      ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:3000', notThere('localhost')],
      ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:80', notThere('10.0.0.1')],
      [
        'ECONNREFUSED',
        'connect ECONNREFUSED 203.0.113.10:8443',
        'The endpoint "api.example.com" answers on the ports 80 and 443, not on 8443.',
      ],
    ]);
  });
});
