/** `node:querystring`. */

const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

export const querystring = {
  escape: (value: unknown) => encodeURIComponent(String(value)),
  unescape: decoded,
  parse(text: string, separator = '&', equals = '='): Record<string, string | string[]> {
    const result: Record<string, string | string[]> = Object.create(null);
    for (const pair of `${text}`.split(separator)) {
      if (pair === '') continue;
      const at = pair.indexOf(equals);
      const key = decoded(at < 0 ? pair : pair.slice(0, at));
      const value = at < 0 ? '' : decoded(pair.slice(at + equals.length));
      const known = result[key];
      result[key] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
    }
    return result;
  },
  stringify(data: Record<string, unknown>, separator = '&', equals = '='): string {
    const text = (value: unknown) =>
      ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? encodeURIComponent(String(value)) : '';
    return Object.entries(data ?? {})
      .flatMap(([key, value]) =>
        (Array.isArray(value) ? value : [value]).map((one) => `${encodeURIComponent(key)}${equals}${text(one)}`),
      )
      .join(separator);
  },
  decode: (text: string) => querystring.parse(text),
  encode: (data: Record<string, unknown>) => querystring.stringify(data),
};
