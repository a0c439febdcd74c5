/** Stack traces that show user code only, in the form of V8 whatever the engine. */
import { uncharged } from './counter.ts';
import { shownCode } from './nodeError.ts';
import { apply, defineProperty, getOwnPropertyDescriptor } from './primordials.ts';
import { mended } from './wording.ts';

/** Where the files of a function and of its layers lie. */
const USER_FILE = /^file:\/\/\/(?:var\/task|opt)\//;
/** What a trace without any frame of user code ends with. */
const RUNTIME_FRAME = '\n    at file:///var/runtime/index.mjs';
const errorToString = Error.prototype.toString;
/** Files whose frames Node.js shows as paths and not as addresses: those of CommonJS modules. */
const commonJsFiles: Record<string, true> = Object.create(null);

export function noteCommonJsFile(path: string): void {
  commonJsFiles[path] = true;
}

interface Frame {
  /** The address that the compiler wrote at the end of each script. */
  getScriptNameOrSourceURL(): string | null | undefined;
  toString(): string;
}

/** Leaves the frames of the playground out of every `stack`. */
export function installStackFilter(): void {
  const native = getOwnPropertyDescriptor(Error.prototype, 'stack');
  // An engine that gives the stack from the prototype lets no program format it.
  if (native?.get) installStackGetter(native.get);
  // Node.js has it, so it is there even where nothing calls it.
  defineHidden(Error, 'prepareStackTrace', (error: unknown, frames: readonly Frame[]) =>
    uncharged(() => prepareStackTrace(error, frames)),
  );
}

function prepareStackTrace(error: unknown, frames: readonly Frame[]): string {
  let text = headline(error);
  let shown = 0;
  // Built-ins such as Array.map have no file; they count only between frames of user code.
  let natives = '';
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i];
    const file = frame?.getScriptNameOrSourceURL();
    if (!frame) continue;
    if (!file) {
      natives += `\n    at ${frameText(frame)}`;
      continue;
    }
    if (!USER_FILE.test(file)) {
      natives = '';
      continue;
    }
    text += `${natives}\n    at ${frameText(frame)}`;
    natives = '';
    shown += 1;
  }
  return shown > 0 || frames.length === 0 ? text : text + RUNTIME_FRAME;
}

/** The first line of a stack. */
export function headline(error: unknown): string {
  try {
    // Like Node.js, which words the first line when the stack is first read.
    const text: string = apply(errorToString, error as object, []);
    const code = shownCode(error);
    return code ? text.replace(/^\w+/, (name) => `${name} [${code}]`) : text;
  } catch {
    return '<error>';
  }
}

/** A frame without its column: compiled lines are where they were, columns are not. */
function frameText(frame: Frame): string {
  return frame
    .toString()
    .replace(/file:\/\/(\/(?:var\/task|opt)\/[^\s():]+):(\d+):\d+/, (_all, path: string, line: string) =>
      place(path, line),
    );
}

function place(path: string, line: string): string {
  return `${commonJsFiles[decodeURIComponent(path)] ? '' : 'file://'}${path}:${line}`;
}

/** Firefox: `stack` is an accessor of `Error.prototype`, gives one `function@file:line:column` a line, and no first line. */
function installStackGetter(native: () => unknown): void {
  const texts = new WeakMap<object, string>();
  defineProperty(Error.prototype, 'stack', {
    get(this: object): unknown {
      const known = texts.get(this);
      if (known !== undefined) return known;
      const frames: unknown = apply(native, this, []);
      if (typeof frames !== 'string') return undefined;
      mended(this);
      const text = uncharged(() => headline(this) + v8Frames(frames));
      texts.set(this, text);
      return text;
    },
    set(this: object, value: unknown) {
      defineHidden(this, 'stack', value);
    },
    configurable: true,
    enumerable: false,
  });
  installCapture();
}

/** Gives an object a stack of its own, as V8 does. */
function installCapture(): void {
  const native: unknown = Reflect.get(Error, 'captureStackTrace');
  if (typeof native !== 'function') return;
  const captureStackTrace = (target: object, above?: unknown): void => {
    apply(native, Error, [target, above ?? captureStackTrace]);
    const frames = getOwnPropertyDescriptor(target, 'stack')?.value;
    if (typeof frames !== 'string') return;
    defineHidden(
      target,
      'stack',
      uncharged(() => headline(target) + v8Frames(frames)),
    );
  };
  defineHidden(Error, 'captureStackTrace', captureStackTrace);
}

function defineHidden(target: object, name: string, value: unknown): void {
  defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/** The frames of user code in a stack of Firefox, written as V8 writes them. */
function v8Frames(stack: string): string {
  if (stack === '') return '';
  let text = '';
  for (const line of stack.split('\n')) {
    const [, name = '', path = '', number = ''] =
      /^(.*)@file:\/\/(\/(?:var\/task|opt)\/[^\s():]+):(\d+):\d+$/.exec(line) ?? [];
    if (path === '') continue;
    const shown = v8Name(name);
    text += `\n    at ${shown === '' ? place(path, number) : `${shown} (${place(path, number)})`}`;
  }
  return text === '' ? RUNTIME_FRAME : text;
}

/** `outer/inner` is a function in a function, `name<` one that got its name from where it is assigned. */
function v8Name(name: string): string {
  const isAsync = name.startsWith('async*');
  const inner =
    name
      .slice(isAsync ? 'async*'.length : 0)
      .split('/')
      .at(-1) ?? '';
  const shown = inner.replaceAll('<', '');
  return shown === '' ? '' : `${isAsync ? 'async ' : ''}${shown}`;
}

/** Lines of a stack, in a text or in the JSON of one. */
const FRAMES = /(?:\n|\\n|,")\s+at (?:[^\n"\\]|\\[^n"])*"?/g;

/**
 * The length of a text without the stacks in it, for what is charged by length: engines show different frames, and time
 * must not depend on them.
 */
export function countedLength(text: string): number {
  return uncharged(() => (text.includes('  at ') ? text.replace(FRAMES, '').length : text.length));
}

/** File and line of the innermost user frame of the present call. */
export function callerPosition(): { file: string; line: number } | undefined {
  return uncharged(positionInStack);
}

function positionInStack(): { file: string; line: number } | undefined {
  const { stack } = new Error();
  if (typeof stack !== 'string') return undefined;
  const match = /\/var\/task\/([^\s():]+):(\d+)/.exec(stack);
  return match?.[1] ? { file: decodeURIComponent(match[1]), line: Number(match[2]) } : undefined;
}
