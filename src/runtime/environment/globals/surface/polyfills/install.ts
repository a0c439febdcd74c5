/** Puts in what the engine lacks of the newest version of Node.js. */
import { installDisposal } from './disposal.ts';
import { installGroups } from './groups.ts';
import { installIterators } from './iterators.ts';
import { installLocale } from './locale.ts';
import { installNumbers } from './numbers.ts';
import { installPromises } from './promises.ts';
import { installSets } from './sets.ts';

export function installPolyfills(): void {
  installGroups();
  installSets();
  installPromises();
  installNumbers();
  installIterators();
  installDisposal();
  installLocale();
}
