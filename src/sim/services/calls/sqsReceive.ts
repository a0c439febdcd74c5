/** What ReceiveMessage asks for, and what it gives. */
import type { Simulation } from '../../simulation.ts';
import type { JsonValue } from '../../steps.ts';
import { md5Hex } from '../digest.ts';
import type { MessageAttributes } from '../events/sns.ts';
import { md5OfAttributes, type ReceivedMessage, systemAttributes } from '../events/sqs.ts';
import type { Message } from '../queue.ts';
import { received } from '../received.ts';
import type { Input } from './answer.ts';
import { attributeValue } from './attributes.ts';

export interface Wanted {
  /** Most messages at once. */
  readonly most: number;
  /** How long the call waits for a message, s. */
  readonly waitS: number;
  readonly visibilityTimeoutS: number | undefined;
  /** System attributes by name; `All` for all of them. */
  readonly system: readonly string[];
  /** Message attributes by name, or prefix (`shop.*`); `All` or `.*` for all of them. */
  readonly attributes: readonly string[];
}

/** Numbers were checked before. */
export function wantedBy(input: Input): Wanted {
  const { MaxNumberOfMessages = 1, WaitTimeSeconds = 0, VisibilityTimeout } = input;
  return {
    most: Number(MaxNumberOfMessages),
    waitS: Number(WaitTimeSeconds),
    visibilityTimeoutS: VisibilityTimeout === undefined ? undefined : Number(VisibilityTimeout),
    system: [...texts(input.AttributeNames), ...texts(input.MessageSystemAttributeNames)],
    attributes: texts(input.MessageAttributeNames),
  };
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Without messages there is no list at all. */
export function receivedOutput(sim: Simulation, messages: readonly Message[], wanted: Wanted): Input {
  if (messages.length === 0) return {};
  return { Messages: messages.map((message) => messageOutput(received(sim, message), wanted)) };
}

function messageOutput(message: ReceivedMessage, { system, attributes }: Wanted): Input {
  const all = Object.entries(systemAttributes(message));
  const shown = all.filter(([name]) => system.includes('All') || system.includes(name));
  const chosen = chosenAttributes(message.attributes, attributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5Hex(message.body),
    Body: message.body,
    ...(shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {}),
    ...(chosen
      ? {
          MD5OfMessageAttributes: md5OfAttributes(chosen),
          MessageAttributes: Object.fromEntries(
            Object.entries(chosen).map(([name, one]) => [name, attributeValue(one)]),
          ),
        }
      : {}),
  };
}

function chosenAttributes(attributes: MessageAttributes = {}, names: readonly string[]): MessageAttributes | undefined {
  const isWanted = (attribute: string) =>
    names.some(
      (name) =>
        name === 'All' || name === attribute || (name.endsWith('.*') && attribute.startsWith(name.slice(0, -2))),
    );
  const chosen = Object.entries(attributes).filter(([name]) => isWanted(name));
  return chosen.length > 0 ? Object.fromEntries(chosen) : undefined;
}
