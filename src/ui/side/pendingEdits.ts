/** Text that is typed but not in the document yet; whoever is about to use the document asks for it first. */

const flushers = new Set<() => void>();

/** Registers what to do when pending text must reach the document. Returns the unregister function. */
export function onFlushEdits(flush: () => void): () => void {
  flushers.add(flush);
  return () => flushers.delete(flush);
}

/** Puts all pending text into the document. */
export function flushEdits(): void {
  for (const flush of flushers) flush();
}

/**
 * The page handles the keys that run and save before a focused field sees them. This listener is registered when the module
 * is loaded, so it comes before even that one: what runs is what was typed.
 */
function flushBeforeRunning(event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (key === 'enter' || key === 's')) flushEdits();
}

if (typeof window !== 'undefined') window.addEventListener('keydown', flushBeforeRunning, { capture: true });
