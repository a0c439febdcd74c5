/** What a worker of a browser can call out with. */
import type { Probe } from '../probes.ts';

const http = (name: string, code: string, only?: Probe['only']): Probe => ({
  name,
  sink: 'http',
  control: 'worker',
  code,
  ...(only ? { only } : {}),
});

export const networkProbes: readonly Probe[] = [
  http('fetch', 'await fetch(sink.http)'),
  http('fetch-other-origin', 'await fetch(sink.other)'),
  http('fetch-no-cors', "await fetch(sink.other, { mode: 'no-cors' })"),
  http('fetch-keepalive', "await fetch(sink.http, { method: 'POST', body: 'x', keepalive: true })"),
  http('fetch-post', "await fetch(sink.http, { method: 'POST', body: JSON.stringify({ secret: 1 }) })"),
  http('fetch-of-global', 'await globalThis.fetch(sink.http)'),
  http('fetch-by-reflection', "await Reflect.apply(Reflect.get(globalThis, 'fetch'), globalThis, [sink.http])"),
  http(
    'fetch-of-prototypes',
    "for (let scope = globalThis; scope; scope = Object.getPrototypeOf(scope)) { const own = Object.getOwnPropertyDescriptor(scope, 'fetch'); if (own) await own.value.call(globalThis, sink.http); }",
  ),
  http('fetch-request', 'await fetch(new Request(sink.http))'),
  http('fetch-bound', 'await fetch.bind(globalThis)(sink.http)'),
  http('fetch-in-timer', 'await new Promise((done) => setTimeout(() => done(fetch(sink.http)), 1))'),
  http('fetch-in-microtask', 'queueMicrotask(() => fetch(sink.http).catch(() => {})); await roundTrip()'),
  http(
    'fetch-in-getter',
    'const trap = { get then() { fetch(sink.http).catch(() => {}); return undefined; } }; await trap; await roundTrip()',
  ),
  http('fetch-in-generator', 'for await (const x of (async function* () { yield await fetch(sink.http); })()) x;'),
  http(
    'fetch-in-dispose',
    'const leave = { [Symbol.dispose ?? Symbol.for("dispose")]() { return fetch(sink.http); } }; await leave[Symbol.dispose ?? Symbol.for("dispose")]()',
  ),
  http(
    'xhr',
    "await new Promise((done) => { const x = new XMLHttpRequest(); x.open('GET', sink.http); x.onloadend = done; x.send(); })",
  ),
  http('xhr-synchronous', "const x = new XMLHttpRequest(); x.open('GET', sink.http, false); x.send()"),
  http(
    'event-source',
    'await new Promise((done) => { const s = new EventSource(sink.http); s.onerror = s.onopen = () => { s.close(); done(); }; })',
  ),
  {
    name: 'websocket',
    sink: 'websocket',
    control: 'worker',
    code: 'await new Promise((done) => { const s = new WebSocket(sink.websocket); s.onclose = s.onerror = done; })',
  },
  {
    name: 'websocket-by-construct',
    sink: 'websocket',
    control: 'worker',
    code: "await new Promise((done) => { const s = Reflect.construct(Reflect.get(globalThis, 'WebSocket'), [sink.websocket]); s.onclose = s.onerror = done; })",
  },
  {
    name: 'websocket-stream',
    sink: 'websocket',
    control: 'worker',
    only: ['chromium'],
    code: 'await new WebSocketStream(sink.websocket).opened',
  },
  {
    name: 'web-transport',
    sink: 'udp',
    control: 'worker',
    code: "await new WebTransport('https://127.0.0.1:' + sink.udpPort + '/').ready",
  },
  http('import-scripts', 'importScripts(sink.http)'),
  http(
    'import-scripts-data',
    "importScripts('data:text/javascript,' + encodeURIComponent('fetch(' + JSON.stringify(sink.http) + ')'))",
  ),
  http('import-remote', 'await import(sink.http)'),
  http('import-other-origin', 'await import(sink.other)'),
  http('import-json', "await import(sink.http, { with: { type: 'json' } })"),
  http(
    'import-data',
    "await import('data:text/javascript,' + encodeURIComponent('import ' + JSON.stringify(sink.http)))",
  ),
  http(
    'import-blob',
    "await import(URL.createObjectURL(new Blob(['import ' + JSON.stringify(sink.http)], { type: 'text/javascript' })))",
  ),
  http('import-thenable-name', 'await import({ toString: () => sink.http })'),
  http('worker-remote', 'new Worker(sink.http); await roundTrip()'),
  http(
    'worker-blob',
    "await new Promise((done) => { const w = new Worker(URL.createObjectURL(new Blob(['fetch(' + JSON.stringify(sink.http) + ').finally(() => postMessage(0))']))); w.onmessage = w.onerror = done; })",
  ),
  http(
    'worker-blob-module',
    "await new Promise((done) => { const w = new Worker(URL.createObjectURL(new Blob(['import ' + JSON.stringify(sink.http) + '; postMessage(0)'], { type: 'text/javascript' })), { type: 'module' }); w.onmessage = w.onerror = done; })",
  ),
  http(
    'worker-blob-import-scripts',
    "await new Promise((done) => { const w = new Worker(URL.createObjectURL(new Blob(['importScripts(' + JSON.stringify(sink.http) + '); postMessage(0)']))); w.onmessage = w.onerror = done; })",
  ),
  http(
    'worker-in-worker',
    `const inner = 'fetch(' + JSON.stringify(sink.http) + ').finally(() => postMessage(0))';
    const outer = 'const w = new Worker(URL.createObjectURL(new Blob([' + JSON.stringify(inner) + ']))); w.onmessage = w.onerror = () => postMessage(0)';
    await new Promise((done) => { const w = new Worker(URL.createObjectURL(new Blob([outer]))); w.onmessage = w.onerror = done; })`,
  ),
  http(
    'worker-data',
    "await new Promise((done) => { const w = new Worker('data:text/javascript,' + encodeURIComponent('fetch(' + JSON.stringify(sink.http) + ').finally(() => postMessage(0))')); w.onmessage = w.onerror = done; })",
    ['chromium'],
  ),
  http('cache-add', "await (await caches.open('c')).add(sink.http)"),
  http('font-face', "await new FontFace('f', 'url(' + sink.http + ')').load()"),
  http('stream-of-fetch', 'const { body } = await fetch(sink.http); await body.pipeTo(new WritableStream())'),
  http(
    'wasm-import',
    `const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 101, 1, 102, 0, 0, 8, 1, 0]);
    await WebAssembly.instantiate(bytes, { e: { f: () => { fetch(sink.http).catch(() => {}); } } }); await roundTrip()`,
  ),
  http('wasm-streaming', 'await WebAssembly.compileStreaming(fetch(sink.http))'),
  http(
    'shared-memory-worker',
    "const w = new Worker(URL.createObjectURL(new Blob(['onmessage = () => fetch(' + JSON.stringify(sink.http) + ').finally(() => postMessage(0))']))); await new Promise((done) => { w.onmessage = done; w.postMessage(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.byteLength); })",
    ['chromium'],
  ),
];
