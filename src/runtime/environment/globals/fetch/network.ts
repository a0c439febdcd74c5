/** Requests to the HTTP endpoints of the scenario. There is no other network. */
import type { Buffer } from 'buffer/';
import type { Json } from '../../../protocol.ts';
import { LIMITS } from '../../../protocol.ts';
import { CHARGES } from '../../charges.ts';
import { charge } from '../../counter.ts';
import { jsonTicks } from '../../jsonCost.ts';
import { STATUS_CODES } from '../../node/httpConstants.ts';
import { errnoOf } from '../../node/systemErrors.ts';
import { fromWire, toWire } from '../../sdk/body.ts';
import { request } from '../../sdk/requests.ts';

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Sends a request; rejects with the system's error when nothing answers, as a socket would. */
export async function send(message: WireRequest): Promise<WireResponse> {
  const { method, url, headers, body } = message;
  const input = JSON.stringify({ method, url, headers, body: toWire(body) });
  if (input.length > LIMITS.callInputBytes)
    throw new Error(`The playground allows ${LIMITS.callInputBytes} bytes in one HTTP request.`);
  charge(CHARGES.sdkCall + jsonTicks(input));
  const reply = await request('http', 'Request', input);
  if (!reply.ok) throw networkError(reply.error.name, reply.error.message, url);
  const output = record(reply.output);
  const status = Number(output.status);
  return {
    status,
    statusText: String(output.statusText ?? STATUS_CODES[status] ?? ''),
    headers: pairs(output.headers),
    body: fromWire(output.body),
  };
}

function record(value: Json): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}

function pairs(value: Json | undefined): [string, string][] {
  return (Array.isArray(value) ? value : []).map((pair) => [String(pair?.[0]), String(pair?.[1])]);
}

/** What a failed connection gives: name resolution and sockets have their own fields. */
function networkError(code: string, hint: string, url: string): Error {
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  const withHint = (error: Error) =>
    Object.defineProperty(error, 'hint', { value: hint, enumerable: true, configurable: true, writable: true });
  if (code === 'ENOTFOUND') {
    return withHint(
      Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
        errno: -3008,
        code,
        syscall: 'getaddrinfo',
        hostname,
      }),
    );
  }
  if (code === 'ECONNREFUSED') {
    const address = /^[\d.]+$/.test(hostname) ? hostname : /localhost$/.test(hostname) ? '127.0.0.1' : '203.0.113.10';
    return withHint(
      Object.assign(new Error(`connect ECONNREFUSED ${address}:${number}`), {
        errno: errnoOf(code)[0],
        code,
        syscall: 'connect',
        address,
        port: number,
      }),
    );
  }
  if (code === 'ECONNRESET')
    return withHint(Object.assign(new Error('read ECONNRESET'), { errno: errnoOf(code)[0], code, syscall: 'read' }));
  return withHint(Object.assign(new Error(hint), { code }));
}
