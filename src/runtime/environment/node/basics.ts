/** The smaller built-ins, evaluated together when the first of them is asked for. */
export { MessageChannel, MessageEvent, MessagePort } from '../globals/messageChannel.ts';
export { bufferModule } from './bufferModule.ts';
export { readline } from './lines.ts';
export { path } from './path.ts';
export { perfHooks } from './perfHooks.ts';
export { querystring } from './querystring.ts';
export { constants, diagnosticsChannel, tty } from './smallModules.ts';
export { consumers } from './streamExtras.ts';
export { util } from './util.ts';
