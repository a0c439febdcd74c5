/** Message attributes as SQS and SNS take them. */
import type { JsonValue } from '../../steps.ts';
import type { MessageAttributes } from '../events/sns.ts';
import { isObject, text } from './answer.ts';

export function attributesOf(value: JsonValue | undefined): MessageAttributes | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, attribute]) =>
    isObject(attribute)
      ? [[name, { dataType: text(attribute.DataType), value: text(attribute.StringValue ?? attribute.BinaryValue) }]]
      : [],
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
