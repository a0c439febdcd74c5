import { openWork, otherWorks, workEntries } from '../../app/gallery.ts';
import { openExample, openWorkEntry } from '../../app/openActions.ts';
import { Button } from '../controls/Button.tsx';
import { galleryEntries } from './galleryEntries.ts';
import { ScenarioPicture } from './ScenarioPicture.tsx';

/** The examples, each with the one sentence to take away; and one's own work that is not open. */
export function Gallery() {
  return (
    <>
      <OwnWork />
      <div className="gallery">
        {galleryEntries().map(({ id, title, lesson, scenario }) => (
          <a
            key={id}
            className="gallery-card"
            href={`#example=${id}`}
            // A plain click opens it here and leaves the address alone; with a modifier it is a link like any other.
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              openExample(id);
            }}
          >
            <ScenarioPicture scenario={scenario} />
            <span className="gallery-text">
              <strong>{title}</strong>
              <span>{lesson}</span>
            </span>
          </a>
        ))}
      </div>
    </>
  );
}

/** Works offered in front of the examples; the rest are under "Recent work". */
const WORKS_SHOWN = 3;

function OwnWork() {
  const works = otherWorks(workEntries(), openWork());
  return works.slice(0, WORKS_SHOWN).map((entry) => (
    <div className="gallery-own" key={entry.id}>
      <span>
        <strong>{entry.name}</strong> <span className="dialog-quiet">your own work, kept in this browser</span>
      </span>
      <Button size="s" aria-label={`Open ${entry.name}`} onClick={() => openWorkEntry(entry)}>
        Open
      </Button>
    </div>
  ));
}
