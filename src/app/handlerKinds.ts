import { newHandler } from '../scenario/newNodes.ts';
import { type FunctionNode, Handler } from '../scenario/schema.ts';
import { documentStore } from './documentStore.ts';

/** Handlers that were switched away from since the document was loaded, so that switching back loses nothing. */
const before = new Map<string, Handler>();
let loadedTimes = -1;

/** The handler of another kind for a function: the one it had before, else a new one. */
export function handlerOfKind(node: FunctionNode, kind: Handler['kind']): Handler {
  const now = documentStore.getState().loadedTimes;
  if (now !== loadedTimes) before.clear();
  loadedTimes = now;
  before.set(`${node.id} ${node.handler.kind}`, node.handler);
  const earlier = before.get(`${node.id} ${kind}`);
  if (earlier) return earlier;
  return kind === 'code' ? newHandler(node.runtime) : Handler.parse({ kind: 'modelled' });
}
