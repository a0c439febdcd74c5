import type { RecordKind } from '../../sim/trace/records.ts';

/** Which records deserve a caption (rule 11), and for how long. Pure, so that it can be tested without a screen. */

export type CaptionTone = 'cold' | 'busy' | 'idle' | 'failed' | 'throttled' | 'waiting';

interface Notability {
  /** The higher one wins when several happen at once. */
  readonly rank: number;
  readonly tone: CaptionTone;
}

const NOTABLE: Readonly<Partial<Record<RecordKind, Notability>>> = {
  bound_reached: { rank: 9, tone: 'failed' },
  stopped_by_playground: { rank: 9, tone: 'failed' },
  presumed_endless: { rank: 8, tone: 'failed' },
  delivery_failed: { rank: 8, tone: 'failed' },
  dead_lettered: { rank: 7, tone: 'failed' },
  message_redriven: { rank: 7, tone: 'failed' },
  throttled: { rank: 6, tone: 'throttled' },
  environment_reset: { rank: 5, tone: 'failed' },
  retry_scheduled: { rank: 5, tone: 'waiting' },
  destination_sent: { rank: 4, tone: 'waiting' },
  environment_created: { rank: 3, tone: 'cold' },
  environment_stopped: { rank: 3, tone: 'idle' },
  message_visible: { rank: 2, tone: 'waiting' },
};

/** How notable a record is; null for the ordinary course of things. Ends count only when they are bad. */
export function notability(kind: RecordKind, endedBadly: boolean): Notability | null {
  if (kind === 'invoke_ended' || kind === 'init_ended') return endedBadly ? { rank: 5.5, tone: 'failed' } : null;
  return NOTABLE[kind] ?? null;
}

/** The first few of a kind are told, later ones are familiar. */
export const SIGHTINGS_MAX = 3;

/** Wall ms that a caption stays: long enough to read it. */
export function captionMs(text: string): number {
  return Math.min(7000, Math.max(1500, 60 * text.length));
}

export interface Candidate {
  readonly index: number;
  readonly kind: RecordKind;
  readonly endedBadly: boolean;
}

/**
 * Chooses what to say among the records that the playhead just passed: the most notable of a kind not yet familiar, the
 * earliest of equals. `sightings` counts kinds told so far and is brought up to date.
 */
export function chooseCaption(
  passed: readonly Candidate[],
  sightings: Map<RecordKind, number>,
): { index: number; tone: CaptionTone } | null {
  let best: { index: number; tone: CaptionTone; rank: number } | null = null;
  const seen = new Set<RecordKind>();
  for (const { index, kind, endedBadly } of passed) {
    const notable = notability(kind, endedBadly);
    if (!notable || (sightings.get(kind) ?? 0) >= SIGHTINGS_MAX) continue;
    seen.add(kind);
    if (!best || notable.rank > best.rank) best = { index, ...notable };
  }
  for (const kind of seen) sightings.set(kind, (sightings.get(kind) ?? 0) + 1);
  return best && { index: best.index, tone: best.tone };
}
