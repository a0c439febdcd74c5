import { useStore } from 'zustand';
import { runStore } from '../../../app/runStore.ts';
import type { TopicNode } from '../../../scenario/schema.ts';
import { countText } from '../../shell/timeText.ts';
import { ContentsEmpty, TextBlock } from './Entry.tsx';

/** A topic keeps nothing; what it handed on last can still be read. */
export function TopicContents({ node }: { readonly node: TopicNode }) {
  const view = useStore(runStore, (run) => run.view?.topics[node.id] ?? null);
  if (!view || view.lastMessage === null) {
    return (
      <ContentsEmpty title={view ? 'Nothing published yet at this moment' : 'No run yet'}>
        A topic keeps no message: it hands each on to its subscribers at once. The last one is shown here.
      </ContentsEmpty>
    );
  }
  return (
    <div className="contents">
      <p className="environments-sum numbers">
        <b>{countText(view.published)}</b> published; a topic keeps none of them
      </p>
      <TextBlock text={view.lastMessage} label="The last message" />
    </div>
  );
}
