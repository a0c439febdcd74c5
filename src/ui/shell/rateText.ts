import type { Frame } from '../../app/runStore.ts';
import { spanText } from './timeText.ts';

/** What a second of watching shows: `1 s here = 250 ms there`, or the stretch being skipped. */
export function rateText({ rate, playing, skippingUs }: Pick<Frame, 'rate' | 'playing' | 'skippingUs'>): string {
  if (!playing) return '';
  if (skippingUs !== null) return `▶▶ ${spanText(skippingUs)}`;
  if (rate <= 0) return 'holding';
  return `1 s = ${spanText(rounded(rate * 1_000_000))}`;
}

/** Two digits are enough, and keep the text from flickering. */
function rounded(us: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(us)) - 1);
  return Math.round(us / unit) * unit;
}
