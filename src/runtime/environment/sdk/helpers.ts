/** Packages beside the clients: uploads, signed addresses, credentials, HTTP handlers and conversions. */
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer/';
import { EventEmitter } from '../node/events.ts';
import { processObject } from '../process.ts';
import { bytesOf } from './body.ts';
import type { Client } from './client.ts';
import type { Fields } from './service.ts';

/** `@aws-sdk/lib-storage`. @simplified An upload is one PutObject: what is larger than its parts does not fit into a call here. */
export function libStorage(s3: Fields): Fields {
  const { PutObjectCommand } = s3;
  class Upload extends EventEmitter {
    readonly #client: Client;
    readonly #params: Fields;
    #isAborted = false;

    constructor({ client, params }: { readonly client: Client; readonly params: Fields }) {
      super();
      this.#client = client;
      this.#params = params;
    }

    async abort(): Promise<void> {
      this.#isAborted = true;
    }

    async done(): Promise<unknown> {
      const { Bucket, Key, Body } = this.#params;
      if (this.#isAborted) throw Object.assign(new Error('Upload aborted.'), { name: 'AbortError' });
      const output = await this.#client.send(Reflect.construct(Object(PutObjectCommand), [this.#params]));
      const total = typeof Body === 'string' || ArrayBuffer.isView(Body) ? bytesOf(Body).length : undefined;
      this.emit('httpUploadProgress', { loaded: total, total, part: 1, Key, Bucket });
      return { ...Object(output), Bucket, Key, Location: objectUrl(String(Bucket), String(Key)) };
    }
  }
  return { Upload };
}

function objectUrl(bucket: string, key: string): string {
  return `https://${bucket}.s3.us-east-1.amazonaws.com/${encodeURIComponent(key).replaceAll('%2F', '/')}`;
}

/** `@aws-sdk/s3-request-presigner`. @simplified The signature is a hash: nothing on the canvas can be asked with the address. */
export function requestPresigner(): Fields {
  return {
    getSignedUrl: async (
      _client: unknown,
      command: { readonly input: Fields },
      { expiresIn = 900 }: { expiresIn?: number } = {},
    ) => {
      if (expiresIn > 604_800)
        throw new Error(
          'Signature version 4 presigned URLs must have an expiration date less than one week in the future',
        );
      const { Bucket, Key } = command.input;
      const time = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
      const name = command.constructor.name.replace(/Command$/, '');
      const query = {
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
        'X-Amz-Credential': `${processObject.env.AWS_ACCESS_KEY_ID ?? ''}/${time.slice(0, 8)}/us-east-1/s3/aws4_request`,
        'X-Amz-Date': time,
        'X-Amz-Expires': String(expiresIn),
        'X-Amz-SignedHeaders': 'host',
        'x-id': name,
      };
      const address = `${objectUrl(String(Bucket), String(Key))}?${Object.entries(query)
        .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
        .join('&')}`;
      return `${address}&X-Amz-Signature=${Buffer.from(sha256(Buffer.from(address))).toString('hex')}`;
    },
  };
}

/** `@aws-sdk/credential-providers`: all give those of the function's role. */
export function credentialProviders(): Fields {
  const { env } = processObject;
  const provider = () => async () => ({
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
  });
  const names = ['fromEnv', 'fromNodeProviderChain', 'fromTemporaryCredentials', 'fromIni', 'fromContainerMetadata'];
  return Object.fromEntries(names.map((name) => [name, provider]));
}

/** `@smithy/node-http-handler`: its settings are taken and change nothing. */
export function nodeHttpHandler(): Fields {
  class NodeHttpHandler {
    readonly metadata = { handlerProtocol: 'http/1.1' };
    constructor(readonly options: object = {}) {}
    static create(options: unknown): unknown {
      return typeof Object(options).handle === 'function' ? options : new NodeHttpHandler(Object(options));
    }
    async handle(): Promise<never> {
      throw new Error('The playground sends requests of the SDK itself; a handler of its own cannot be asked.');
    }
    httpHandlerConfigs(): object {
      return this.options;
    }
    destroy(): void {}
  }
  class NodeHttp2Handler extends NodeHttpHandler {}
  return { NodeHttpHandler, NodeHttp2Handler, DEFAULT_REQUEST_TIMEOUT: 0 };
}

/** `@smithy/util-utf8`, and the names it had before. */
export function utilUtf8(): Fields {
  return {
    fromUtf8: (text: string) => new Uint8Array(Buffer.from(text, 'utf8')),
    toUint8Array: (data: unknown) => new Uint8Array(bytesOf(data)),
    toUtf8: (data: unknown) => (typeof data === 'string' ? data : bytesOf(data).toString('utf8')),
  };
}
