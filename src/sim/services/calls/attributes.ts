/**
 * Message attributes as SQS and SNS take them. Binary values travel in base64.
 *
 * @source Amazon SQS Developer Guide, "Amazon SQS message metadata",
 *   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html, read 2026-11.
 */
import type { JsonValue } from '../../steps.ts';
import type { MessageAttribute, MessageAttributes } from '../events/sns.ts';
import { type Input, isObject, text } from './answer.ts';

export function attributesOf(value: JsonValue | undefined): MessageAttributes | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, attribute]) =>
    isObject(attribute)
      ? [[name, { dataType: text(attribute.DataType), value: text(attribute.StringValue ?? attribute.BinaryValue) }]]
      : [],
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

export function attributeValue({ dataType, value }: MessageAttribute): Input {
  return { ...(dataType.startsWith('Binary') ? { BinaryValue: value } : { StringValue: value }), DataType: dataType };
}

const ATTRIBUTES_MAX = 10;

/** What SQS says to attributes that it does not take, or undefined. */
export function problemOfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const entries = Object.entries(attributes ?? {});
  if (entries.length > ATTRIBUTES_MAX)
    return `Number of message attributes [${entries.length}] exceeds the allowed maximum [${ATTRIBUTES_MAX}].`;
  for (const [name, { dataType, value }] of entries) {
    if (dataType === '') return `The message attribute '${name}' must contain a non-empty message attribute type.`;
    if (!/^(String|Number|Binary)(\.|$)/.test(dataType))
      return `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`;
    if (value === '') return `Message (user) attribute '${name}' must contain a non-empty value of type '${dataType}'.`;
  }
  return undefined;
}
