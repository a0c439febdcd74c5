/** WeakRef and FinalizationRegistry without the garbage collector, whose moments no two runs share. */
import { defineGlobal } from './strip.ts';

class StrongRef<T extends object> {
  readonly #target: T;
  constructor(target: T) {
    this.#target = target;
  }
  deref(): T {
    return this.#target;
  }
  get [Symbol.toStringTag](): string {
    return 'WeakRef';
  }
}

class QuietRegistry {
  register(): void {}
  unregister(): boolean {
    return false;
  }
  get [Symbol.toStringTag](): string {
    return 'FinalizationRegistry';
  }
}

export function installWeak(): void {
  Object.defineProperty(StrongRef, 'name', { value: 'WeakRef' });
  Object.defineProperty(QuietRegistry, 'name', { value: 'FinalizationRegistry' });
  defineGlobal('WeakRef', StrongRef);
  defineGlobal('FinalizationRegistry', QuietRegistry);
}
