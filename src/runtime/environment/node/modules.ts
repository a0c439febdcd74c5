/** The Node.js built-ins that the playground has. */

import { Buffer } from 'buffer/';
import { consoleObject } from '../console.ts';
import { performance } from '../globals/install.ts';
import { builtinNames, provideBuiltin } from '../modules/builtins.ts';
import { Module } from '../modules/commonJs.ts';
import { createRequire } from '../modules/esModules.ts';
import { processObject } from '../process.ts';
import * as timers from '../timers.ts';
import { assert } from './assert.ts';
import { asyncHooks } from './asyncHooks.ts';
import * as crypto from './crypto.ts';
import { EventEmitter } from './events.ts';
import * as fs from './fs.ts';
import { os } from './os.ts';
import { path } from './path.ts';
import { querystring } from './querystring.ts';
import * as stream from './stream.ts';
import { StringDecoder } from './stringDecoder.ts';
import * as url from './url.ts';
import { util } from './util.ts';

/** Registers all built-ins; each is made when it is first imported. */
export function provideBuiltins(): void {
  const { promises: timersPromises, ...timersModule } = { ...timers, promises: timers.promises };
  const streamModule = () => Object.assign(stream.Stream, { ...stream, Stream: stream.Stream });
  const builtins: Record<string, () => unknown> = {
    assert: () => assert,
    'assert/strict': () => assert.strict,
    async_hooks: () => asyncHooks,
    buffer: () => ({ Buffer, kMaxLength: 2 ** 32, constants: { MAX_LENGTH: 2 ** 32 }, atob, btoa }),
    console: () => consoleObject,
    crypto: () => crypto.nodeCrypto,
    events: () => EventEmitter,
    fs: () => fs.nodeFs,
    'fs/promises': () => fs.nodeFs.promises,
    module: () =>
      Object.assign(Module, {
        createRequire,
        builtinModules: builtinNames(),
        isBuiltin: (name: string) => builtinNames().includes(name.replace(/^node:/, '')),
      }),
    os: () => os,
    path: () => path,
    'path/posix': () => path,
    perf_hooks: () => ({ performance }),
    process: () => processObject,
    querystring: () => querystring,
    stream: streamModule,
    'stream/promises': () => stream.promises,
    string_decoder: () => ({ StringDecoder }),
    timers: () => ({ ...timersModule, promises: timersPromises }),
    'timers/promises': () => timersPromises,
    url: () => url.nodeUrl,
    util: () => util,
    'util/types': () => util.types,
  };
  for (const [name, make] of Object.entries(builtins)) provideBuiltin(name, make);
}
