import { useEffect, useState } from 'react';
import { onSeen, seenRecords } from './seen.ts';

/** Number of records that have been shown; those computed ahead of the playhead stay unseen. */
export function useShownRecords(): number {
  const [count, setCount] = useState(seenRecords);
  useEffect(() => {
    setCount(seenRecords());
    return onSeen(() => setCount(seenRecords()));
  }, []);
  return count;
}
