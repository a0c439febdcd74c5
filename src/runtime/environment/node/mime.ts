/** MIMEType and MIMEParams of `node:util`. */
import { nodeError } from '../nodeError.ts';

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

function invalid(part: string, text: string, at: number): TypeError {
  const place = at === -1 ? '' : ` at ${at}`;
  return nodeError(
    new TypeError(`The MIME syntax for a ${part} in ${JSON.stringify(text)} is invalid${place}`),
    'ERR_INVALID_MIME_SYNTAX',
  );
}

export class MIMEParams {
  readonly #data = new Map<string, string>();
  get(name: string): string | null {
    return this.#data.get(`${name}`) ?? null;
  }
  has(name: string): boolean {
    return this.#data.has(`${name}`);
  }
  set(name: string, value: string): void {
    if (!TOKEN.test(name)) throw invalid('parameter name', name, name.search(/[^\w!#$%&'*+.^`|~-]/));
    this.#data.set(`${name}`, `${value}`);
  }
  delete(name: string): void {
    this.#data.delete(`${name}`);
  }
  *entries(): Generator<[string, string]> {
    yield* this.#data;
  }
  *keys(): Generator<string> {
    yield* this.#data.keys();
  }
  *values(): Generator<string> {
    yield* this.#data.values();
  }
  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    const shown = (value: string) => (TOKEN.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`);
    return [...this.#data].map(([name, value]) => `${name}=${shown(value)}`).join(';');
  }
  toJSON(): string {
    return this.toString();
  }
}

export class MIMEType {
  #type: string;
  #subtype: string;
  readonly params = new MIMEParams();

  constructor(input: unknown) {
    const text = `${input as string}`.trim();
    const slash = text.indexOf('/');
    const type = text.slice(0, Math.max(0, slash));
    if (!TOKEN.test(type)) throw invalid('type', text, slash < 0 ? -1 : type.search(/[^\w!#$%&'*+.^`|~-]/));
    const [subtype = '', ...rest] = text.slice(slash + 1).split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    if (!TOKEN.test(subtype.trim())) throw invalid('subtype', text, slash + 1);
    this.#type = type.toLowerCase();
    this.#subtype = subtype.trim().toLowerCase();
    for (const part of rest) {
      const [name = '', value] = [
        part.slice(0, part.indexOf('=')).trim().toLowerCase(),
        part.slice(part.indexOf('=') + 1),
      ];
      if (part.includes('=') && TOKEN.test(name) && !this.params.has(name))
        this.params.set(
          name,
          value
            .trim()
            .replace(/^"(.*)"?$/s, '$1')
            .replace(/"$/, '')
            .replace(/\\(.)/g, '$1'),
        );
    }
  }
  get type(): string {
    return this.#type;
  }
  set type(value: string) {
    if (!TOKEN.test(value)) throw invalid('type', value, 0);
    this.#type = value.toLowerCase();
  }
  get subtype(): string {
    return this.#subtype;
  }
  set subtype(value: string) {
    if (!TOKEN.test(value)) throw invalid('subtype', value, 0);
    this.#subtype = value.toLowerCase();
  }
  get essence(): string {
    return `${this.#type}/${this.#subtype}`;
  }
  toString(): string {
    const params = this.params.toString();
    return this.essence + (params === '' ? '' : `;${params}`);
  }
  toJSON(): string {
    return this.toString();
  }
}
