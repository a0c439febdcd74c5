/** What the hash of the page's address asks for. */

export type HashRequest =
  /** No hash: one's own work, or the quiet start. */
  | { readonly kind: 'none' }
  /** `#example=burst`: an example of the gallery. */
  | { readonly kind: 'example'; readonly id: string }
  /** Anything else is for `decodeLink`, which says what is wrong with it. */
  | { readonly kind: 'link'; readonly text: string };

/** Reads `location.hash`, or a whole address. */
export function readHash(text: string): HashRequest {
  const hash = text.includes('#') ? text.slice(text.indexOf('#') + 1) : '';
  if (hash.trim() === '') return { kind: 'none' };
  const example = /^example=([a-z0-9-]{1,64})$/.exec(hash)?.[1];
  return example === undefined ? { kind: 'link', text: hash } : { kind: 'example', id: example };
}

/** The hash that opens an example. */
export function exampleHash(id: string): string {
  return `#example=${id}`;
}
