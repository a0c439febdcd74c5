/** What a program of Node.js can call out with; handlers are written for Node.js, so they will try. */
import type { Probe } from '../probes.ts';

const http = (name: string, code: string): Probe => ({ name: `node-${name}`, sink: 'http', control: 'node', code });
const get = (module: string) =>
  `await new Promise((done, fail) => ${module}.get(sink.http, (r) => { r.resume(); r.on('end', done); }).on('error', fail))`;
const SEND = "s.write('GET ' + new URL(sink.http).pathname + ' HTTP/1.0\\r\\n\\r\\n')";
const CURL = "'-e', 'fetch(' + JSON.stringify(sink.http) + ')'";

export const nodeProbes: readonly Probe[] = [
  http('http', get("require('http')")),
  http('http-prefixed', get("require('node:http')")),
  http('http-imported', `const { default: module } = await import('node:http'); ${get('module')}`),
  http('http-of-process', get("process.getBuiltinModule('http')")),
  http('http-of-main', get("(process.mainModule ?? require.main ?? { require }).require('http')")),
  http('http-by-create-require', get("require('module').createRequire('/var/task/x.js')('http')")),
  http('http-by-load', get("require('module')._load('http')")),
  http(
    'net',
    `await new Promise((done, fail) => { const s = require('net').connect(new URL(sink.http).port, '127.0.0.1', () => ${SEND}); s.on('error', fail); s.on('close', done); s.resume(); })`,
  ),
  {
    name: 'node-udp',
    sink: 'udp',
    control: 'node',
    code: "await new Promise((done) => { const s = require('dgram').createSocket('udp4'); s.send('x', sink.udpPort, '127.0.0.1', () => { s.close(); done(); }); })",
  },
  http(
    'child-process',
    `await new Promise((done) => require('child_process').execFile(process.execPath, [${CURL}], done))`,
  ),
  http('spawn-sync', `require('child_process').spawnSync(process.execPath, [${CURL}])`),
  http(
    'worker-threads',
    "await new Promise((done) => new (require('worker_threads').Worker)('fetch(' + JSON.stringify(sink.http) + ')', { eval: true }).on('exit', done))",
  ),
  http('vm', "await require('vm').runInThisContext('fetch')(sink.http)"),
  http('undici', 'await globalThis.fetch(sink.http)'),
];
