import { epochMsAt, type Simulation } from '../simulation.ts';
import type { ReceivedMessage } from './events/sqs.ts';
import { type Message, receiptHandle } from './queue.ts';

/** A message as its receiver sees it, with the handle of this receive. */
export function received(sim: Simulation, message: Message): ReceivedMessage {
  return {
    messageId: message.messageId,
    receiptHandle: receiptHandle(sim, message),
    body: message.body,
    ...(message.attributes ? { attributes: message.attributes } : {}),
    receiveCount: message.receiveCount,
    sentMs: epochMsAt(sim, message.sentUs),
    firstReceivedMs: epochMsAt(sim, message.firstReceivedUs),
    ...(message.deadLetterSource === undefined ? {} : { deadLetterSource: message.deadLetterSource }),
  };
}
