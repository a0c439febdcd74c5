/**
 * The dated history of one's work in this browser, as data: which versions are kept, and which make room. A *work* is one
 * document through its edits and restores; each entry is one version of a work.
 */

export interface WorkEntry {
  /** Counts the versions of this browser, from 1. */
  readonly id: number;
  /** Id of the first version of the same work. */
  readonly work: number;
  /** ms since 1970 of the first and of the last change in it. */
  readonly beganMs: number;
  readonly savedMs: number;
  readonly name: string;
  readonly nodes: number;
  /** Length of its text. */
  readonly chars: number;
}

/** Versions that are kept. */
export const WORK_ENTRIES_MAX = 30;
/** Bytes of all versions together, two for each character as browsers count them: below what any browser grants a site. */
export const WORK_BYTES_MAX = 4 * 1024 * 1024;
/** While one goes on working, a further version is begun this often, so that there is an earlier one to go back to. */
const VERSION_AFTER_MS = 10 * 60 * 1000;

export interface Saved {
  readonly name: string;
  readonly nodes: number;
  readonly chars: number;
}

/** What is being worked on: the version that the next save replaces, or the work that it continues. */
export interface Place {
  readonly id: number | null;
  readonly work: number | null;
}

/** Adds a save. Gives the entries, newest first, the one that was written, and the ids whose text can be forgotten. */
export function withSave(
  entries: readonly WorkEntry[],
  place: Place,
  saved: Saved,
  nowMs: number,
): { readonly entries: readonly WorkEntry[]; readonly entry: WorkEntry; readonly forgotten: readonly number[] } {
  const entry = { ...versionFor(entries, place, nowMs), ...saved, savedMs: nowMs };
  const kept = pruned([entry, ...entries.filter(({ id }) => id !== entry.id)]);
  const forgotten = entries.filter(({ id }) => !kept.some((one) => one.id === id)).map(({ id }) => id);
  return { entries: kept, entry, forgotten };
}

function versionFor(entries: readonly WorkEntry[], place: Place, nowMs: number) {
  const present = entries.find(({ id }) => id === place.id);
  if (present && nowMs - present.beganMs < VERSION_AFTER_MS) {
    return { id: present.id, work: present.work, beganMs: present.beganMs };
  }
  const id = entries.reduce((most, one) => Math.max(most, one.id), 0) + 1;
  return { id, work: place.work ?? id, beganMs: nowMs };
}

/** As many as fit. The newest always stays, however large. */
function pruned(entries: readonly WorkEntry[]): readonly WorkEntry[] {
  let kept = entries;
  while (kept.length > 1 && (kept.length > WORK_ENTRIES_MAX || bytesOf(kept) > WORK_BYTES_MAX)) kept = withoutOne(kept);
  return kept;
}

/** One version fewer: the oldest that has a newer one of the same work, so that no work is lost while another has two. */
export function withoutOne(entries: readonly WorkEntry[]): readonly WorkEntry[] {
  const superseded = entries.findLastIndex(({ work }, i) => entries.slice(0, i).some((newer) => newer.work === work));
  const gone = superseded > 0 ? superseded : entries.length - 1;
  return entries.filter((_, i) => i !== gone);
}

export function bytesOf(entries: readonly WorkEntry[]): number {
  return entries.reduce((sum, { chars }) => sum + chars * 2, 0);
}

/** Reads the list as it was stored; anything else in its place is an empty list. */
export function parseEntries(text: string | null): readonly WorkEntry[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is WorkEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, work, beganMs, savedMs, name, nodes, chars } = { ...value } as Record<string, unknown>; // each is tested here
  return [id, work, beganMs, savedMs, nodes, chars].every(Number.isSafeInteger) && typeof name === 'string';
}

/** The newest version of each work, but for the one that is open. */
export function otherWorks(entries: readonly WorkEntry[], open: number | null): readonly WorkEntry[] {
  return entries.filter(({ work }, i) => work !== open && !entries.slice(0, i).some((newer) => newer.work === work));
}
