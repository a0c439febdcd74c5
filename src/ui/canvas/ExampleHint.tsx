import { useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { runStore } from '../../app/runStore.ts';
import { galleryEntries } from '../dialogs/galleryEntries.ts';

/** What to do first in an example, above it until something runs. */
export function ExampleHint() {
  const origin = useStore(documentStore, (state) => state.origin);
  const exists = useStore(runStore, (run) => run.exists);
  const entry = origin.kind === 'example' ? galleryEntries().find(({ id }) => id === origin.id) : undefined;
  if (exists || !entry) return null;
  return (
    <div className="example-hint">
      <p>{entry.firstAction.text}</p>
    </div>
  );
}
