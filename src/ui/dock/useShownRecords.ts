import { useEffect, useState } from 'react';
import { trace } from '../../app/runStore.ts';
import { onSeen, seenUntilUs } from './seen.ts';

const shown = () => trace.current.indexAt(seenUntilUs()) + 1;

/** Number of records that have been shown; those computed ahead of the playhead stay unseen. */
export function useShownRecords(): number {
  const [count, setCount] = useState(shown);
  useEffect(() => {
    setCount(shown());
    return onSeen(() => setCount(shown()));
  }, []);
  return count;
}
