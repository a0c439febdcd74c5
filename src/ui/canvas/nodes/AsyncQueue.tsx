import { useEffect, useRef } from 'react';
import { onFrame } from '../../../app/runStore.ts';
import type { AsyncQueueView, WaitingEvent } from '../../../sim/trace/readouts/viewTypes.ts';
import { countdownText, countText } from '../../shell/timeText.ts';

const RINGS_MAX = 9;

/** Events that wait inside Lambda for an attempt: each a ring that empties until it is due. */
export function AsyncQueue({ queue }: { readonly queue: AsyncQueueView }) {
  const { length, nextDueUs, events } = queue;
  const shown = events.slice(0, RINGS_MAX);
  const next = events[0];
  return (
    <div className="node-part">
      <div className="node-row">
        <span>
          Async queue <b className="numbers">{countText(length)}</b> waiting
        </span>
        {nextDueUs !== null && <Countdown word={next?.reason === 'new' ? 'next in' : 'retry in'} dueUs={nextDueUs} />}
      </div>
      {length > 0 && (
        <div className="rings" role="img" aria-label={shown.map(ringText).join('; ')}>
          {shown.map((event) => (
            <Ring key={event.invocation} event={event} />
          ))}
          {length > shown.length && <span className="rings-more numbers">+{countText(length - shown.length)}</span>}
        </div>
      )}
    </div>
  );
}

function ringText({ invocation, attempt, reason }: WaitingEvent): string {
  if (reason === 'new') return `invocation ${invocation}, new`;
  return `invocation ${invocation} waits for attempt ${attempt} after ${reason === 'error' ? 'an error' : 'a throttle'}`;
}

function Ring({ event }: { readonly event: WaitingEvent }) {
  const ring = useRef<HTMLSpanElement>(null);
  const { sinceUs, dueUs } = event;
  useEffect(
    () =>
      onFrame(({ timeUs }) => {
        const left = dueUs <= sinceUs ? 0 : Math.min(1, Math.max(0, (dueUs - timeUs) / (dueUs - sinceUs)));
        ring.current?.style.setProperty('--left', `${(left * 100).toFixed(1)}%`);
      }),
    [sinceUs, dueUs],
  );
  return <span ref={ring} className="ring" data-reason={event.reason} title={ringText(event)} />;
}

function Countdown({ word, dueUs }: { readonly word: string; readonly dueUs: number }) {
  const text = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      onFrame(({ timeUs }) => {
        if (text.current)
          text.current.textContent = dueUs <= timeUs ? 'due now' : `${word} ${countdownText(dueUs - timeUs)}`;
      }),
    [word, dueUs],
  );
  return <span className="numbers" ref={text} />;
}
