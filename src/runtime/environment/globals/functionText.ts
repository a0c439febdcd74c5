/** `Function.prototype.toString` without what the compiler put in, so that a function reads as it was written. */
import { apply, defineProperty, getOwnPropertyDescriptor } from '../primordials.ts';

/** What `src/compile/instrument.ts` inserts, longest first. */
const BUMP = String.raw`\((?:__\$k\.m\+=\d+,)?__\$k\.n\+=\d+\)>__\$k\.max&&__\$k\.trip\(\)`;
const DEEPER = String.raw`\(__\$k\.d\+=\d+\)>__\$k\.dmax&&__\$k\.deep\(\d+\);(?:let __\$a=\d+,__\$c=__\$k\.c;)?`;
const INSERTED: readonly RegExp[] = [
  String.raw`\{${BUMP};${DEEPER}try\{return \(`,
  String.raw`\)\}finally\{__\$k\.d-=(?:\d+|__\$a);\}\}`,
  String.raw`;?${BUMP};${DEEPER}try\{`,
  String.raw`;?${BUMP};let __\$c=__\$k\.c;`,
  String.raw`(?:__\$k\.c=__\$c;)?\}/\*\$\*/`,
  String.raw`[{(]/\*\$\*/`,
  String.raw`\}finally\{__\$k\.d-=(?:\d+|__\$a)\}`,
  String.raw`\(${BUMP},`,
  String.raw`/\*\$\*/\)`,
  `;?${BUMP};`,
  String.raw`__\$k\.n>__\$k\.max&&__\$k\.trip\(\);`,
  String.raw`__\$k\.c=__\$c;`,
  String.raw`,\((?:__\$k\.d-=__\$a,__\$a=0,)?__\$c=__\$k\.c\)\)`,
  String.raw`\((?:__\$k\.d-=__\$a,__\$a=0,)?__\$c=__\$k\.c,`,
  String.raw`__\$k\.[wrsbp]\(`,
  String.raw`,__\$c\)`,
  String.raw`(?:[^\s;{}()=]+=)?__\$k\.e\([^\s;{}()=]*\);`,
].map((source) => new RegExp(source, 'g'));

/** A built-in in Firefox. */
const NATIVE = /^function [^{]*\{\n {4}\[native code\]\n\}$/;

/** Functions that stand in for built-ins and read like them. */
const natives = new WeakSet<object>();
const { add, has } = WeakSet.prototype;

export function markNative(value: unknown): void {
  if (typeof value === 'function') apply(add, natives, [value]);
}

/** Engines lay the text of a built-in out differently; this is how V8 does. */
const nativeText = (name: unknown) => `function ${typeof name === 'string' ? name : ''}() { [native code] }`;

export function installFunctionText(): void {
  const native = Function.prototype.toString;
  const replaced = {
    toString(this: object): string {
      const text: string = apply(native, this, []);
      if (apply(has, natives, [this])) return nativeText(getOwnPropertyDescriptor(this, 'name')?.value);
      if (text.endsWith('\n}') && NATIVE.test(text)) return nativeText(getOwnPropertyDescriptor(this, 'name')?.value);
      if (!text.includes('__$')) return text;
      return INSERTED.reduce((rest, pattern) => rest.replace(pattern, ''), text)
        .replaceAll('/*$p*/,', '**')
        .replace(/=\/\*\$q\*\/.*?\/\*\$r\*\/,/g, '**=')
        .replaceAll('__$dyn', 'import')
        .replaceAll('__$meta', 'import.meta');
    },
  }.toString;
  defineProperty(Function.prototype, 'toString', {
    value: replaced,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
