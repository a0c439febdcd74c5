import { documentStore } from '../../app/documentStore.ts';
import { previousDocument, savedDocument } from '../../app/gallery.ts';
import { openExample, openRestored } from '../../app/openActions.ts';
import type { Scenario } from '../../scenario/schema.ts';
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

function OwnWork() {
  const { origin, edited, scenario } = documentStore.getState();
  const candidates = [origin.kind === 'restored' || edited ? null : savedDocument(), previousDocument()];
  const others = candidates.filter((one): one is Scenario => one !== null);
  const own = new Map(others.map((one) => [JSON.stringify(one), one]));
  own.delete(JSON.stringify(scenario));
  return [...own].map(([text, one]) => (
    <div className="gallery-own" key={text}>
      <span>
        <strong>{one.name}</strong> <span className="dialog-quiet">your own work, kept in this browser</span>
      </span>
      <Button size="s" aria-label={`Open ${one.name}`} onClick={() => openRestored(one)}>
        Open
      </Button>
    </div>
  ));
}
