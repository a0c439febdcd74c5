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
  '../globals/webStreams.ts': typeof import('../globals/webStreams.ts');
  './assert.ts': typeof import('./assert.ts');
  './basics.ts': typeof import('./basics.ts');
  './crypto.ts': typeof import('./crypto.ts');
  './http.ts': typeof import('./http.ts');
  './url.ts': typeof import('./url.ts');
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
const basics = () => require('./basics.ts');
const path = () => basics().path;
const util = () => basics().util;

const BUILTINS: Readonly<Record<string, () => unknown>> = {
  assert,
  'assert/strict': () => assert().strict,
  async_hooks: () => asyncHooks,
  buffer: () => basics().bufferModule(),
  console: () => consoleObject,
  constants: () => basics().constants(),
  crypto: () => require('./crypto.ts').nodeCrypto,
  diagnostics_channel: () => basics().diagnosticsChannel,
  events: () => EventEmitter,
  fs: () => nodeFs(),
  'fs/promises': () => nodeFs().promises,
  http: () => require('./http.ts').httpModule('http:'),
  https: () => require('./http.ts').httpModule('https:'),
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
  perf_hooks: () => basics().perfHooks,
  process: () => processObject,
  querystring: () => basics().querystring,
  readline: () => basics().readline,
  'readline/promises': () => basics().readline.promises,
  stream: streams,
  'stream/consumers': () => basics().consumers,
  'stream/promises': () => streams().promises,
  'stream/web': () => require('../globals/webStreams.ts').webStreams,
  string_decoder: stringDecoder,
  sys: util,
  timers: () => ({ ...timerFunctions, promises: timersPromises }),
  'timers/promises': () => timersPromises,
  tty: () => basics().tty,
  url: () => require('./url.ts').nodeUrl,
  util,
  'util/types': () => util().types,
  zlib: () => require('./zlib.ts').zlib(),
};

/** Registers all built-ins; each is made when it is first imported. */
export function provideBuiltins(): void {
  for (const [name, make] of Object.entries(BUILTINS)) provideBuiltin(name, make);
}
