/** A skipped stretch on screen, the half width of its label, and what is seen of the axis; all px from the left. */
export interface GapLabel {
  readonly left: number;
  readonly right: number;
  readonly half: number;
  readonly seenFrom: number;
  readonly seenTo: number;
}

/** Where the middle of the label stands so that all of it is seen; null when there is no such place, as for half a word. */
export function gapLabelMiddle({ left, right, half, seenFrom, seenTo }: GapLabel): number | null {
  const middle = (left + right) / 2;
  if (middle - half >= seenFrom && middle + half <= seenTo) return middle;
  const least = Math.max(left, seenFrom) + half;
  const most = Math.min(right, seenTo) - half;
  if (least > most) return null;
  return Math.min(most, Math.max(least, middle));
}
