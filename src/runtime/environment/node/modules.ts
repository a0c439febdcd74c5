/** The Node.js built-ins that the playground has. Those behind `require` are evaluated when they are first imported. */
import { consoleObject } from '../console.ts';
import { builtinNames, provideBuiltin } from '../modules/builtins.ts';
import { Module } from '../modules/commonJs.ts';
import { createRequire } from '../modules/esModules.ts';
import { processObject } from '../process.ts';
import * as timers from '../timers.ts';
import { asyncHooks } from './asyncHooks.ts';
import { EventEmitter } from './events.ts';
import { nodeFs } from './fs.ts';
import { os } from './os.ts';
import { streams } from './stream.ts';
import { stringDecoder } from './stringDecoder.ts';

interface LateModules {
  './assert.ts': typeof import('./assert.ts');
  './bufferModule.ts': typeof import('./bufferModule.ts');
  './crypto.ts': typeof import('./crypto.ts');
  './path.ts': typeof import('./path.ts');
  './perfHooks.ts': typeof import('./perfHooks.ts');
  './querystring.ts': typeof import('./querystring.ts');
  './smallModules.ts': typeof import('./smallModules.ts');
  './streamExtras.ts': typeof import('./streamExtras.ts');
  './url.ts': typeof import('./url.ts');
  './util.ts': typeof import('./util.ts');
  './zlib.ts': typeof import('./zlib.ts');
}

/** Replaced by the bundler. */
declare const require: <P extends keyof LateModules>(path: P) => LateModules[P];

const {
  promises: timersPromises,
  fireTimer: _fire,
  Timeout: _timeout,
  Immediate: _immediate,
  ...timerFunctions
} = timers;
const assert = () => require('./assert.ts').assert;
const path = () => require('./path.ts').path;
const small = () => require('./smallModules.ts');
const util = () => require('./util.ts').util;

const BUILTINS: Readonly<Record<string, () => unknown>> = {
  assert,
  'assert/strict': () => assert().strict,
  async_hooks: () => asyncHooks,
  buffer: () => require('./bufferModule.ts').bufferModule(),
  console: () => consoleObject,
  constants: () => small().constants(),
  crypto: () => require('./crypto.ts').nodeCrypto,
  diagnostics_channel: () => small().diagnosticsChannel,
  events: () => EventEmitter,
  fs: () => nodeFs(),
  'fs/promises': () => nodeFs().promises,
  module: () =>
    Object.assign(Module, {
      createRequire,
      builtinModules: builtinNames(),
      isBuiltin: (name: string) => builtinNames().includes(name.replace(/^node:/, '')),
    }),
  os: () => os,
  path,
  'path/posix': path,
  'path/win32': () => path().win32,
  perf_hooks: () => require('./perfHooks.ts').perfHooks,
  process: () => processObject,
  querystring: () => require('./querystring.ts').querystring,
  stream: streams,
  'stream/consumers': () => require('./streamExtras.ts').consumers,
  'stream/promises': () => streams().promises,
  string_decoder: stringDecoder,
  sys: util,
  timers: () => ({ ...timerFunctions, promises: timersPromises }),
  'timers/promises': () => timersPromises,
  tty: () => small().tty,
  url: () => require('./url.ts').nodeUrl,
  util,
  'util/types': () => util().types,
  zlib: () => require('./zlib.ts').zlib(),
};

/** Registers all built-ins; each is made when it is first imported. */
export function provideBuiltins(): void {
  for (const [name, make] of Object.entries(BUILTINS)) provideBuiltin(name, make);
}
