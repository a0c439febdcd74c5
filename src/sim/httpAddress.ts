/** Addresses of HTTP requests, read without `URL`, which the kernel does not have. */
export interface Address {
  /** In small letters; empty when it is no address. */
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
}

export function addressOf(url: string): Address {
  const [, scheme = '', host = '', port = '', path = ''] =
    /^(https?):\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?([^#]*)/i.exec(url) ?? [];
  const usual = scheme.toLowerCase() === 'https' ? 443 : 80;
  return { host: host.toLowerCase(), port: Number(port || usual), path: path === '' ? '/' : path };
}
