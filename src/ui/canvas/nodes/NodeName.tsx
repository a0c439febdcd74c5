import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { createStore, useStore } from 'zustand';
import { renameNode } from '../../../app/graphActions.ts';

/** Which node's name is being edited: asked for by F2, the menu or a double click. */
const renamingStore = createStore<{ readonly id: string | null }>(() => ({ id: null }));

export const startRenaming = (id: string): void => renamingStore.setState({ id });

/** A node's name; a double click or F2 edits it in place. */
export function NodeName({ id, name }: { readonly id: string; readonly name: string }) {
  const renaming = useStore(renamingStore, (state) => state.id === id);
  if (renaming) return <NameInput id={id} name={name} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 and the node's menu rename by keyboard
    <div className="node-name" title={name} onDoubleClick={() => startRenaming(id)}>
      {name}
    </div>
  );
}

function NameInput({ id, name }: { readonly id: string; readonly name: string }) {
  const [text, setText] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const leave = (give: boolean) => {
    renamingStore.setState({ id: null });
    const wish = text.trim().replaceAll(/\s+/g, '-');
    if (!give || wish === name || wish === '') return;
    const refused = renameNode(id, wish);
    if (refused !== null) toast.error(refused, { id: 'rename' });
  };
  return (
    <input
      ref={input}
      className="node-name-input nodrag"
      aria-label="Name of the node"
      value={text}
      maxLength={64}
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => leave(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') leave(true);
        if (event.key === 'Escape') leave(false);
      }}
    />
  );
}
