import type { ReactNode } from 'react';
import './controls.css';

export type Tone = 'cold' | 'busy' | 'idle' | 'finishing' | 'failed' | 'throttled' | 'waiting' | 'accent';

/** A small word in a box; with a tone, a mark of that state's colour and shape stands before it. */
export function Badge({
  tone,
  children,
  title,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}) {
  return (
    <span className="badge" data-tone={tone} title={title}>
      {children}
    </span>
  );
}
