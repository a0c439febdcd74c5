/** Message attributes of SQS and SNS on their way out: bytes become base64. */
import { toBase64 } from './body.ts';

export function attributesToJson(attributes: unknown): unknown {
  if (typeof attributes !== 'object' || attributes === null) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { BinaryValue, ...rest } = Object(attribute);
      return [name, BinaryValue === undefined ? rest : { ...rest, BinaryValue: toBase64(BinaryValue) }];
    }),
  );
}
