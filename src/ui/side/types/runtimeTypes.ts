/** Declarations of what the runtime of Lambda adds to Node.js, and of the web's functions that Node.js has. */
export const runtimeTypes = `
/** What Lambda puts beside the handler. */
declare namespace awslambda {
  interface ResponseStream extends NodeJS.WritableStream {
    /** Of the response, such as text/plain. */
    setContentType(type: string): void;
  }
  /** A handler that writes its response piece by piece. */
  function streamifyResponse<E = any>(
    handler: (event: E, responseStream: ResponseStream, context: Context) => Promise<void>,
  ): (event: E, context: Context) => Promise<void>;
  const HttpResponseStream: {
    /** Puts status and headers before the body. */
    from(stream: ResponseStream, metadata: { statusCode?: number; headers?: Record<string, string>; cookies?: string[] }): ResponseStream;
  };
}

interface Headers extends Iterable<[string, string]> {
  get(name: string): string | null; has(name: string): boolean; set(name: string, value: string): void;
  append(name: string, value: string): void; delete(name: string): void;
}
declare var Headers: { new (init?: Record<string, string> | [string, string][]): Headers };
interface Response {
  readonly ok: boolean; readonly status: number; readonly statusText: string; readonly url: string; readonly headers: Headers;
  json(): Promise<any>; text(): Promise<string>; arrayBuffer(): Promise<ArrayBuffer>;
}
declare var Response: { new (body?: string | Uint8Array | null, init?: { status?: number; headers?: Record<string, string> }): Response };
interface RequestInit { method?: string; headers?: Record<string, string>; body?: string | Uint8Array; signal?: AbortSignal }
/** Reaches the HTTP endpoints of the scenario only. */
declare function fetch(url: string | URL, init?: RequestInit): Promise<Response>;
`;
