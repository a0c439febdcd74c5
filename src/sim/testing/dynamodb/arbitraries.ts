/** Random attribute values in DynamoDB JSON, numbers in their normal form. */
import fc from 'fast-check';
import type { JsonObject } from '../../services/dynamodb/values.ts';
import type { JsonValue } from '../../steps.ts';

const number = fc.oneof(fc.integer().map(String), fc.constantFrom('0.5', '-12.25', '123456789012345678901234567890'));
const text = fc.string({ maxLength: 8 });
const binary = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const setOf = (one: fc.Arbitrary<string>) => fc.uniqueArray(one, { minLength: 1, maxLength: 4 });

export const { attributeValue, map } = fc.letrec<{ attributeValue: JsonObject; map: JsonObject }>((tie) => ({
  attributeValue: fc.oneof(
    { maxDepth: 3 },
    fc.record({ S: text }),
    fc.record({ N: number }),
    fc.record({ B: binary }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant<JsonValue>(true) }),
    fc.record({ SS: setOf(text) }),
    fc.record({ NS: setOf(number) }),
    fc.record({ BS: setOf(binary) }),
    fc.record({ L: fc.array(tie('attributeValue'), { maxLength: 3 }) }),
    fc.record({ M: tie('map') }),
  ),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'name', 'x y'), tie('attributeValue'), { maxKeys: 3 }),
}));

export const item: fc.Arbitrary<JsonObject> = map;
