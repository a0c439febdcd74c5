import { openWork, type WorkEntry, workEntries, workScenario } from '../../app/gallery.ts';
import { openWorkEntry } from '../../app/openActions.ts';
import { WORK_BYTES_MAX, WORK_ENTRIES_MAX } from '../../app/workHistory.ts';
import { Button } from '../controls/Button.tsx';
import { ScenarioPicture } from './ScenarioPicture.tsx';

/** The dated history of one's work in this browser; each version can be opened again, and opening one can be undone. */
export function RecentWork() {
  const entries = workEntries();
  const open = openWork();
  return (
    <>
      {entries.length === 0 ? (
        <p>Nothing yet. What you change is kept here by itself, in this browser only.</p>
      ) : (
        <ul className="recent">
          {entries.map((entry) => (
            <Version key={entry.id} entry={entry} isOpen={entry.work === open} />
          ))}
        </ul>
      )}
      <p className="dialog-quiet">
        The last {WORK_ENTRIES_MAX} versions, {WORK_BYTES_MAX / 1024 / 1024} MiB at most. They never leave this browser;
        whoever clears its data clears them too. Save as a file what you want to keep for good.
      </p>
    </>
  );
}

function Version({ entry, isOpen }: { readonly entry: WorkEntry; readonly isOpen: boolean }) {
  const scenario = workScenario(entry.id);
  const when = whenText(entry.savedMs);
  return (
    <li className="gallery-own">
      {scenario && scenario.nodes.length > 0 && <ScenarioPicture scenario={scenario} />}
      <span className="recent-text">
        <strong>{entry.name}</strong>
        <span className="dialog-quiet">
          {when}
          {isOpen && ' · the work that is open'}
        </span>
      </span>
      <Button size="s" aria-label={`Open ${entry.name} of ${when}`} onClick={() => openWorkEntry(entry)}>
        Open
      </Button>
    </li>
  );
}

/** Date and time where the user is: `25 Nov 2026, 09:05:12`. */
function whenText(epochMs: number): string {
  return new Date(epochMs).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}
