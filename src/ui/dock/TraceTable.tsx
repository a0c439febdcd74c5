import { useStore } from 'zustand';
import { captionOf, ruleInfo } from '../../app/readouts.ts';
import { seekRecord } from '../../app/runActions.ts';
import { runStore, trace } from '../../app/runStore.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { Badge } from '../controls/Badge.tsx';
import { clockText } from '../shell/timeText.ts';
import { Empty } from './Empty.tsx';
import { recordTone, recordWords } from './recordWords.ts';
import { useShownRecords } from './useShownRecords.ts';
import { Cell, VirtualRows } from './VirtualRows.tsx';

const COLUMNS = ['Time', 'What', 'In words', 'Rule', 'Because of'];

/** Every record that has been shown, in order; each leads to its cause and to its rule. */
export function TraceTable() {
  const count = useShownRecords();
  const selected = useStore(uiStore, (ui) => ui.selectedRecord);
  const playhead = useStore(runStore, (run) => run.recordIndex);
  if (count === 0) return <Empty of="trace" />;
  return (
    <VirtualRows
      count={count}
      rowPx={26}
      label="Trace"
      columns={COLUMNS}
      className="trace-table"
      selected={selected ?? -1}
      follow={playhead}
      rowClass={(index) => (index > playhead ? 'is-ahead' : '')}
      row={(index) => <TraceRow index={index} />}
      onChoose={choose}
    />
  );
}

/** Selecting a record shows why, and moves the playhead there: what the canvas shows is that moment. */
function choose(index: number): void {
  seekRecord(index);
  setUi({ selectedRecord: index });
}

function TraceRow({ index }: { readonly index: number }) {
  if (index >= trace.current.length) return null;
  const record = trace.current.at(index);
  const tone = recordTone(record.kind);
  const isRoot = record.cause === index;
  const info = ruleInfo(record.rule);
  return (
    <>
      <Cell className="mono cell-time">{clockText(record.timeUs)}</Cell>
      <Cell className="cell-kind">
        {tone ? <Badge tone={tone}>{recordWords(record.kind)}</Badge> : recordWords(record.kind)}
      </Cell>
      <Cell className="cell-words">{captionOf(index)}</Cell>
      <Cell className="mono cell-rule" title={info.text}>
        {info.url ? (
          <a
            href={info.url}
            target="_blank"
            rel="noreferrer"
            tabIndex={-1}
            onClick={(event) => event.stopPropagation()}
          >
            {record.rule}
          </a>
        ) : (
          record.rule
        )}
      </Cell>
      <Cell className="cell-cause">
        {isRoot ? (
          <span className="quiet">root</span>
        ) : (
          <button
            type="button"
            className="link-button"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              choose(record.cause);
            }}
          >
            {recordWords(trace.current.at(record.cause).kind)}
          </button>
        )}
      </Cell>
    </>
  );
}
