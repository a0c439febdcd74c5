/** What the gallery offers: the examples, and one's own work that is not open. */
export { examples } from '../lessons/examples.ts';
export { openWork, workEntries, workScenario } from './storage.ts';
export { otherWorks, type WorkEntry } from './workHistory.ts';
