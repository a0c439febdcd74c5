import { expect, test } from 'vitest';
import { invokeResponse } from './invokeResponse.ts';

test('a synchronous response has StatusCode, Payload and ExecutedVersion, and FunctionError only on an error (INV-3, INV-4)', () => {
  expect(invokeResponse({ payload: '1', functionError: false })).toEqual({
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    Payload: '1',
  });
  expect(invokeResponse({ payload: '{}', functionError: true })).toMatchObject({
    StatusCode: 200,
    FunctionError: 'Unhandled',
  });
});
