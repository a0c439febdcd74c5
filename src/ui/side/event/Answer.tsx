import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { environmentName, environmentWords } from '../../../app/environmentNames.ts';
import { type Answer, answerAt, explainRecord } from '../../../app/readouts.ts';
import { runStore, trace } from '../../../app/runStore.ts';
import { setUi } from '../../../app/uiStore.ts';
import type { FollowedMessage } from '../../../sim/trace/readouts/followed.ts';
import { endlessText } from '../../canvas/nodes/answerText.ts';
import { messageHeadline, messageSentence } from '../../canvas/nodes/followedText.ts';
import { useFollowed } from '../../canvas/nodes/useFollowed.ts';
import { costText, countdownText, spanText } from '../../shell/timeText.ts';
import { initText } from '../code/initText.ts';
import { revealCode } from '../codePlace.ts';
import { LogExcerpt } from '../LogExcerpt.tsx';
import { Ticking } from '../Ticking.tsx';
import { answerWords, errorOf, firstPlace } from './answerWords.ts';
import { prettyJson } from './jsonProblem.ts';
import { plainReason } from './plainReason.ts';

/** What became of the invocation that the user started at this node, at the playhead: answer, figures and log. */
export function MineAnswer({ nodeId }: { readonly nodeId: string }) {
  const place = useRef<HTMLDivElement>(null);
  const asked = useStore(runStore, (run) => (run.mine?.nodeId === nodeId ? run.mine.input : null));
  // On a small screen the answer would be out of sight just when it comes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new invocation is brought into sight
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);
  return (
    <div ref={place}>
      <Mine nodeId={nodeId} />
    </div>
  );
}

function Mine({ nodeId }: { readonly nodeId: string }) {
  const mine = useStore(runStore, (run) => run.mine);
  const recordIndex = useStore(runStore, (run) => run.recordIndex);
  const followed = useFollowed(mine?.nodeId === nodeId ? mine.input : null);
  if (!mine || mine.nodeId !== nodeId) return null;
  const end = followed?.ends.length === 1 ? followed.ends[0] : undefined;
  if (end?.kind === 'message' && end.invocation !== null) {
    const answer = answerAt(end.invocation, recordIndex);
    if (answer) return <Processed message={end} answer={answer} older={mine.older} />;
  }
  if (mine.invocation === null && mine.elsewhere !== null && mine.elsewhere <= recordIndex) {
    return <Elsewhere index={mine.elsewhere} />;
  }
  if (mine.invocation === null) {
    return (
      <section className="answer" data-tone="waiting" aria-label="Answer">
        <div className="answer-head">
          <h2>On its way</h2>
        </div>
        <p className="answer-words">It has not reached Lambda at this moment of the run. Play on to see it arrive.</p>
      </section>
    );
  }
  const answer = answerAt(mine.invocation, recordIndex);
  if (!answer) {
    return (
      <section className="answer" data-tone="waiting" aria-label="Answer">
        <div className="answer-head">
          <h2>Not sent yet</h2>
        </div>
        <p className="answer-words">The playhead stands before your invocation. Play on to see it.</p>
      </section>
    );
  }
  return (
    <>
      {mine.older && <Older />}
      <AnswerView answer={answer} />
    </>
  );
}

/** A message, and the invocation that took it last. */
function Processed(of: { readonly message: FollowedMessage; readonly answer: Answer; readonly older: boolean }) {
  const { message, answer, older } = of;
  const { tone, words } = messageHeadline(message, answer);
  return (
    <>
      <p className="answer-message" role="status">
        <span className="mark" data-tone={tone} aria-hidden="true" /> Message: {words}.{' '}
        {messageSentence(message, answer)}
      </p>
      {older && <Older />}
      <AnswerView answer={answer} />
    </>
  );
}

const Older = () => (
  <p className="setting-warning">This result is older than the code or the settings. Do it again to see the new one.</p>
);

/** The request ended before it invoked anything, or went into a queue. */
function Elsewhere({ index }: { readonly index: number }) {
  const { kind, data } = trace.current.at(index);
  const isRefused = kind === 'delivery_failed';
  const reason = isRefused ? String(data?.reason ?? '') : '';
  const plain = plainReason(reason);
  return (
    <section className="answer" data-tone={isRefused ? 'failed' : 'ok'} aria-label="Answer">
      <div className="answer-head">
        <h2>{isRefused ? 'Refused' : 'Handed over'}</h2>
        <button type="button" className="link-button" onClick={() => setUi({ selectedRecord: index, dockOpen: true })}>
          Why?
        </button>
      </div>
      <p className="answer-words" role="status">
        {plain === reason ? explainRecord(index).sentence : plain}
      </p>
      {plain !== reason && (
        <div>
          <h3>What Lambda says</h3>
          <pre className="mono">{reason}</pre>
        </div>
      )}
    </section>
  );
}

function AnswerView({ answer }: { readonly answer: Answer }) {
  const { title, words, tone } = answerWords(answer, environmentWords);
  const endless = endlessText(answer);
  return (
    <section className="answer" data-tone={tone} aria-label="Answer" data-state={answer.state}>
      <div className="answer-head">
        <h2>{title}</h2>
        {answer.response && <span className="badge numbers">status {answer.response.status}</span>}
        {answer.response?.functionError && <span className="badge">FunctionError</span>}
        <button
          type="button"
          className="link-button"
          onClick={() => setUi({ selectedRecord: answer.recordIndex, dockOpen: true })}
        >
          Why?
        </button>
      </div>
      <p className="answer-words" role="status">
        {words}
        {answer.nextDueUs !== null && (
          <>
            {' '}
            <Ticking
              className="numbers"
              text={(now) => `Next attempt in ${countdownText(Math.max(0, (answer.nextDueUs ?? now) - now))}.`}
            />
          </>
        )}
      </p>
      {endless && <p className="setting-warning">{endless}</p>}
      <Payload answer={answer} />
      <Figures answer={answer} />
      {answer.log.length > 0 && (
        <div>
          <h3>Log</h3>
          <LogExcerpt lines={answer.log.slice(-80)} label="Log of this invocation" />
        </div>
      )}
    </section>
  );
}

const TITLES: Readonly<Record<Answer['mode'], string>> = {
  sync: 'Payload',
  async: 'Result (the caller never sees it)',
  batch: 'Result (only Lambda’s poller sees it)',
};

function Payload({ answer }: { readonly answer: Answer }) {
  const error = errorOf(answer);
  const place = error && firstPlace(error.trace ?? []);
  const text = answer.mode === 'sync' ? (answer.response?.body ?? null) : answer.result;
  if (text === null || text === '') return null;
  return (
    <div>
      <h3>
        {TITLES[answer.mode]}
        {place && (
          <>
            {' · '}
            <button type="button" className="link-button mono" onClick={() => revealCode(answer.nodeId, place)}>
              {place.file}:{place.line}
            </button>
          </>
        )}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long payload scrolls, and keys must reach it */}
      <pre className="mono" tabIndex={0}>
        {cut(prettyJson(text))}
      </pre>
    </div>
  );
}

/** A payload can have six megabytes; more than this is in no panel. */
const SHOWN_MAX = 100_000;

function cut(text: string): string {
  if (text.length <= SHOWN_MAX) return text;
  return `${text.slice(0, SHOWN_MAX)}\n… ${text.length - SHOWN_MAX} more characters`;
}

function Figures({ answer }: { readonly answer: Answer }) {
  const attempt = answer.attempts.at(-1);
  if (!attempt || attempt.endUs === null) return null;
  const figures: readonly (readonly [name: string, value: string | null, meaning: string])[] = [
    ['duration', attempt.durationUs === null ? null : initText(attempt.durationUs), 'What the handler took'],
    ['init', attempt.initUs === null ? null : initText(attempt.initUs), 'Init Duration: this was a cold start'],
    [
      'billed',
      attempt.billedMs === null ? null : `${attempt.billedMs.toLocaleString('en-US')} ms`,
      'Whole milliseconds, init included',
    ],
    ['memory used', attempt.maxMemoryMb === null ? null : `${attempt.maxMemoryMb} MB`, 'An estimate of the playground'],
    [
      'cost',
      attempt.costUsd === null ? null : costText(Number(attempt.costUsd.toPrecision(2))),
      'Duration and request, list prices of us-east-1',
    ],
    [
      'environment',
      `${environmentName(attempt.environment)?.ordinal ?? ''}${attempt.cold ? ' (new)' : ''}`,
      'Where it ran',
    ],
    [
      'attempts',
      answer.attempts.length > 1 ? String(answer.attempts.length) : null,
      'Runs of the handler for this event',
    ],
    [
      'waited',
      attempt.startUs > answer.requestedUs ? spanText(attempt.startUs - answer.requestedUs) : null,
      'From the request to the call of the handler',
    ],
  ];
  return (
    <dl className="answer-figures">
      {figures.map(([name, value, meaning]) =>
        value === null ? null : (
          <div key={name} title={meaning}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
