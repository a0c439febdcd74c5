import { useState } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { partFields } from '../../../app/settings.ts';
import type { ScenarioNode, Traffic } from '../../../scenario/schema.ts';
import { TextField } from '../../controls/TextField.tsx';
import { PartEditor } from './PartEditor.tsx';
import { TrafficPreview } from './TrafficPreview.tsx';
import { readTimes, timesText } from './timesText.ts';

type Trigger = Extract<ScenarioNode, { readonly traffic: Traffic }>;

/** When a trigger fires by itself: the kind, its numbers, and a picture of what that gives over the run. */
export function TrafficEditor({
  node,
  warnings,
  onGive,
}: {
  readonly node: Trigger;
  readonly warnings: readonly string[];
  readonly onGive: (traffic: Traffic) => string | null;
}) {
  const { traffic } = node;
  return (
    <section className="form-group" aria-label="Traffic">
      <h2>Traffic</h2>
      <PartEditor
        part="traffic"
        label="When it fires by itself"
        value={traffic}
        words={WORDS}
        warnings={warnings}
        // The schema checks the value before it reaches the document.
        onGive={(value) => onGive(value as Traffic)}
      />
      {traffic.kind === 'times' && <TimesField traffic={traffic} onGive={onGive} />}
      <Preview node={node} />
    </section>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  none: 'Never: only when you click',
  single: 'Once',
  every: 'Every …',
  poisson: 'At random (Poisson)',
  burst: 'A burst at one moment',
  times: 'At the times of a list',
};

function TimesField({
  traffic,
  onGive,
}: {
  readonly traffic: Extract<Traffic, { kind: 'times' }>;
  readonly onGive: (traffic: Traffic) => string | null;
}) {
  const [refused, setRefused] = useState<string | null>(null);
  const [field] = partFields('traffic', 'times');
  return (
    <>
      <TextField
        label="Times in seconds"
        mono
        rows={2}
        value={timesText(traffic.timesS)}
        placeholder="0, 0.5, 60"
        hint={`${field?.description ?? ''} Separate them by commas, spaces or new lines.`}
        check={(text) => problemOf(text)}
        onChange={(text) => {
          const read = readTimes(text);
          if (read.ok) setRefused(onGive({ kind: 'times', timesS: [...read.timesS] }));
        }}
      />
      {refused && (
        <p className="setting-refused" role="alert">
          {refused}
        </p>
      )}
    </>
  );
}

function problemOf(text: string): string | null {
  const read = readTimes(text);
  return read.ok ? null : read.problem;
}

function Preview({ node }: { readonly node: Trigger }) {
  const seed = useStore(documentStore, (document) => document.scenario.seed);
  const durationS = useStore(documentStore, (document) => document.scenario.durationS);
  if (node.traffic.kind === 'none') return null;
  return <TrafficPreview nodeId={node.id} traffic={node.traffic} seed={seed} durationS={durationS} />;
}
