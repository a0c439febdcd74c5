/** ExpressionAttributeNames and ExpressionAttributeValues of a request, and which of them its expressions use. */

import type { JsonValue } from '../../../steps.ts';
import { DynamoDbFailure, invalid } from '../failure.ts';
import { type AttributeValue, isObject, type JsonObject, parseValue, serialization } from '../values.ts';
import type { Reader } from './tokens.ts';

export class Placeholders {
  private readonly names: ReadonlyMap<string, string>;
  private readonly values: ReadonlyMap<string, AttributeValue>;
  private readonly used = new Set<string>();

  /** Throws a ValidationException for names and values that are wrong in themselves. */
  constructor(names: JsonValue | undefined, values: JsonValue | undefined) {
    this.names = new Map(entries('ExpressionAttributeNames', '#', names).map(([key, name]) => [key, nameOf(name)]));
    this.values = new Map(
      entries('ExpressionAttributeValues', ':', values).map(([key, value]) => [key, parseNamed(key, value)]),
    );
  }

  name(reader: Reader, placeholder: string): string {
    const name = this.names.get(placeholder);
    if (name === undefined)
      throw reader.error(
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    this.used.add(placeholder);
    return name;
  }

  value(reader: Reader, placeholder: string): AttributeValue {
    const value = this.values.get(placeholder);
    if (value === undefined)
      throw reader.error(
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    this.used.add(placeholder);
    return value;
  }

  /** After all expressions are read: what was given must have been used. */
  checkAllUsed(): void {
    for (const [parameter, given] of [
      ['ExpressionAttributeNames', this.names],
      ['ExpressionAttributeValues', this.values],
    ] as const) {
      const unused = [...given.keys()].filter((key) => !this.used.has(key));
      if (unused.length > 0)
        throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
    }
  }
}

function entries(parameter: string, sign: string, json: JsonValue | undefined): readonly [string, JsonValue][] {
  if (json === undefined || json === null) return [];
  if (!isObject(json)) throw serialization('Unexpected field type');
  const all = Object.entries<JsonValue>(json satisfies JsonObject);
  if (all.length === 0) throw invalid(`${parameter} must not be empty`);
  for (const [key] of all) {
    if (!new RegExp(`^${sign}[0-9a-zA-Z_]+$`).test(key))
      throw invalid(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
  }
  return all;
}

function nameOf(json: JsonValue): string {
  if (typeof json !== 'string') throw serialization('Unexpected field type');
  return json;
}

function parseNamed(key: string, json: JsonValue): AttributeValue {
  try {
    return parseValue(json);
  } catch (error) {
    if (!(error instanceof DynamoDbFailure) || error.code !== 'ValidationException') throw error;
    throw invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
  }
}
