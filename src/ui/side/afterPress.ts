/**
 * Leaving a text gives it to the document, and what the document then shows may move the very button that is being pressed: its
 * click would be lost. So what happens on leaving waits until the pointer is let go, just before the click.
 */
let isPressed = false;
const waiting = new Set<() => void>();

window.addEventListener('pointerdown', () => setPressed(true), { capture: true });
for (const type of ['pointerup', 'pointercancel', 'dragend']) {
  window.addEventListener(type, () => setPressed(false), { capture: true });
}

function setPressed(pressed: boolean): void {
  isPressed = pressed;
  if (pressed) return;
  const acts = [...waiting];
  waiting.clear();
  for (const act of acts) act();
}

/** Does it now, or when the pointer is let go. */
export function afterPress(act: () => void): void {
  if (isPressed) waiting.add(act);
  else act();
}
