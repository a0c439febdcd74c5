/** `events` for libraries. */
import { EventEmitter } from '../events.ts';

export { EventEmitter, EventEmitter as 'module.exports' };
