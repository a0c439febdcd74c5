import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { runStore } from '../../../app/runStore.ts';
import { setUi, uiStore } from '../../../app/uiStore.ts';
import type { FunctionNode } from '../../../scenario/schema.ts';
import type { EnvironmentView } from '../../../sim/trace/readouts/viewTypes.ts';
import { STATE_WORDS } from '../../canvas/nodes/Cells.tsx';
import { Button } from '../../controls/Button.tsx';
import { countdownText, countText, spanText } from '../../shell/timeText.ts';
import { Ticking } from '../Ticking.tsx';
import { EnvironmentLog } from './EnvironmentLog.tsx';

/** Only so many rows are made at once; the rest is on the timeline. */
const MOST_SHOWN = 200;

/** The environments of a function at the playhead, each with what it has been doing. */
export function EnvironmentsTab({ node }: { readonly node: FunctionNode }) {
  const view = useStore(
    runStore,
    useShallow((run) => {
      const found = run.view?.functions[node.id];
      return found ? { environments: found.environments, created: found.created, stopped: found.stopped } : null;
    }),
  );
  const selected = useStore(uiStore, (ui) => ui.selectedEnvironment);
  if (!view || view.created === 0) {
    return (
      <div className="form">
        <section className="form-help">
          <p>
            <b>No environment yet.</b> Lambda makes one when the first request comes, and keeps it for the next. Invoke
            the function to see it start.
          </p>
        </section>
      </div>
    );
  }
  const { environments, created, stopped } = view;
  const isSelectedHere = environments.some(({ number }) => number === selected);
  return (
    <div className="environments">
      <p className="environments-sum">
        <b className="numbers">{countText(environments.length)}</b> alive · {countText(created)} made ·{' '}
        {countText(stopped)} gone
        {selected !== null && (
          <Button size="s" variant="ghost" onClick={() => setUi({ selectedEnvironment: null })}>
            Show all
          </Button>
        )}
      </p>
      {environments.length === 0 && (
        <p className="form-note">All are gone at this moment. The next request needs a new one: a cold start.</p>
      )}
      <ul className="environment-list" data-one={isSelectedHere || undefined}>
        {environments.slice(0, MOST_SHOWN).map((environment) => (
          <Row key={environment.number} environment={environment} isSelected={environment.number === selected} />
        ))}
      </ul>
      {environments.length > MOST_SHOWN && (
        <p className="form-note">
          and {countText(environments.length - MOST_SHOWN)} more; the timeline shows them all.
        </p>
      )}
    </div>
  );
}

function Row({ environment, isSelected }: { readonly environment: EnvironmentView; readonly isSelected: boolean }) {
  const { number, ordinal, state, sinceUs, createdUs, endsUs, invocationsServed, logStream, currentInvocation } =
    environment;
  return (
    <li className="environment" data-selected={isSelected || undefined}>
      <button
        type="button"
        className="environment-head"
        aria-expanded={isSelected}
        onClick={() => setUi({ selectedEnvironment: isSelected ? null : number })}
      >
        <span className="cell" data-state={state} aria-hidden="true">
          {state === 'idle' ? '❄' : state === 'failed' ? '✕' : state === 'busy' ? (currentInvocation ?? '') : ''}
        </span>
        <span className="environment-name">
          <b>Environment {ordinal}</b>
          <span className="environment-state">
            {STATE_WORDS[state]}{' '}
            <Ticking className="numbers" text={(now) => `for ${spanText(Math.max(0, now - sinceUs))}`} />
            {endsUs !== null && state !== 'creating' && (
              <>
                {' · '}
                <RemovedIn endsUs={endsUs} />
              </>
            )}
          </span>
        </span>
        <span className="environment-served" title="Invocations begun in this environment">
          <b className="numbers">{countText(invocationsServed)}</b>
          <span>served</span>
        </span>
      </button>
      <Notes environment={environment} />
      {isSelected && (
        <>
          <dl className="environment-facts">
            <dt>age</dt>
            <dd>
              <Ticking className="numbers" text={(now) => spanText(Math.max(0, now - createdUs))} />
            </dd>
            {endsUs !== null && (
              <>
                <dt>{state === 'creating' ? 'made in' : 'removed in'}</dt>
                <dd>
                  <Ticking className="numbers" text={(now) => countdownText(endsUs - now)} />
                  {state !== 'creating' && (
                    <span className="environment-assumed">
                      {' '}
                      unless a request comes; an assumption: AWS does not say how long it keeps an idle environment
                    </span>
                  )}
                </dd>
              </>
            )}
            <dt>served</dt>
            <dd>{servedWords(invocationsServed)}</dd>
            <dt>log stream</dt>
            <dd className="mono environment-stream">{logStream}</dd>
          </dl>
          <EnvironmentLog environment={number} ordinal={ordinal} />
        </>
      )}
    </li>
  );
}

function servedWords(served: number): string {
  if (served === 0) return 'no invocation yet';
  return served === 1
    ? 'one invocation, its cold start'
    : `${countText(served)} invocations, which share its variables`;
}

function RemovedIn({ endsUs }: { readonly endsUs: number }) {
  return (
    <span title="If no request comes. How long it is kept is an assumption of the scenario: AWS does not say.">
      <Ticking className="numbers" text={(now) => `removed in ${spanText(Math.max(0, endsUs - now))}`} />
      <span className="environment-assumed"> (assumed)</span>
    </span>
  );
}

function Notes({ environment }: { readonly environment: EnvironmentView }) {
  const notes = [
    environment.outdated && 'It has the code of an earlier deployment and serves no new request.',
    environment.suppressedInit && 'It is initialised again inside an invocation.',
    environment.presumedEndless && 'Its code seems to run forever; it will run into the timeout.',
    environment.state === 'failed' && 'Its process is gone; the next request starts it anew.',
  ].filter((note): note is string => typeof note === 'string');
  return notes.map((note) => (
    <p key={note} className="environment-note">
      {note}
    </p>
  ));
}
