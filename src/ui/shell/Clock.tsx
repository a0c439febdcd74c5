import { useEffect, useRef } from 'react';
import { onFrame } from '../../app/runStore.ts';
import { Tooltip } from '../controls/Tooltip.tsx';
import { clockText } from './timeText.ts';

/** The virtual clock. It ticks every frame, so it writes its text itself instead of rendering. */
export function Clock() {
  const digits = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      onFrame(({ timeUs }) => {
        const text = clockText(timeUs);
        if (digits.current && digits.current.textContent !== text) digits.current.textContent = text;
      }),
    [],
  );
  return (
    <Tooltip
      side="bottom"
      text="The clock of the simulated run, not of your day. It jumps over quiet time and stands still while nothing runs."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip must be reachable by keyboard */}
      <div className="clock" role="timer" aria-label="Simulated time" tabIndex={0}>
        <span className="clock-digits mono" ref={digits}>
          00:00:00.000
        </span>
        <span className="clock-label">simulated time</span>
      </div>
    </Tooltip>
  );
}
