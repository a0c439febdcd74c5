import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import type { TableNode } from '../../../scenario/schema.ts';
import type { ItemView } from '../../../sim/trace/readouts/viewTypes.ts';
import { clockText, countText } from '../../shell/timeText.ts';
import { ContentsEmpty, Entry, TextBlock, WhyButton } from './Entry.tsx';

/** The items that a table holds at the playhead, the last written first. */
export function TableContents({ node }: { readonly node: TableNode }) {
  const view = useStore(runStore, (run) => run.view?.tables[node.id] ?? null);
  const isUsed = useStore(documentStore, ({ scenario }) => scenario.wires.some(({ to }) => to === node.id));
  if (!view || view.items === 0) {
    return (
      <ContentsEmpty title={view ? 'No item at this moment' : 'No run yet'}>
        {isUsed || node.items !== '[]'
          ? 'Items are listed here as soon as the run gets there. Play or step to see them.'
          : `Nothing writes to ${node.name}: give it items to begin with, or let a function write some with the SDK.`}
      </ContentsEmpty>
    );
  }
  const { latest, items, writes } = view;
  return (
    <div className="contents">
      <p className="environments-sum numbers">
        <b>{countText(items)}</b> {items === 1 ? 'item' : 'items'} · written {countText(writes)}{' '}
        {writes === 1 ? 'time' : 'times'}
      </p>
      <ul className="environment-list" aria-label={`Items in ${node.name}`}>
        {latest.map((item, i) => (
          <StoredItem key={item.key} item={item} opened={i === 0} />
        ))}
      </ul>
      {items > latest.length && (
        <p className="form-note">
          The last written are shown; {countText(items - latest.length)} more are in the table.
        </p>
      )}
    </div>
  );
}

function StoredItem({ item, opened }: { readonly item: ItemView; readonly opened: boolean }) {
  return (
    <Entry
      opened={opened}
      mark="idle"
      title={<span className="mono contents-preview">{item.key}</span>}
      sub={<>written {clockText(item.timeUs)}</>}
    >
      <TextBlock text={JSON.stringify(item.item)} label="Item" />
      <WhyButton recordIndex={item.recordIndex} label="Why is it so?" />
    </Entry>
  );
}
