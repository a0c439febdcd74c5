/** Natives whose cost grows with their input, charged by size; they behave as before. */
import { bindReaction } from '../asyncContext.ts';
import { BURDENS, CHARGES } from '../charges.ts';
import { burden, charge } from '../counter.ts';
import { jsonTicks } from '../jsonCost.ts';
import { allocate } from '../memory.ts';
import { apply, defineProperty } from '../primordials.ts';
import { mended, mendingReaction } from '../wording.ts';
import { circleMessage } from './jsonCircle.ts';
import { jsonErrorMessage } from './jsonError.ts';

/** Newer engines pass a reviver the source text as well; it is left away everywhere (see `surface/names.ts`). */
function ofTwo(reviver: object) {
  return function (this: unknown, key: string, value: unknown): unknown {
    return apply(reviver as () => unknown, this, [key, value] as never);
  };
}

/** Values take more room than their text. */
const BYTES_PER_JSON_CHARACTER = 4;
const PIECE = 4096;

export function installCharges(): void {
  const { parse, stringify } = JSON;
  replace(JSON, 'parse', {
    parse(text: unknown, reviver?: unknown) {
      const source = `${text as string}`;
      charge(CHARGES.json + jsonTicks(source));
      if (source.length > PIECE) allocate(source.length * BYTES_PER_JSON_CHARACTER);
      try {
        return apply(parse, JSON, [source, typeof reviver === 'function' ? ofTwo(reviver) : reviver] as never);
      } catch (error) {
        // A reviver may throw one too.
        const message = error instanceof SyntaxError ? jsonErrorMessage(source) : undefined;
        throw message === undefined ? error : Object.assign(mended(error) as SyntaxError, { message });
      }
    },
  });
  replace(JSON, 'stringify', {
    stringify(value: unknown, replacer?: unknown, space?: unknown) {
      const text = stringified(value, replacer, space);
      charge(CHARGES.json + (text === undefined ? 0 : jsonTicks(text)));
      if (text && text.length > PIECE) allocate(text.length);
      return text;
    },
  });
  function stringified(...args: readonly unknown[]): string | undefined {
    try {
      return apply(stringify, JSON, args as never);
    } catch (error) {
      const message = error instanceof TypeError ? circleMessage(args[0]) : undefined;
      throw message === undefined ? error : Object.assign(mended(error) as TypeError, { message });
    }
  }
  const { then } = Promise.prototype;
  replace(Promise.prototype, 'then', {
    // biome-ignore lint/suspicious/noThenProperty: this is the one of Promise itself.
    then(this: Promise<unknown>, onFulfilled?: unknown, onRejected?: unknown) {
      charge(CHARGES.reaction);
      burden(BURDENS.reaction);
      return apply(then, this, [bindReaction(onFulfilled), bindReaction(mendingReaction(onRejected))] as never);
    },
  });
}

function replace(target: object, name: string, holder: Record<string, unknown>): void {
  defineProperty(target, name, { value: holder[name], writable: true, configurable: true, enumerable: false });
}
