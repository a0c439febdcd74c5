/**
 * `@aws-sdk/lib-dynamodb`: the commands of DynamoDB with JavaScript values in the place of attribute values.
 *
 * @source The published package @aws-sdk/lib-dynamodb 3.1162: its commands, and which members of inputs and outputs it converts.
 */
import { Client, Command } from './client.ts';
import { PAGES } from './dynamodb.ts';
import {
  type MarshallOptions,
  marshall,
  NumberValue,
  type UnmarshallOptions,
  unmarshall,
} from './dynamoMarshalling.ts';
import { named } from './exceptions.ts';
import { paginator } from './pagination.ts';
import type { Fields } from './service.ts';
import { inventing } from './unsupported.ts';

/** Which parts of a value are converted: it itself, each of its members, or what its members (or `*` all of them) say. */
type Shape = 'value' | 'members' | { readonly [member: string]: Shape };

interface DocumentCommand {
  /** `Get` for `GetCommand` and the method `get`. */
  readonly name: string;
  /** The command of the client behind it, such as `GetItem`. */
  readonly operation: string;
  readonly input: Shape;
  readonly output: Shape;
}

const VALUES = { ExpressionAttributeValues: 'members' } as const;
const WITH_KEY = { Key: 'members', ...VALUES } as const;
const CHANGED = { Attributes: 'members' } as const;
const PAGE = { ExclusiveStartKey: 'members', ...VALUES } as const;
const FOUND = { Items: { '*': 'members' }, LastEvaluatedKey: 'members' } as const;
const KEYS = { '*': { Keys: { '*': 'members' } } } as const;
const WRITES = { '*': { '*': { PutRequest: { Item: 'members' }, DeleteRequest: { Key: 'members' } } } } as const;

const COMMANDS: readonly DocumentCommand[] = [
  { name: 'Get', operation: 'GetItem', input: { Key: 'members' }, output: { Item: 'members' } },
  { name: 'Put', operation: 'PutItem', input: { Item: 'members', ...VALUES }, output: CHANGED },
  { name: 'Update', operation: 'UpdateItem', input: WITH_KEY, output: CHANGED },
  { name: 'Delete', operation: 'DeleteItem', input: WITH_KEY, output: CHANGED },
  { name: 'Query', operation: 'Query', input: PAGE, output: FOUND },
  { name: 'Scan', operation: 'Scan', input: PAGE, output: FOUND },
  {
    name: 'BatchGet',
    operation: 'BatchGetItem',
    input: { RequestItems: KEYS },
    output: { Responses: { '*': { '*': 'members' } }, UnprocessedKeys: KEYS },
  },
  {
    name: 'BatchWrite',
    operation: 'BatchWriteItem',
    input: { RequestItems: WRITES },
    output: { UnprocessedItems: WRITES },
  },
  {
    name: 'TransactGet',
    operation: 'TransactGetItems',
    input: { TransactItems: { '*': { Get: { Key: 'members' } } } },
    output: { Responses: { '*': { Item: 'members' } } },
  },
  {
    name: 'TransactWrite',
    operation: 'TransactWriteItems',
    input: {
      TransactItems: {
        '*': { ConditionCheck: WITH_KEY, Put: { Item: 'members', ...VALUES }, Delete: WITH_KEY, Update: WITH_KEY },
      },
    },
    output: {},
  },
];

// ------------------------------------------------------------------------------------------ conversion

/** Leaves what the shape does not name as it is; functions are left out. */
function converted(value: unknown, shape: Shape, convert: (value: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  if (shape === 'value') return convert(value);
  if (typeof value !== 'object' || value === null) return value;
  const shapeOf = (key: string) => (shape === 'members' ? 'value' : (shape['*'] ?? own(shape, key)));
  const parts = Object.entries(value)
    .filter(([, part]) => typeof part !== 'function')
    .map(([key, part]): [string, unknown] => {
      const inner = shapeOf(key);
      return [key, inner === undefined ? part : converted(part, inner, convert)];
    });
  if (Array.isArray(value)) return parts.map(([, part]) => part);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

function own(shape: { readonly [member: string]: Shape }, key: string): Shape | undefined {
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

// ------------------------------------------------------------------------------------------ the package

interface TranslateConfig {
  readonly marshallOptions?: MarshallOptions;
  readonly unmarshallOptions?: UnmarshallOptions;
}

type CommandType = new (input?: Fields) => Command;

/** `client`: the exports of `@aws-sdk/client-dynamodb`, whose commands do the work. */
export function libDynamodb(client: Record<string, unknown>): Record<string, unknown> {
  const types = new Map(COMMANDS.map((command) => [command.name, documentCommand(command)]));

  class DynamoDBDocumentClient extends Client {
    private readonly inner: Client;
    private readonly translateConfig: TranslateConfig;

    constructor(inner: Client, translateConfig: TranslateConfig = {}) {
      super(inner.config);
      Object.assign(this, {
        config: Object.assign(inner.config, { translateConfig }),
        middlewareStack: inner.middlewareStack,
      });
      this.inner = inner;
      this.translateConfig = translateConfig;
    }

    static from(inner: Client, translateConfig?: TranslateConfig): DynamoDBDocumentClient {
      // `DynamoDBDocument.from` makes a DynamoDBDocument.
      return new this(inner, translateConfig);
    }

    /** Commands of the client itself work too, unconverted. */
    protected override async perform(command: unknown, options: object): Promise<unknown> {
      const described = COMMANDS.find(({ name }) => types.get(name) === Object(command).constructor);
      if (!described || !(command instanceof Command)) return this.inner.send(command, options);
      const { marshallOptions, unmarshallOptions } = this.translateConfig;
      const marshalling = { convertTopLevelContainer: true, ...marshallOptions };
      const unmarshalling = { convertWithoutMapWrapper: true, ...unmarshallOptions };
      const input = converted(command.input, described.input, (value) => marshall(value, marshalling));
      const inner = innerCommand(client, described, Object(input), command);
      const output = await this.inner.send(inner, options);
      return converted(output, described.output, (value) => unmarshall(value, unmarshalling));
    }
  }

  class DynamoDBDocument extends DynamoDBDocumentClient {}
  for (const [name, Type] of types) {
    Object.defineProperty(DynamoDBDocument.prototype, name.charAt(0).toLowerCase() + name.slice(1), {
      value(this: DynamoDBDocument, input?: Fields, ...rest: unknown[]) {
        return this.send(new Type(input), ...rest);
      },
      writable: true,
      configurable: true,
    });
  }
  named('DynamoDBDocumentClient', DynamoDBDocumentClient);
  named('DynamoDBDocument', DynamoDBDocument);

  const send = async (given: unknown, name: string, input: Fields): Promise<Fields> => {
    const Type = types.get(name);
    if (!(given instanceof DynamoDBDocumentClient) || !Type)
      throw new Error('Invalid client, expected instance of DynamoDBDocumentClient');
    return Object(await given.send(new Type(input)));
  };
  const exports = {
    DynamoDBDocumentClient,
    DynamoDBDocument,
    NumberValue,
    ...Object.fromEntries([...types].map(([name, Type]) => [`${name}Command`, Type])),
    paginateQuery: paginator({ ...PAGES, operation: 'Query' }, send),
    paginateScan: paginator({ ...PAGES, operation: 'Scan' }, send),
  };
  return inventing(exports, 'lib-dynamodb', [...types.keys()].map((name) => `${name}Command`).join(', '));
}

function documentCommand({ name }: DocumentCommand): CommandType {
  return named(`${name}Command`, class extends Command {});
}

/** The command of the client, with the middleware that was added to the document command. */
function innerCommand(
  client: Record<string, unknown>,
  { operation }: DocumentCommand,
  input: Fields,
  { middlewareStack }: Command,
): Command {
  // The package has a class for each operation; see its description.
  const Type = client[`${operation}Command`] as CommandType;
  return Object.assign(new Type(input), { middlewareStack });
}
