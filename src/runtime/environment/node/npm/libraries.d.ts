/** The parts that are used of libraries without types. */
declare module 'path-browserify' {
  interface Parsed {
    readonly root: string;
    readonly dir: string;
    readonly base: string;
    readonly ext: string;
    readonly name: string;
  }
  const path: {
    relative(from: string, to: string): string;
    normalize(path: string): string;
    join(...parts: string[]): string;
    dirname(path: string): string;
    basename(path: string, suffix?: string): string;
    extname(path: string): string;
    parse(path: string): Parsed;
  };
  export default path;
}

declare module 'url/' {
  export class Url {}
  export function parse(text: string, parsesQuery?: boolean, slashes?: boolean): Url;
  export function format(value: object): string;
  export function resolve(from: string, to: string): string;
  export function resolveObject(from: string, to: string): Url;
}
