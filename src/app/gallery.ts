/** What the gallery offers: the examples, and the work that an opened example moved aside. */
export { examples } from '../lessons/examples.ts';
export { previousDocument, savedDocument } from './storage.ts';
