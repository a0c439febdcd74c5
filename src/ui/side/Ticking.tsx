import { useEffect, useRef } from 'react';
import { onFrame } from '../../app/runStore.ts';

/** A text that follows the virtual clock, written without rendering; at most a few times a second of real time. */
export function Ticking({
  text,
  className,
}: {
  readonly text: (timeUs: number) => string;
  readonly className?: string;
}) {
  const place = useRef<HTMLSpanElement>(null);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    let written = '';
    return onFrame(({ timeUs }) => {
      const next = latest.current(timeUs);
      if (next === written || !place.current) return;
      written = next;
      place.current.textContent = next;
    });
  }, []);
  return <span ref={place} className={className} />;
}
