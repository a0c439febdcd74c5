import { describe, expect, it } from 'vitest';
import { servicePackage } from '../../../runtime/environment/sdk/client.ts';
import { libDynamodb } from '../../../runtime/environment/sdk/dynamoDocument.ts';
import { dynamodb } from '../../../runtime/environment/sdk/dynamodb.ts';
import { utilDynamodb } from '../../../runtime/environment/sdk/dynamoMarshalling.ts';
import { dynamodbTypes } from './dynamodbTypes.ts';

/** Names that a module exports by its declarations. */
function declared(module: string): readonly string[] {
  const start = dynamodbTypes.indexOf(`declare module '${module}'`);
  const text = dynamodbTypes.slice(start, dynamodbTypes.indexOf('\n}\n', start));
  return [...text.matchAll(/export (?:class|function) (\w+)|export \{ \w+ as (\w+) \}/g)].map(
    ([, name, alias]) => name ?? alias ?? '',
  );
}

const client = servicePackage(dynamodb());

describe('the declarations of DynamoDB', () => {
  it.each([
    ['@aws-sdk/client-dynamodb', client],
    ['@aws-sdk/lib-dynamodb', libDynamodb(client)],
    ['@aws-sdk/util-dynamodb', utilDynamodb()],
  ])('%s: name only what handlers really get', (module, exports) => {
    const names = declared(module);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !Object.hasOwn(exports, name))).toEqual([]);
  });

  it('know every command', () => {
    const commands = [...Object.keys(client), ...Object.keys(libDynamodb(client))].filter((name) =>
      /.Command$/.test(name),
    );
    const known = [...declared('@aws-sdk/client-dynamodb'), ...declared('@aws-sdk/lib-dynamodb')];
    expect(commands.filter((name) => name !== '$Command' && !known.includes(name))).toEqual([]);
  });
});
