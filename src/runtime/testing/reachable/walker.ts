/**
 * A handler that walks over everything it can reach and gives the native functions it finds, each by the shortest way to it.
 * What we wrote ourselves is walked through but not listed: it is no way out unless something native is behind it.
 */

/** Built-in modules whose exports the walk begins at too. */
const MODULES =
  'assert assert/strict async_hooks buffer crypto events fs fs/promises http https module os path perf_hooks process querystring readline stream stream/consumers stream/promises stream/web string_decoder timers timers/promises url util zlib @aws-sdk/client-s3 @aws-sdk/client-sqs @aws-sdk/lib-dynamodb @aws-sdk/util-dynamodb';

/** Source of `index.js`; its answer is a list of `owner<tab>key`. `plant` runs before the walk. */
export function walkerSource(plant = ''): string {
  return `${plant}
const roots = [['globalThis', globalThis]];
const root = (name, make) => { try { roots.push([name, make()]); } catch (error) { roots.push([name + '.error', error]); } };
const thrown = (run) => { try { run(); } catch (error) { return error; } };
root('function*', () => function* () {});
root('generator', () => (function* () {})());
root('async function', () => async () => {});
root('async function*', () => async function* () {});
root('async generator', () => (async function* () {})());
root('arguments', () => (function () { return arguments; })());
root('strict arguments', () => (function () { 'use strict'; return arguments; })());
root('template', () => ((parts) => parts)\`x\`);
root('array iterator', () => [].values());
root('map iterator', () => new Map().entries());
root('set iterator', () => new Set().entries());
root('string iterator', () => ''[Symbol.iterator]());
root('regexp iterator', () => 'a'.matchAll(/a/g));
root('match', () => /(?<a>.)/d.exec('a'));
root('iterator helper', () => [].values().map((x) => x));
root('wrapped iterator', () => Iterator.from({ next() {} }));
root('segments', () => new Intl.Segmenter().segment(''));
root('segment iterator', () => new Intl.Segmenter().segment('')[Symbol.iterator]());
root('number format', () => new Intl.NumberFormat().format);
root('bound', () => function () {}.bind());
root('class', () => class { #x = 1; static y = 2; });
root('proxy', () => new Proxy({}, {}));
root('promise', () => Promise.resolve());
root('search parameters iterator', () => new URLSearchParams('a=1').entries());
root('type error', () => thrown(() => null.x));
root('reference error', () => thrown(() => missing));
root('range error', () => thrown(() => new Array(-1)));
root('syntax error', () => thrown(() => JSON.parse('{')));
root('syntax error of a pattern', () => thrown(() => new RegExp('(')));
root('uri error', () => thrown(() => decodeURIComponent('%')));
root('eval error', () => thrown(() => Function('')));
root('stack overflow', () => { const f = () => f() + 1; return thrown(f); });
root('native stack overflow', () => { const o = {}; o.toString = () => String(o); return thrown(() => String(o)); });
root('clone error', () => thrown(() => structuredClone(() => {})));
root('encoding error', () => thrown(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))));
root('url error', () => thrown(() => new URL('x')));
root('bad text error', () => thrown(() => atob('*')));
root('abort error', () => thrown(() => AbortSignal.abort().throwIfAborted()));
root('suppressed error', () => new SuppressedError(1, 2));
root('encode into', () => new TextEncoder().encodeInto('a', new Uint8Array(2)));
root('timer', () => { const t = setTimeout(() => {}, 1e6); clearTimeout(t); return t; });
root('immediate', () => { const t = setImmediate(() => {}); clearImmediate(t); return t; });
root('call site', () => {
  const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  let sites; Error.prepareStackTrace = (error, all) => { sites = all; };
  void new Error().stack;
  if (own) Object.defineProperty(Error, 'prepareStackTrace', own); else delete Error.prepareStackTrace;
  return sites;
});
root('caller', () => (function f() { return f.caller; })());
root('this', () => this);
root('sloppy this', () => (function () { return this; })());
for (const [name, value] of Object.entries({ require, module, exports })) root(name, () => value);
for (const name of ${JSON.stringify(MODULES)}.split(' ')) root('module ' + name, () => require(name));

const tell = Function.prototype.toString;
const isNative = (value) => typeof value === 'function' && /\\{\\s*\\[native code\\]\\s*\\}\\s*$/.test(tell.call(value));
const keyText = (key) => (typeof key === 'symbol' ? '[' + key.description + ']' : key);
const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function walk(starts) {
  const seen = new Set(); const found = []; const near = []; const prototypes = [];
  const visit = (value, owner, key) => {
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    if (isNative(value)) found.push((owner + '\\t' + key).replaceAll(' ', '_'));
    near.push([value, owner === '' ? key : owner + '.' + key]);
  };
  for (const [name, value] of starts) visit(value, '', name);
  let next = 0; let nextPrototype = 0;
  for (;;) {
    // Prototypes come last, so that what has a name is found by it.
    const entry = next < near.length ? near[next++] : undefined;
    if (!entry) {
      const waiting = prototypes[nextPrototype++];
      if (!waiting) return found;
      visit(waiting[0], waiting[1], '__proto__');
      continue;
    }
    const [object, path] = entry;
    const keys = Reflect.ownKeys(object).filter((key) => !(ArrayBuffer.isView(object) && typeof key === 'string' && /^\\d+$/.test(key)));
    const text = (key) => (typeof key === 'symbol' ? '~' : '') + keyText(key);
    keys.sort((a, b) => (text(a) < text(b) ? -1 : 1));
    const from = path === 'globalThis' ? '' : path;
    for (const key of keys) {
      const own = Reflect.getOwnPropertyDescriptor(object, key);
      if (!own) continue;
      visit(own.value, from, keyText(key));
      visit(own.get, from, keyText(key) + '@get');
      visit(own.set, from, keyText(key) + '@set');
      // What a getter gives may be another object than any that is there as it is.
      if (own.get) {
        try {
          const given = object[key];
          // A getter without its object may give a promise that is rejected.
          if (given instanceof Promise) given.catch(() => {});
          visit(given, from, keyText(key));
        } catch {}
      }
    }
    prototypes.push([Reflect.getPrototypeOf(object), from]);
  }
}
exports.handler = async function (event, context) {
  root('event', () => event); root('context', () => context); root('handler arguments', () => arguments); root('handler this', () => this);
  await fetch('http://example.com').catch((error) => root('fetch error', () => error));
  await Promise.any([]).catch((error) => root('aggregate error', () => error));
  return walk(roots);
};`;
}

/** What was found and is not allowed; `allowed` has a line for each owner: `owner: key key`, spaces in names written `_`. */
export function notAllowed(found: readonly string[], allowed: string): readonly string[] {
  const known = new Set(
    allowed.split('\n').flatMap((line) => {
      const [owner = '', keys = ''] = line.split(': ');
      return keys.split(' ').map((key) => `${owner.trim()}\t${key}`);
    }),
  );
  return found.filter((one) => !known.has(one));
}
