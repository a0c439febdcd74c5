/** `fetch` of a machine without a network. */

/** Always fails, as an address that cannot be reached does in Node.js. */
export async function fetch(): Promise<never> {
  const cause = new Error('The playground has no network: handlers reach only what is drawn on the canvas.');
  throw new TypeError('fetch failed', { cause });
}
