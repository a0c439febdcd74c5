/**
 * The order in which modules run, with cycles and top-level await: Evaluate of Cyclic Module Records, step by step, so that
 * code sees the same order, to the microtask, as in an engine.
 *
 * @source https://tc39.es/ecma262/#sec-moduleevaluation (November 2026)
 */
import { apply, NativePromise, promiseThen } from '../primordials.ts';
import type { EsModule } from './esModule.ts';
import type { ModuleRecord } from './moduleRecord.ts';
import { SyntheticModule } from './syntheticModule.ts';

/** Where a module is in its evaluation. */
export interface Evaluation {
  status: 'linked' | 'evaluating' | 'evaluating-async' | 'evaluated';
  failed: boolean;
  error: unknown;
  dfsIndex: number;
  dfsAncestorIndex: number;
  /** The module of its cycle that was entered first. */
  cycleRoot: EsModule | undefined;
  /** Place among the modules that wait for something; undefined when it never did, `done` when it no longer does. */
  asyncOrder: number | 'done' | undefined;
  pendingAsyncDependencies: number;
  readonly asyncParents: EsModule[];
  /** Settles what `import()` or the runtime waits for, at the module where that began. */
  topLevel: Capability | undefined;
}

interface Capability {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

export function newEvaluation(): Evaluation {
  return {
    status: 'linked',
    failed: false,
    error: undefined,
    dfsIndex: 0,
    dfsAncestorIndex: 0,
    cycleRoot: undefined,
    asyncOrder: undefined,
    pendingAsyncDependencies: 0,
    asyncParents: [],
    topLevel: undefined,
  };
}

let nextAsyncOrder = 1;

/** Runs a linked module and what it depends on; the promise settles when all of it has run. */
export function evaluate(record: ModuleRecord): Promise<void> {
  const capability = newCapability();
  if (record instanceof SyntheticModule) {
    try {
      record.evaluate();
      capability.resolve();
    } catch (error) {
      capability.reject(error);
    }
    return capability.promise;
  }
  return evaluateCyclic(cyclic(record), capability);
}

function cyclic(record: ModuleRecord): EsModule {
  // Every record is of one of two classes; this spares the interface a method for each step.
  return record as EsModule;
}

function evaluateCyclic(module: EsModule, capability: Capability): Promise<void> {
  const { status, cycleRoot } = module.evaluation;
  const root = status === 'evaluating-async' || status === 'evaluated' ? (cycleRoot ?? module) : module;
  if (root.evaluation.topLevel) return root.evaluation.topLevel.promise;
  const stack: EsModule[] = [];
  root.evaluation.topLevel = capability;
  try {
    evaluateInner(root, stack, 0);
    if (root.evaluation.status === 'evaluated') capability.resolve();
  } catch (error) {
    for (const open of stack) {
      open.evaluation.status = 'evaluated';
      open.evaluation.cycleRoot = open;
      fail(open, error);
    }
    capability.reject(error);
  }
  return capability.promise;
}

function evaluateInner(module: EsModule, stack: EsModule[], index: number): number {
  const own = module.evaluation;
  if (own.status === 'evaluating-async' || own.status === 'evaluated') {
    if (own.failed) throw own.error;
    return index;
  }
  if (own.status === 'evaluating') return index;
  own.status = 'evaluating';
  own.dfsIndex = index;
  own.dfsAncestorIndex = index;
  stack.push(module);
  let next = index + 1;
  for (const dependency of module.dependencies) next = evaluateDependency(module, dependency, stack, next);
  if (own.pendingAsyncDependencies > 0 || module.awaits) {
    own.asyncOrder = nextAsyncOrder++;
    if (own.pendingAsyncDependencies === 0) executeAsync(module);
  } else {
    module.execute();
  }
  if (own.dfsAncestorIndex === own.dfsIndex) closeCycle(module, stack);
  return next;
}

function evaluateDependency(module: EsModule, dependency: ModuleRecord, stack: EsModule[], index: number): number {
  if (dependency instanceof SyntheticModule) {
    dependency.evaluate();
    return index;
  }
  const own = module.evaluation;
  let required = cyclic(dependency);
  const next = evaluateInner(required, stack, index);
  if (required.evaluation.status === 'evaluating') {
    own.dfsAncestorIndex = Math.min(own.dfsAncestorIndex, required.evaluation.dfsAncestorIndex);
  } else {
    required = required.evaluation.cycleRoot ?? required;
    if (required.evaluation.failed) throw required.evaluation.error;
  }
  if (typeof required.evaluation.asyncOrder === 'number') {
    own.pendingAsyncDependencies += 1;
    required.evaluation.asyncParents.push(module);
  }
  return next;
}

function closeCycle(root: EsModule, stack: EsModule[]): void {
  for (;;) {
    const member = stack.pop();
    if (!member) return;
    member.evaluation.status = member.evaluation.asyncOrder === undefined ? 'evaluated' : 'evaluating-async';
    member.evaluation.cycleRoot = root;
    if (member === root) return;
  }
}

function executeAsync(module: EsModule): void {
  const { promise, resolve, reject } = newCapability();
  apply(promiseThen, promise, [() => fulfilled(module), (error: unknown) => rejected(module, error)]);
  module.executeAsync(resolve, reject);
}

function fulfilled(module: EsModule): void {
  const own = module.evaluation;
  if (own.status === 'evaluated') return;
  finish(module);
  const available: EsModule[] = [];
  gatherAvailable(module, available);
  available.sort((a, b) => Number(a.evaluation.asyncOrder) - Number(b.evaluation.asyncOrder));
  for (const ancestor of available) {
    if (ancestor.evaluation.status === 'evaluated') continue;
    if (ancestor.awaits) executeAsync(ancestor);
    else runAncestor(ancestor);
  }
}

function runAncestor(module: EsModule): void {
  try {
    module.execute();
  } catch (error) {
    rejected(module, error);
    return;
  }
  finish(module);
}

function finish(module: EsModule): void {
  module.evaluation.asyncOrder = 'done';
  module.evaluation.status = 'evaluated';
  module.evaluation.topLevel?.resolve();
}

function gatherAvailable(module: EsModule, available: EsModule[]): void {
  for (const parent of module.evaluation.asyncParents) {
    if (available.includes(parent) || parent.evaluation.cycleRoot?.evaluation.failed) continue;
    parent.evaluation.pendingAsyncDependencies -= 1;
    if (parent.evaluation.pendingAsyncDependencies > 0) continue;
    available.push(parent);
    if (!parent.awaits) gatherAvailable(parent, available);
  }
}

function rejected(module: EsModule, error: unknown): void {
  if (module.evaluation.status === 'evaluated') return;
  fail(module, error);
  module.evaluation.status = 'evaluated';
  module.evaluation.asyncOrder = 'done';
  for (const parent of module.evaluation.asyncParents) rejected(parent, error);
  module.evaluation.topLevel?.reject(error);
}

function fail(module: EsModule, error: unknown): void {
  module.evaluation.failed = true;
  module.evaluation.error = error;
}

function newCapability(): Capability {
  let resolve = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new NativePromise<void>((settle, refuse) => {
    resolve = () => settle();
    reject = refuse;
  });
  return { promise, resolve, reject };
}
