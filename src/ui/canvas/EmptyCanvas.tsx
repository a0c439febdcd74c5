import { LayoutGrid } from 'lucide-react';
import { addNode } from '../../app/graphActions.ts';
import { setUi } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { NodeIcon } from './nodeLooks.tsx';

/** Nothing is drawn yet: says so, and offers the two ways to begin. */
export function EmptyCanvas() {
  return (
    <div className="canvas-empty">
      <h2>An empty canvas</h2>
      <p>Add a function, then something that calls it: drag from the palette, or start here.</p>
      <div className="canvas-empty-actions">
        <Button variant="primary" onClick={() => addNode('function')}>
          <NodeIcon type="function" size={18} />
          Add a function
        </Button>
        <Button onClick={() => setUi({ dialog: 'gallery' })}>
          <LayoutGrid size={15} aria-hidden="true" />
          Open an example
        </Button>
      </div>
    </div>
  );
}
