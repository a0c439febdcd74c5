import { useMemo } from 'react';
import { useStore } from 'zustand';
import { seekRecord } from '../../app/runActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { clockText, spanText } from '../shell/timeText.ts';
import { Empty } from './Empty.tsx';
import { seenUntilUs } from './seen.ts';
import { type Bar, type Lane, stateWord } from './timelineModel.ts';
import { Cell, VirtualRows } from './VirtualRows.tsx';

const COLUMNS = ['Start', 'Lane', 'State', 'Length', 'Invocation'];

/** The timeline as a table: the same bars, one row each, in order of time. */
export function LaneTable({ lanes }: { readonly lanes: readonly Lane[] }) {
  const selected = useStore(uiStore, (ui) => ui.selectedRecord);
  const rows = useMemo(() => rowsOf(lanes), [lanes]);
  if (rows.length === 0) return <Empty of="timeline" />;
  return (
    <VirtualRows
      count={rows.length}
      rowPx={26}
      label="Timeline as a table"
      columns={COLUMNS}
      className="lane-table"
      selected={selected === null ? -1 : rows.findIndex(({ bar }) => bar.recordIndex === selected)}
      row={(index) => <BarRow row={rows[index]} />}
      onChoose={(index) => {
        const row = rows[index];
        if (!row) return;
        seekRecord(row.bar.recordIndex);
        setUi({ selectedRecord: row.bar.recordIndex, selectedEnvironment: row.lane.environment });
      }}
    />
  );
}

interface Row {
  readonly lane: Lane;
  readonly bar: Bar;
}

function rowsOf(lanes: readonly Lane[]): readonly Row[] {
  const until = seenUntilUs();
  return lanes
    .flatMap((lane) => lane.bars.map((bar) => ({ lane, bar })))
    .filter(({ bar }) => bar.startUs <= until)
    .sort((a, b) => a.bar.startUs - b.bar.startUs || a.bar.recordIndex - b.bar.recordIndex);
}

function BarRow({ row }: { readonly row: Row | undefined }) {
  if (!row) return null;
  const { lane, bar } = row;
  const isOpen = bar.endUs > seenUntilUs();
  return (
    <>
      <Cell className="mono cell-time">{clockText(bar.startUs)}</Cell>
      <Cell>{lane.label}</Cell>
      <Cell>
        {stateWord(bar.state)}
        {bar.isFailed && ', failed'}
      </Cell>
      <Cell className="numbers">{isOpen ? 'goes on' : spanText(bar.endUs - bar.startUs)}</Cell>
      <Cell className="numbers">{bar.invocation ?? ''}</Cell>
    </>
  );
}
