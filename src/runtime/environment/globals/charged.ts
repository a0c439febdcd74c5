/** Natives whose cost grows with their input, charged by size; they behave as before. */
import { bindReaction } from '../asyncContext.ts';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { allocate } from '../memory.ts';
import { apply, defineProperty } from '../primordials.ts';

/** Values take more room than their text. */
const BYTES_PER_JSON_CHARACTER = 4;
const PIECE = 4096;

export function installCharges(): void {
  const { parse, stringify } = JSON;
  replace(JSON, 'parse', {
    parse(text: unknown, reviver?: unknown) {
      const source = `${text as string}`;
      charge(source.length * CHARGES.jsonCharacter);
      if (source.length > PIECE) allocate(source.length * BYTES_PER_JSON_CHARACTER);
      try {
        return apply(parse, JSON, [source, reviver] as never);
      } catch (error) {
        if (error instanceof SyntaxError) error.message = withPlace(error.message, source);
        throw error;
      }
    },
  });
  replace(JSON, 'stringify', {
    stringify(value: unknown, replacer?: unknown, space?: unknown) {
      const text: string | undefined = apply(stringify, JSON, [value, replacer, space] as never);
      charge((text?.length ?? 0) * CHARGES.jsonCharacter);
      if (text && text.length > PIECE) allocate(text.length);
      return text;
    },
  });
  const { then } = Promise.prototype;
  replace(Promise.prototype, 'then', {
    // biome-ignore lint/suspicious/noThenProperty: this is the one of Promise itself.
    then(this: Promise<unknown>, onFulfilled?: unknown, onRejected?: unknown) {
      charge(CHARGES.reaction);
      return apply(then, this, [bindReaction(onFulfilled), bindReaction(onRejected)] as never);
    },
  });
}

/** Newer V8 adds line and column to the position; a host with an older one gets them too. */
function withPlace(message: string, text: string): string {
  const position = / at position (\d+)$/.exec(message)?.[1];
  if (position === undefined) return message;
  const before = text.slice(0, Number(position)).split('\n');
  return `${message} (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`;
}

function replace(target: object, name: string, holder: Record<string, unknown>): void {
  defineProperty(target, name, { value: holder[name], writable: true, configurable: true, enumerable: false });
}
