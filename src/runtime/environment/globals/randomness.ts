/** What `node:crypto` and the global `crypto` draw from; follows from the environment's seed. */
import { randomStream } from '../random.ts';

export const randomness = { stream: randomStream('', 'crypto') };
