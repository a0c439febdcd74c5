/** `node:string_decoder`. */

import { Buffer } from 'buffer/';
import { nodeError } from '../nodeError.ts';

let Library: (new (encoding?: string) => object) | undefined;

/** Replaced by the bundler; the library runs when this is reached. */
declare const require: (path: string) => unknown;

// The package of the Node.js project; `string_decoder/` is how readable-stream asks for it too.
export function stringDecoder(): unknown {
  const library = require('string_decoder/') as { StringDecoder: new (encoding?: string) => object };
  Library ??= library.StringDecoder;
  const Type = Library;
  // The library words the error as Node.js did long ago.
  library.StringDecoder = new Proxy(Type, {
    construct(target, [encoding], newTarget) {
      if (encoding && !Buffer.isEncoding(encoding))
        throw nodeError(new TypeError(`Unknown encoding: ${encoding}`), 'ERR_UNKNOWN_ENCODING');
      return Reflect.construct(target, [encoding], newTarget);
    },
  });
  return library;
}
