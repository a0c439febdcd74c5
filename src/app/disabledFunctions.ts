/** Which functions do not run until their code is changed, because running it had to be stopped. */
import { codeKey, type Disabled, type DisabledReason } from '../engine/disabledCode.ts';
import type { Scenario } from '../scenario/schema.ts';

export type { DisabledReason };

export interface DisabledFunction {
  readonly nodeId: string;
  readonly name: string;
  /** For `enableCode`. */
  readonly code: string;
  readonly reason: DisabledReason;
}

/** The functions of a document whose code is among what is disabled. */
export function disabledFunctions({ nodes }: Scenario, disabled: readonly Disabled[]): readonly DisabledFunction[] {
  if (disabled.length === 0) return [];
  return nodes.flatMap((node) => {
    if (node.type !== 'function' || node.handler.kind !== 'code') return [];
    const code = codeKey(node.handler.files);
    const found = disabled.find((one) => one.key === code);
    return found ? [{ nodeId: node.id, name: node.name, code, reason: found.reason }] : [];
  });
}
