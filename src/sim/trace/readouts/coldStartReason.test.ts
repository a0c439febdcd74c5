import { describe, expect, it } from 'vitest';
import { type Run, run } from '../../testing/run.ts';
import { exiting } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { type StandIn, sleep, spin } from '../../testing/standIn.ts';
import type { RecordKind } from '../records.ts';
import { caption, explain } from './why.ts';

const slow: StandIn = () =>
  function* () {
    yield sleep(1000);
    return null;
  };

const sentences = (r: Run, ...kinds: RecordKind[]) =>
  r.records(...kinds).map(({ index }) => explain(r.kernel.trace, index, r.scenario).sentence);
const captions = (r: Run, kind: RecordKind) =>
  r.records(kind).map(({ index }) => caption(r.kernel.trace, index, r.scenario));
const causesOf = (r: Run, kind: RecordKind) => r.records(kind).map(({ cause }) => r.kernel.trace.at(cause).kind);

describe('why a request starts cold', () => {
  it('the first request of a function: there was no environment yet', () => {
    const r = run(scenario().code('work'), { work: slow }).invoke('work', 1).until(5);
    expect(sentences(r, 'environment_created')).toEqual([
      'work has had no environment yet, so the request waits until Lambda has made the first: environment 1.',
    ]);
    expect(captions(r, 'environment_created')).toEqual(['First environment for work: there was none yet']);
  });

  it('a burst: all that exist are busy, those just being made included', () => {
    const r = run(scenario().code('work'), { work: slow });
    for (let i = 0; i < 4; i++) r.invoke('work', 1);
    expect(captions(r.until(5), 'environment_created')).toEqual([
      'First environment for work: there was none yet',
      'New environment for work: the other one is busy',
      'New environment for work: both others are busy',
      'New environment for work: all 3 others are busy',
    ]);
  });

  it('after idling: the earlier one was removed', () => {
    const model = { idleLifetime: { kind: 'fixed', s: 600 } } as const;
    const r = run(scenario({ model }).code('work'), { work: slow }).invoke('work', 1).invoke('work', 1000).until(1100);
    expect(sentences(r, 'environment_created')[1]).toBe(
      'work has no environment any more (the earlier one was idle too long), so the request waits for a new one: environment 2.',
    );
  });

  it('after a deployment: the earlier one was replaced, and went because of the deployment', () => {
    const next = scenario().code('work', { memoryMb: 512 }).build();
    const r = run(scenario().code('work'), { work: slow }).invoke('work', 1).deploy(10, next).invoke('work', 20);
    r.until(30);
    expect(sentences(r, 'environment_created')[1]).toContain('(the earlier one went with a deployment)');
    expect(causesOf(r, 'environment_stopped')).toEqual(['deployed']);
    expect(sentences(r, 'environment_stopped')).toEqual([
      'A deployment replaced the code or settings of environment 1 of work, so Lambda removes it.',
    ]);
  });

  it('during a deployment: the other one is busy, but with the older code', () => {
    const next = scenario().code('work', { memoryMb: 512 }).build();
    const r = run(scenario().code('work'), { work: slow }).invoke('work', 1).deploy(1.5, next).invoke('work', 1.6);
    r.until(30);
    expect(sentences(r, 'environment_created')[1]).toBe(
      'A deployment replaced the environments of work (the other one has older code and only ends its work), so Lambda makes environment 2 for this request.',
    );
    expect(causesOf(r, 'environment_stopped')).toEqual(['deployed']);
  });

  it('at its maximum age an environment goes because of when it was made', () => {
    const model = {
      idleLifetime: { kind: 'fixed', s: 6000 },
      maximumAge: { kind: 'uniform', minS: 3600, maxS: 3600 },
    } as const;
    const r = run(scenario({ model }).code('work'), { work: slow }).invoke('work', 1).invoke('work', 4000).until(4100);
    expect(causesOf(r, 'environment_stopped')).toEqual(['environment_created']);
    expect(sentences(r, 'environment_stopped')[0]).toBe(
      'Environment 1 of work reached its maximum age after 1 h, so Lambda removes it.',
    );
    expect(captions(r, 'environment_created')[1]).toBe('New environment for work: the earlier one got too old');
  });

  it('after a reset there is no new environment: INIT runs again, and the sentence says what ended the process', () => {
    const hanging: StandIn = () =>
      function* () {
        yield spin();
        return null;
      };
    const gone = run(scenario().code('gone'), { gone: exiting }).invoke('gone', 1).invoke('gone', 5).until(9);
    expect(sentences(gone, 'init_started')[1]).toContain('because its process had ended by itself');
    const late = run(scenario().code('late', { timeoutS: 1 }), { late: hanging })
      .invoke('late', 1)
      .invoke('late', 5);
    expect(sentences(late.until(9), 'init_started')[1]).toContain('because a timeout ended its process');
    const broken: StandIn = () => {
      throw new Error('no module');
    };
    const failing = run(scenario().code('broken'), { broken }).invoke('broken', 1).until(5);
    expect(sentences(failing, 'init_started')[1]).toContain('because the first one failed');
  });
});

describe('what ends because of what', () => {
  it('a handler ends because it was started, not because its caller was answered', () => {
    const r = run(
      scenario()
        .client('c', { traffic: { kind: 'single' } })
        .code('work')
        .wire('sync', 'c', 'work'),
      {
        work: slow,
      },
    );
    r.until(5);
    expect(causesOf(r, 'invoke_ended')).toEqual(['invoke_started']);
    expect(causesOf(r, 'responded')).toEqual(['invoke_started']);
  });

  it('the pollers of a queue say whether messages wait', () => {
    const r = run(
      scenario()
        .queue('q', { traffic: { kind: 'burst', count: 60 } })
        .code('work')
        .wire('mapping', 'q', 'work', { batchSize: 1 }),
      { work: slow },
    ).until(60);
    const said = sentences(r, 'pollers_changed');
    expect(said[0]).toBe('Lambda begins to poll q for up to 5 batches at a time.');
    expect(said[1]).toBe('Messages still wait in q, so Lambda polls it for up to 10 batches at a time.');
    expect(said.at(-1)).toBe('No message waits in q any more, so Lambda polls it only for up to 5 batches at a time.');
  });
});
