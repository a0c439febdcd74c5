import { handlerOfKind } from '../../../app/handlerKinds.ts';
import { tryEdit } from '../../../app/settings.ts';
import type { FunctionNode } from '../../../scenario/schema.ts';
import { Select } from '../../controls/Select.tsx';

/** Own code or a model of a handler; the files that were written come back with the next switch to code. */
export function HandlerKind({ node }: { readonly node: FunctionNode }) {
  return (
    <Select
      label="Handler"
      value={node.handler.kind}
      options={[
        { value: 'code', label: 'Code: your own JavaScript, it really runs' },
        { value: 'modelled', label: 'Modelled: durations and errors drawn from the seed' },
      ]}
      hint="A model is for load studies with many requests; it runs no code."
      onChange={(kind) => {
        if (kind !== node.handler.kind)
          tryEdit({ type: 'updateNode', id: node.id, patch: { handler: handlerOfKind(node, kind) } });
      }}
    />
  );
}
