/** Ways by which environments could tell each other something, or keep something for later. */
import type { Engine, Probe } from '../probes.ts';

const leak = (name: string, code: string, only?: readonly Engine[], control: Probe['control'] = 'worker'): Probe => ({
  name: `channel-${name}`,
  sink: 'leak',
  control,
  code,
  ...(only ? { only } : {}),
});

const nativeGetter = (name: string) =>
  `return isNative(Object.getOwnPropertyDescriptor(Object.getPrototypeOf(navigator), '${name}').get)`;

const named = (name: string) =>
  leak(
    `global-${name.toLowerCase()}`,
    `return typeof globalThis['${name}'] === 'object' || isNative(globalThis['${name}'])`,
  );

export const channelProbes: readonly Probe[] = [
  leak(
    'broadcast',
    "const [a, b] = [new BroadcastChannel('x'), new BroadcastChannel('x')]; return await new Promise((done) => { b.onmessage = () => done(true); a.postMessage(1); })",
  ),
  leak(
    'message-channel',
    'const { port1, port2 } = new MessageChannel(); return isNative(MessageChannel) && (await new Promise((done) => { port1.onmessage = () => done(true); port2.postMessage(1); }))',
  ),
  leak('blob-address', "return URL.createObjectURL(new Blob(['x'])).startsWith('blob:')"),
  leak('post-message', 'postMessage(0); return true'),
  leak('on-message', "return 'onmessage' in globalThis"),
  leak('listener', 'return isNative(addEventListener)'),
  leak('event', 'return isNative(Event)'),
  leak('event-of-error', "return 'onerror' in globalThis || 'onunhandledrejection' in globalThis"),
  leak('indexed-db', "indexedDB.open('x'); return true"),
  leak('caches', "return 'caches' in globalThis"),
  leak('storage', 'return isNative(navigator.storage.estimate)'),
  leak('locks', "return await navigator.locks.request('x', () => true)"),
  leak('cookie-store', 'return typeof cookieStore === "object"', ['chromium'], 'document'),
  leak('local-storage', "localStorage.setItem('x', '1'); return true", undefined, 'document'),
  leak('session-storage', "sessionStorage.setItem('x', '1'); return true", undefined, 'document'),
  leak('document', 'return document.nodeType', undefined, 'document'),
  leak('parent', 'return isNative(parent.postMessage)', undefined, 'document'),
  leak('opener', "return 'opener' in globalThis", undefined, 'document'),
  leak('name', "return 'name' in globalThis"),
  leak('location', 'return location.href'),
  leak('origin', 'return origin'),
  leak('navigator', 'return /Mozilla/.test(navigator.userAgent)'),
  leak('cores', nativeGetter('hardwareConcurrency')),
  leak('languages', nativeGetter('languages')),
  leak('close', 'return isNative(close)'),
  leak('scope', 'return isNative(WorkerGlobalScope)'),
  leak('scope-of-prototype', 'return Object.getPrototypeOf(globalThis).constructor !== Object'),
  leak('file-reader', 'return isNative(FileReader)'),
  leak('canvas', 'return isNative(OffscreenCanvas)'),
  leak('image-bitmap', 'return isNative(createImageBitmap)'),
  leak('notification', 'return Notification.permission'),
  leak(
    'transferred-stream',
    'const s = new ReadableStream(); return isNative(ReadableStream) && structuredClone(s, { transfer: [s] }) instanceof ReadableStream',
  ),
  leak('compression', 'return isNative(CompressionStream)'),
  leak('subtle', 'return isNative(crypto.subtle.generateKey)'),
  named('Worker'),
  named('MessagePort'),
  named('EventTarget'),
  named('XMLHttpRequest'),
  named('WebSocket'),
  named('BroadcastChannel'),
  named('importScripts'),
  named('eval'),
  named('WebAssembly'),
  named('FileReaderSync'),
];
