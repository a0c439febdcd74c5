/**
 * TRIG-6, TRIG-7, TRIG-8: what an HTTP API makes of Lambda's answer. A return value with a `statusCode` says all of it; any other
 * is the JSON body of a 200. A refused request gives 500, a function error or a malformed response 502, and 30 s of waiting 504.
 *
 * @source Amazon API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs",
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, and AWS Lambda Developer
 *   Guide, "Handling Lambda errors with an API Gateway API", https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html,
 *   read 2026-11.
 * @simplified A body in base64 is shown as it is, not decoded.
 */
export const API_TIMEOUT_US = 30_000_000;

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rule: 'TRIG-6' | 'TRIG-7' | 'TRIG-8';
}

const JSON_TYPE = { 'content-type': 'application/json' };

export const API_TIMED_OUT: HttpAnswer = {
  status: 504,
  body: '{"message":"Endpoint request timed out"}',
  headers: JSON_TYPE,
  rule: 'TRIG-8',
};

/** The answer to the HTTP client; `payload` is JSON text. */
export function httpAnswer(lambda: {
  readonly status: number;
  readonly payload: string;
  readonly functionError: boolean;
}): HttpAnswer {
  if (lambda.status !== 200) return failed(lambda.status === 429 ? 500 : 502);
  if (lambda.functionError) return failed(502);
  let value: unknown;
  try {
    value = JSON.parse(lambda.payload);
  } catch {
    return failed(502);
  }
  if (value === null || typeof value !== 'object' || !('statusCode' in value)) {
    return { status: 200, body: lambda.payload, headers: JSON_TYPE, rule: 'TRIG-6' };
  }
  const status = Number(value.statusCode);
  const body = 'body' in value ? (value.body ?? '') : '';
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return failed(502);
  return { status, body, headers: headersOf(value), rule: 'TRIG-6' };
}

function failed(status: 500 | 502): HttpAnswer {
  return { status, body: '{"message":"Internal server error"}', headers: JSON_TYPE, rule: 'TRIG-7' };
}

/** Header names in lower case; without a content type a body is plain text. */
function headersOf(value: object): Record<string, string> {
  const given = 'headers' in value && value.headers !== null && typeof value.headers === 'object' ? value.headers : {};
  const headers = Object.entries(given).map(([name, v]) => [name.toLowerCase(), String(v)] as const);
  return { 'content-type': 'text/plain;charset=UTF-8', ...Object.fromEntries(headers) };
}
