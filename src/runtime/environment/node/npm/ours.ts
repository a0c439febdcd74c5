/** What libraries from the registry ask for by the names of Node.js, and get from here; see `src/build/bundleParts.ts`. */
import { Buffer } from 'buffer/';
import { processObject } from '../../process.ts';
import { EventEmitter } from '../events.ts';

/** Replaced by the bundler; the module runs when this is reached. */
declare const require: (path: '../basics.ts') => typeof import('../basics.ts');

const { AbortController, AbortSignal } = globalThis;
const buffer = { Buffer, SlowBuffer: Buffer };

export const libraries: Readonly<Record<string, () => unknown>> = {
  buffer: () => buffer,
  'safe-buffer': () => buffer,
  events: () => EventEmitter,
  'process/': () => processObject,
  'abort-controller': () => ({ AbortController, AbortSignal }),
  // The library behind `node:url` uses it as Node.js uses its `querystring`; what it passes besides are options of `qs`.
  qs: () => ({
    parse: (text: string) => require('../basics.ts').querystring.parse(text),
    stringify: (data: unknown) => require('../basics.ts').querystring.stringify(data),
  }),
};
