/** Parsing of addresses by the host's own URL, which is never handed to user code: only text comes and goes. */
import { apply, construct, getOwnPropertyDescriptor } from '../primordials.ts';

const PARTS = 'href origin protocol username password host hostname port pathname search hash'.split(
  ' ',
) as (keyof UrlParts)[];

export interface UrlParts {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

export interface UrlRequest {
  readonly href: string;
  readonly base?: string | undefined;
  /** A part to set after parsing. */
  readonly set?: readonly [part: string, value: string];
}

/** The parts of an address; `undefined` when it is none. */
export type UrlParser = (request: UrlRequest) => UrlParts | undefined;

let parser: UrlParser = () => undefined;

export function setUrlParser(parse: UrlParser): void {
  parser = parse;
}

export const parseUrl: UrlParser = (request) => parser(request);

/** A parser over a class that the host has. */
export function nativeUrlParser(Native: typeof URL): UrlParser {
  const { prototype } = Native;
  const getters: Record<string, unknown> = Object.create(null);
  const setters: Record<string, unknown> = Object.create(null);
  for (const part of PARTS) {
    getters[part] = getOwnPropertyDescriptor(prototype, part)?.get;
    setters[part] = getOwnPropertyDescriptor(prototype, part)?.set;
  }
  return ({ href, base, set }) => {
    let url: object;
    try {
      url = construct(Native, base === undefined ? [href] : [href, base]);
    } catch {
      return undefined;
    }
    try {
      // Getters and setters of the class above.
      if (set) apply(setters[set[0]] as (value: string) => void, url, [set[1]]);
    } catch {
      return undefined;
    }
    const parts: Record<string, string> = Object.create(null);
    for (const part of PARTS) parts[part] = apply(getters[part] as () => string, url, []);
    return parts as unknown as UrlParts;
  };
}
