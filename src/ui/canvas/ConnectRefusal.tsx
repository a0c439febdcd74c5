import { useEffect } from 'react';
import { useStore } from 'zustand';
import { closeRefusal, connectingStore } from './connecting.ts';

/** Less than the card is wide, it would go over the window's edge, px. */
const WIDTH_PX = 300;
const APART_PX = 14;

/** Says why a wire cannot be, where it was let go, until the user does the next thing. */
export function ConnectRefusal() {
  const refused = useStore(connectingStore, (state) => state.refused);
  useEffect(() => {
    if (!refused) return;
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, closeRefusal, { capture: true });
    return () => {
      for (const event of events) window.removeEventListener(event, closeRefusal, { capture: true });
    };
  }, [refused]);
  if (!refused) return null;
  const left = Math.max(8, Math.min(refused.x + APART_PX, window.innerWidth - WIDTH_PX - 8));
  return (
    <div className="connect-refusal" role="alert" style={{ left, top: refused.y + APART_PX, width: WIDTH_PX }}>
      <span className="mark" data-tone="failed" aria-hidden="true" />
      <span>{refused.reason}</span>
    </div>
  );
}
