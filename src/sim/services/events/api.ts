/**
 * The event of an HTTP API: Lambda proxy integration, payload format 2.0 (TRIG-5).
 *
 * @source Amazon API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs",
 *   https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, read 2026-11.
 * @simplified One route, `$default`, without an authorizer, path parameters, cookies or stage variables. Header values
 *   about the client are those of a command-line client.
 */
import { ACCOUNT_ID, REGION } from '../aws.ts';
import { utf8 } from '../digest.ts';

export interface ApiRequest {
  readonly method: string;
  /** Path as sent, beginning with a slash. */
  readonly path: string;
  /** What stands after the question mark, as sent; empty for none. */
  readonly query: string;
  readonly body: string;
  /** Ten characters, lower-case letters and digits: the id of the API. */
  readonly apiId: string;
  /** Id of the request at API Gateway, such as `LV7fzho-PHcEJPw=`; it is not Lambda's request id. */
  readonly requestId: string;
  /** `1-` + 8 hex digits of the time + `-` + 24 hex digits. */
  readonly traceId: string;
  readonly epochMs: number;
}

const SOURCE_IP = '203.0.113.24'; // from the range kept for documentation
const USER_AGENT = 'curl/8.7.1';

/** Absent maps and an absent body are left out, as API Gateway does. A GET carries no body. */
export function apiEvent(request: ApiRequest) {
  const domainName = `${request.apiId}.execute-api.${REGION}.amazonaws.com`;
  const body = request.method === 'GET' ? '' : request.body;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query,
    headers: headers(request, domainName, body),
    ...(request.query === '' ? {} : { queryStringParameters: queryParameters(request.query) }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: request.apiId,
      domainName,
      domainPrefix: request.apiId,
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: SOURCE_IP,
        userAgent: USER_AGENT,
      },
      requestId: request.requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(request.epochMs),
      timeEpoch: request.epochMs,
    },
    ...(body === '' ? {} : { body }),
    isBase64Encoded: false,
  };
}

function headers(request: ApiRequest, host: string, body: string): Record<string, string> {
  return {
    accept: '*/*',
    'content-length': String(utf8(body).length),
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    host,
    'user-agent': USER_AGENT,
    'x-amzn-trace-id': `Root=${request.traceId}`,
    'x-forwarded-for': SOURCE_IP,
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
}

/** Names and values decoded; repeated names are joined by commas. */
function queryParameters(query: string): Record<string, string> {
  // A map, for a parameter may be called `__proto__`.
  const values = new Map<string, string>();
  for (const part of query.split('&').filter((p) => p !== '')) {
    const equals = part.indexOf('=');
    const name = decoded(equals < 0 ? part : part.slice(0, equals));
    const value = decoded(equals < 0 ? '' : part.slice(equals + 1));
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // not an encoding: passed on as it is
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `05/Jan/2026:09:00:00 +0000` */
function commonLogTime(epochMs: number): string {
  const date = new Date(epochMs);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}
