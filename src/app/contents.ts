/** What a queue or a bucket holds, in full: texts that views leave in the trace because they may be large. */
import type { MessageView, ObjectView } from '../sim/trace/readouts/viewTypes.ts';
import { KIND } from '../sim/trace/records.ts';
import { trace } from './runStore.ts';

/** The content of a stored object. */
export function objectContent({ recordIndex }: ObjectView): string {
  // By the kind of the record (records.ts).
  const data = trace.current.data.get(recordIndex) as { readonly content?: unknown } | undefined;
  return typeof data?.content === 'string' ? data.content : '';
}

/** The record with which a message was first sent. */
export function messageOrigin({ number, recordIndex }: MessageView): number {
  const { kind, subject } = trace.current;
  for (let i = recordIndex; i >= 0; i--) {
    if (kind[i] === KIND.message_sent && subject[i] === number) return i;
  }
  return recordIndex;
}

/** The attributes of a message as JSON text, null when it has none. */
export function messageAttributes(message: MessageView): string | null {
  // By the kind of the record (records.ts).
  const data = trace.current.data.get(messageOrigin(message)) as { readonly attributes?: unknown } | undefined;
  return data?.attributes === undefined ? null : JSON.stringify(data.attributes);
}
