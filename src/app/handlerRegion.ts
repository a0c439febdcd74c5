/** Where the handler is written; loaded with the code panel, because the parser is large. */
export { handlerRegion } from '../compile/handlerRegion.ts';
