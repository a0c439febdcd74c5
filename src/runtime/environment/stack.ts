/** Stack traces that show user code only. */
import { shownCode } from './nodeError.ts';
import { apply, defineProperty } from './primordials.ts';

const TASK_ROOT = 'file:///var/task/';
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

/** Leaves the frames of the playground out of every `stack`, in engines that let a program format it. */
export function installStackFilter(): void {
  const prepareStackTrace = (error: unknown, frames: readonly Frame[]): string => {
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
      if (!file.startsWith(TASK_ROOT)) {
        natives = '';
        continue;
      }
      text += `${natives}\n    at ${frameText(frame)}`;
      natives = '';
      shown += 1;
    }
    return shown > 0 || frames.length === 0 ? text : `${text}\n    at file:///var/runtime/index.mjs`;
  };
  defineProperty(Error, 'prepareStackTrace', {
    value: prepareStackTrace,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function headline(error: unknown): string {
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
  return frame.toString().replace(/file:\/\/\/var\/task\/([^\s():]+):(\d+):\d+/, (_all, path: string, line: string) => {
    return `${commonJsFiles[decodeURIComponent(path)] ? '/var/task/' : TASK_ROOT}${path}:${line}`;
  });
}

/** File and line of the innermost user frame of the present call. */
export function callerPosition(): { file: string; line: number } | undefined {
  const { stack } = new Error();
  if (typeof stack !== 'string') return undefined;
  const match = /\/var\/task\/([^\s():]+):(\d+)/.exec(stack);
  return match?.[1] ? { file: decodeURIComponent(match[1]), line: Number(match[2]) } : undefined;
}
