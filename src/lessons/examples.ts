/**
 * The example gallery. To add one: a file in `examples/`, a line here. The test checks that it opens without problems,
 * fits into a link, and keeps to the canvas.
 */
import type { Example } from './example.ts';
import { asyncRetries } from './examples/asyncRetries.ts';
import { burst } from './examples/burst.ts';
import { counter } from './examples/counter.ts';
import { hello } from './examples/hello.ts';
import { photos } from './examples/photos.ts';
import { poison } from './examples/poison.ts';

export type { Example, FirstAction } from './example.ts';

/** In the order of the gallery; the first is what a new visitor sees. */
export const examples: readonly Example[] = [hello, counter, burst, asyncRetries, photos, poison];
