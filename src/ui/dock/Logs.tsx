import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { environmentName, environmentWords } from '../../app/environmentNames.ts';
import { type LogFilter, logNodes, runLog } from '../../app/readouts.ts';
import { seekRecord } from '../../app/runActions.ts';
import { runStore, trace } from '../../app/runStore.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { SelectBox } from '../controls/Select.tsx';
import { clockText } from '../shell/timeText.ts';
import { revealCode } from '../side/codePlace.ts';
import { shownLogText } from '../side/logText.ts';
import { Empty } from './Empty.tsx';
import { LEVELS, matchesText, type Verbosity } from './logFilter.ts';
import { useShownRecords } from './useShownRecords.ts';
import { Cell, VirtualRows } from './VirtualRows.tsx';

const COLUMNS = ['Time', 'Environment', 'Line'];

/** The log of the run up to what has been shown: output of the handlers and the lines of Lambda around it. */
export function Logs() {
  const shown = useShownRecords();
  const environment = useStore(uiStore, (ui) => ui.selectedEnvironment);
  const selectedRecord = useStore(uiStore, (ui) => ui.selectedRecord);
  const playhead = useStore(runStore, (run) => run.recordIndex);
  const [nodeId, setNodeId] = useState('');
  const [verbosity, setVerbosity] = useState<Verbosity>('all');
  const [text, setText] = useState('');
  const log = runLog();
  const numbers = useMemo(() => {
    const filter: LogFilter = {
      recordIndex: shown - 1,
      ...(nodeId === '' ? {} : { nodeId }),
      ...(environment === null ? {} : { environment }),
      ...(verbosity === 'all' ? {} : { levels: LEVELS[verbosity] }),
    };
    const chosen = runLog().select(filter);
    return text.trim() === '' ? chosen : chosen.filter((number) => matchesText(runLog().at(number), text));
  }, [shown, nodeId, environment, verbosity, text]);

  if (log.lengthAt(shown - 1) === 0) return <Empty of="logs" />;
  const selected =
    selectedRecord === null ? -1 : numbers.findIndex((number) => log.at(number).recordIndex === selectedRecord);
  const follow = lastBefore(numbers, playhead);
  return (
    <div className="logs">
      <div className="logs-filter">
        <FunctionChoice value={nodeId} onChange={setNodeId} />
        <SelectBox
          aria-label="Which lines"
          value={verbosity}
          // The options below hold values of Verbosity only.
          onChange={(event) => setVerbosity(event.target.value as Verbosity)}
        >
          <option value="all">All lines</option>
          <option value="output">Only output</option>
          <option value="errors">Warnings and errors</option>
          <option value="platform">Only lines of Lambda</option>
        </SelectBox>
        <input
          className="input"
          type="search"
          aria-label="Lines that contain"
          placeholder="Find in lines"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {environment !== null && (
          <Button size="s" onClick={() => setUi({ selectedEnvironment: null })}>
            {capital(environmentWords(environment))} ✕
          </Button>
        )}
      </div>
      {numbers.length === 0 ? (
        <div className="dock-empty">
          <p>No line passes this filter.</p>
          <Button
            size="s"
            onClick={() => {
              setNodeId('');
              setVerbosity('all');
              setText('');
              setUi({ selectedEnvironment: null });
            }}
          >
            Show all lines
          </Button>
        </div>
      ) : (
        <VirtualRows
          count={numbers.length}
          rowPx={25}
          label="Log"
          columns={COLUMNS}
          className="logs-table"
          selected={selected}
          follow={follow}
          rowClass={(index) => rowClass(numbers[index], playhead)}
          row={(index) => <Line number={numbers[index]} />}
          onChoose={(index) => choose(numbers[index])}
        />
      )}
      <WholeLine number={numbers[selected]} />
    </div>
  );
}

/** The chosen line as it was written, wrapped: rows are one line high and cut long ones off. */
function WholeLine({ number }: { readonly number: number | undefined }) {
  if (number === undefined || number >= runLog().length) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, and keys must reach it
    <section className="logs-whole mono" aria-label="The whole line" tabIndex={0}>
      {runLog().at(number).text.replaceAll('\t', '  ')}
    </section>
  );
}

/** A click shows the moment of the line on the canvas, and all of its invocation. */
function choose(number: number | undefined): void {
  if (number === undefined) return;
  const line = runLog().at(number);
  seekRecord(line.recordIndex);
  setUi({ selectedRecord: line.recordIndex, selectedNodes: [line.nodeId], selectedWires: [] });
}

/** Position of the last line at or before a record, or -1. */
function lastBefore(numbers: readonly number[], recordIndex: number): number {
  const log = runLog();
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (log.at(numbers[middle] ?? 0).recordIndex <= recordIndex) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function rowClass(number: number | undefined, playhead: number): string {
  if (number === undefined || number >= runLog().length) return '';
  const line = runLog().at(number);
  const classes = [
    line.source === 'platform' && 'is-platform',
    line.source === 'playground' && 'is-playground',
    line.text.startsWith('START ') && line.source === 'platform' && 'is-start',
    line.text.startsWith('REPORT ') && line.source === 'platform' && 'is-report',
    line.recordIndex > playhead && 'is-ahead',
  ];
  return classes.filter((name) => typeof name === 'string').join(' ');
}

function Line({ number }: { readonly number: number | undefined }) {
  if (number === undefined || number >= runLog().length || trace.current.length === 0) return null;
  const line = runLog().at(number);
  const { at } = line;
  return (
    <>
      <Cell className="mono cell-time">{clockText(line.timeUs)}</Cell>
      <Cell className="cell-who quiet">
        {nameOf(line.nodeId)} {environmentName(line.environment)?.ordinal ?? ''}
      </Cell>
      <Cell className="log-cell">
        {line.level !== 'INFO' && line.level !== 'PLATFORM' && (
          <span className="log-level" data-level={line.level}>
            {line.level}
          </span>
        )}
        {line.source === 'playground' && <span className="log-level">PLAYGROUND</span>}
        <span className="log-text" title={line.text.length > 80 ? line.text : undefined}>
          {shownLogText(line)}
        </span>
        {at && (
          <button
            type="button"
            className="link-button mono log-line-ref"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              revealCode(line.nodeId, { file: at.file, line: at.line });
            }}
          >
            {at.file}:{at.line}
          </button>
        )}
      </Cell>
    </>
  );
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const nameOf = (nodeId: string): string => logNodes().find((node) => node.id === nodeId)?.name ?? '';

function FunctionChoice({ value, onChange }: { readonly value: string; readonly onChange: (nodeId: string) => void }) {
  const functions = logNodes();
  if (functions.length < 2) return null;
  return (
    <SelectBox aria-label="Function" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All functions</option>
      {functions.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectBox>
  );
}
