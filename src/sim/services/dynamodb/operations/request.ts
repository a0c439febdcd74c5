/** Members of a request, read with the words that DynamoDB has for those that are wrong. */
import type { JsonValue } from '../../../steps.ts';
import { invalid } from '../failure.ts';
import { cannotBeConverted, isList, isObject, type JsonObject, serialization } from '../values.ts';

/** Parameters from before there were expressions; the playground takes expressions only. */
const LEGACY: Readonly<Record<string, string>> = {
  AttributesToGet: 'ProjectionExpression',
  AttributeUpdates: 'UpdateExpression',
  ConditionalOperator: 'AND and OR in an expression',
  Expected: 'ConditionExpression',
  KeyConditions: 'KeyConditionExpression',
  QueryFilter: 'FilterExpression',
  ScanFilter: 'FilterExpression',
};

const RETURN_VALUES = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];
const CAPACITY = ['INDEXES', 'TOTAL', 'NONE'];
const ON_FAILURE = ['ALL_OLD', 'NONE'];
const SELECT = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'];

/** What a member must be; several faults are told together, so they are collected first. */
export class Request {
  private readonly json: JsonObject;
  private readonly faults: string[] = [];
  /** Where the request stands in a larger one, such as `transactItems.1.member.put.`. */
  private readonly place: string;

  constructor(json: JsonValue | undefined, place = '') {
    if (!isObject(json)) throw serialization('Unexpected field type');
    this.json = json;
    this.place = place;
    const legacy = Object.keys(LEGACY).find((name) => this.has(name));
    if (legacy)
      throw invalid(`The playground does not take the legacy parameter ${legacy}; use ${LEGACY[legacy]} instead.`);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Members that are null count as left out. */
  get(name: string): JsonValue | undefined {
    return Object.hasOwn(this.json, name) ? (this.json[name] ?? undefined) : undefined;
  }

  text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw serialization(cannotBeConverted(value, 'String'));
  }

  flag(name: string): boolean | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw serialization(cannotBeConverted(value, 'Boolean'));
  }

  /** A whole number that is not below `least`. */
  integer(name: string, least: number, most = Number.POSITIVE_INFINITY): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw serialization(cannotBeConverted(value, 'Integer'));
    const whole = Math.floor(value);
    if (whole < least) this.fault(name, whole, `Member must have value greater than or equal to ${least}`);
    if (whole > most) this.fault(name, whole, `Member must have value less than or equal to ${most}`);
    return whole;
  }

  list(name: string): readonly JsonValue[] | undefined {
    const value = this.get(name);
    if (value === undefined || isList(value)) return value;
    throw serialization(
      isObject(value) ? 'Start of structure or map found where not expected' : 'Unexpected field type',
    );
  }

  map(name: string): JsonObject | undefined {
    const value = this.get(name);
    if (value === undefined || isObject(value)) return value;
    throw serialization('Unexpected field type');
  }

  choice(name: string, allowed: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !allowed.includes(value))
      this.fault(name, value, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
    return value;
  }

  returnValues(): string {
    return this.choice('ReturnValues', RETURN_VALUES) ?? 'NONE';
  }

  capacity(): string {
    return this.choice('ReturnConsumedCapacity', CAPACITY) ?? 'NONE';
  }

  onConditionFailure(): string {
    return this.choice('ReturnValuesOnConditionCheckFailure', ON_FAILURE) ?? 'NONE';
  }

  select(): string | undefined {
    return this.choice('Select', SELECT);
  }

  /** A member that must be there; what stands in for it is never used, as `check` throws. */
  required(name: string): JsonValue {
    const value = this.get(name);
    if (value === undefined) this.fault(name, null, 'Member must not be null');
    return value ?? {};
  }

  fault(name: string, value: JsonValue, constraint: string): void {
    const shown = value === null ? 'null' : `'${typeof value === 'object' ? JSON.stringify(value) : value}'`;
    const at = `${this.place}${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    this.faults.push(`Value ${shown} at '${at}' failed to satisfy constraint: ${constraint}`);
  }

  /** Throws a ValidationException that lists the faults found so far. */
  check(): void {
    const { length } = this.faults;
    if (length === 0) return;
    throw invalid(`${length} validation error${length > 1 ? 's' : ''} detected: ${this.faults.join('; ')}`);
  }
}
