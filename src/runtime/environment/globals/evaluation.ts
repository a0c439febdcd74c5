/**
 * Code from text is refused: the compiler and the cost counter would never see it, and an `import()` in it would be the
 * browser's own. The frame's policy refuses it too; this does so without the help of a host, and in the same words everywhere.
 *
 * @simplified On Lambda `new Function` works.
 */
import { defineProperty, getPrototypeOf } from '../primordials.ts';
import { defineGlobal } from './strip.ts';

/** Replaces the four constructors that make functions from text; `instanceof` goes on working. */
export function refuseCodeFromText(): void {
  const refusing = refusingConstructor('Function', Function.prototype);
  defineGlobal('Function', refusing);
  const samples = {
    AsyncFunction: async () => {},
    GeneratorFunction: function* () {},
    AsyncGeneratorFunction: async function* () {},
  };
  for (const [name, sample] of Object.entries(samples)) {
    Object.setPrototypeOf(refusingConstructor(name, getPrototypeOf(sample) ?? Function.prototype), refusing);
  }
}

function refusingConstructor(name: string, prototype: object): object {
  // biome-ignore lint/complexity/useArrowFunction: one that a class can extend.
  const refusing = function () {
    throw new EvalError('Code generation from strings disallowed for this context');
  };
  defineProperty(refusing, 'name', { value: name, configurable: true });
  defineProperty(refusing, 'length', { value: 1, configurable: true });
  defineProperty(refusing, 'prototype', { value: prototype, writable: false });
  defineProperty(prototype, 'constructor', { value: refusing, writable: true, configurable: true });
  return refusing;
}
