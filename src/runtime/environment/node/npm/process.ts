/** `process` for libraries. */
import { processObject } from '../../process.ts';

export { processObject as 'module.exports' };
