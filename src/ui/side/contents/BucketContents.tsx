import { useStore } from 'zustand';
import { objectContent } from '../../../app/contents.ts';
import { documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import type { BucketNode } from '../../../scenario/schema.ts';
import type { ObjectView } from '../../../sim/trace/readouts/viewTypes.ts';
import { clockText, countText } from '../../shell/timeText.ts';
import { ContentsEmpty, Entry, Facts, TextBlock, WhyButton } from './Entry.tsx';

/** The objects that a bucket holds at the playhead, the newest first. */
export function BucketContents({ node }: { readonly node: BucketNode }) {
  const view = useStore(runStore, (run) => run.view?.buckets[node.id] ?? null);
  const isWritten = useStore(
    documentStore,
    ({ scenario }) => node.traffic.kind !== 'none' || scenario.wires.some(({ to }) => to === node.id),
  );
  if (!view || view.objects === 0) {
    return (
      <ContentsEmpty title={view ? 'No object yet at this moment' : 'No run yet'}>
        {isWritten
          ? 'What is stored is listed here, with its content, as soon as the run gets there. Play or step to see it.'
          : `Nothing writes to ${node.name}: give it traffic, wire a function to it, or upload one object by hand.`}
      </ContentsEmpty>
    );
  }
  const { latest, objects, puts } = view;
  return (
    <div className="contents">
      <p className="environments-sum numbers">
        <b>{countText(objects)}</b> {objects === 1 ? 'object' : 'objects'} · written {countText(puts)}{' '}
        {puts === 1 ? 'time' : 'times'}
      </p>
      <ul className="environment-list" aria-label={`Objects in ${node.name}`}>
        {latest.map((object, i) => (
          <StoredObject key={object.key} object={object} opened={i === 0} />
        ))}
      </ul>
      {objects > latest.length && (
        <p className="form-note">The newest are shown; {countText(objects - latest.length)} more are in the bucket.</p>
      )}
    </div>
  );
}

function StoredObject({ object, opened }: { readonly object: ObjectView; readonly opened: boolean }) {
  const { key, size, timeUs, recordIndex } = object;
  const bytes = `${countText(size)} ${size === 1 ? 'byte' : 'bytes'}`;
  return (
    <Entry
      opened={opened}
      mark="idle"
      title={<span className="mono contents-preview">{key}</span>}
      sub={
        <>
          {bytes} · stored {clockText(timeUs)}
        </>
      }
    >
      <TextBlock text={objectContent(object)} label="Content" />
      <Facts
        facts={[
          [
            'key',
            <span key="key" className="mono environment-stream">
              {key}
            </span>,
          ],
          ['size', bytes],
          ['stored', clockText(timeUs)],
        ]}
      />
      <WhyButton recordIndex={recordIndex} label="Why is it here?" />
    </Entry>
  );
}
