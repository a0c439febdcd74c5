import { Slider } from 'radix-ui';
import { useState } from 'react';
import { markGesture, squashGesture } from '../../../app/documentStore.ts';
import { type Field, tryEdit } from '../../../app/settings.ts';
import { cpuWords, memoryAt, placeOf, SLIDER_MAX } from './memoryScale.ts';
import { SettingField } from './SettingField.tsx';

/** Memory by slider or by number, with the share of CPU that comes with it. A drag is one step of undo. */
export function MemoryField(props: {
  readonly nodeId: string;
  readonly value: number;
  readonly field: Field;
  readonly warnings: readonly string[];
}) {
  const { nodeId, value, field, warnings } = props;
  const [isDragging, setDragging] = useState(false);
  const give = (memoryMb: unknown) =>
    tryEdit({ type: 'updateNode', id: nodeId, patch: { memoryMb: Number(memoryMb) } });
  const cpu = cpuWords(value);
  return (
    <div className="memory-field">
      <SettingField field={field} value={value} step={64} warnings={warnings} onGive={give} />
      <Slider.Root
        className="slider"
        min={0}
        max={SLIDER_MAX}
        step={1}
        value={[placeOf(value)]}
        onValueChange={([place = 0]) => {
          if (!isDragging) {
            setDragging(true);
            markGesture();
          }
          give(memoryAt(place));
        }}
        onValueCommit={() => {
          setDragging(false);
          squashGesture();
        }}
      >
        <Slider.Track className="slider-track">
          <Slider.Range className="slider-range" />
          <span className="slider-mark" style={{ left: `${(placeOf(1769) / SLIDER_MAX) * 100}%` }} aria-hidden="true" />
        </Slider.Track>
        <Slider.Thumb className="slider-thumb" aria-label="Memory" aria-valuetext={`${value} MB, ${cpu}`} />
      </Slider.Root>
      <p className="memory-cpu">
        <b className="numbers">{cpu}</b> <span>the mark is 1,769 MB = 1 vCPU</span>
      </p>
    </div>
  );
}
