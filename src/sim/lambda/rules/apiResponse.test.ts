import { expect, test } from 'vitest';
import { httpAnswer } from './apiResponse.ts';

const ok = (value: unknown) => httpAnswer({ status: 200, payload: JSON.stringify(value), functionError: false });

test('a return value with a statusCode is the HTTP answer; header names become lower case (TRIG-6)', () => {
  expect(ok({ statusCode: 404, headers: { 'X-A': 1 }, body: 'no' })).toMatchObject({
    status: 404,
    body: 'no',
    headers: { 'x-a': '1' },
  });
  expect(ok({ statusCode: '201' })).toMatchObject({ status: 201, body: '' });
});

test('any other return value is the JSON body of a 200 (TRIG-6)', () => {
  expect(ok({ a: 1 })).toMatchObject({ status: 200, body: '{"a":1}', headers: { 'content-type': 'application/json' } });
  expect(ok(null)).toMatchObject({ status: 200, body: 'null' });
  expect(ok('text')).toMatchObject({ status: 200, body: '"text"' });
});

test('a malformed response and a function error give 502, a refused request 500 (TRIG-7)', () => {
  expect(ok({ statusCode: 'many' }).status).toBe(502);
  expect(ok({ statusCode: 200, body: {} }).status).toBe(502);
  expect(httpAnswer({ status: 200, payload: '{}', functionError: true })).toMatchObject({
    status: 502,
    rule: 'TRIG-7',
  });
  expect(httpAnswer({ status: 429, payload: '{}', functionError: false }).status).toBe(500);
});
