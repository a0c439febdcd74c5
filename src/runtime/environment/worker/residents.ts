/**
 * The environments of one worker: most often one; above the host's limit of workers several of one function take turns
 * in it (D11). Each is an evaluation of the environment's script of its own, so that nothing of the runtime is shared;
 * the realm changes hands between them.
 */

import { stripGlobals } from '../globals/strip.ts';
import type { Agent, AgentHost } from '../main.ts';
import { openRealm, type RealmState } from './realm.ts';
import { keepStatics, type RegExpStatics } from './regExpStatics.ts';

/** Where the environment's script looks for who evaluates it. */
const HOST = Symbol.for('lambdarium');

/** The number of no environment: the one whose turn it was is gone. */
const NOBODY = -1;

interface Resident {
  readonly agent: Agent;
  realm: RealmState;
  statics: RegExpStatics;
}

export interface Residents {
  /** Starts a step of an environment, a new one or one that is here; false when it cannot be run in this worker. */
  begin(environment: number, text: string): boolean;
  /** The environment whose turn it is. */
  current(): Agent;
  drop(environment: number): void;
}

/** `evaluate` runs the environment's script. To be called before any user code. */
export function openResidents(evaluate: () => void, given: Omit<AgentHost, 'take'>): Residents {
  const statics = keepStatics();
  const realm = openRealm(stripGlobals);
  const firstStatics = statics.take();
  const residents: Record<number, Resident> = Object.create(null);
  const { defineProperty } = Reflect;

  /** A new environment in the realm, which is in the state `from`. */
  function created(from: RealmState): Resident {
    realm.put(from, realm.pristine);
    statics.give(firstStatics);
    let made: Agent | undefined;
    const host: AgentHost = {
      ...given,
      take: (agent) => {
        made = agent;
      },
    };
    defineProperty(globalThis, HOST, { value: host, configurable: true });
    evaluate();
    if (!made) throw new Error("The environment's script hands its agent over when it is evaluated.");
    return { agent: made, realm: realm.pristine, statics: firstStatics };
  }

  // Made ahead of its first step, so that a cold start does not wait for it.
  let present = created(realm.stripped);
  let presentNumber: number | undefined;

  /** Takes what the environment whose turn is over has made of the realm. */
  function leave(): boolean {
    const state = realm.capture(present.realm);
    if (!state) return false;
    present.realm = state;
    present.statics = statics.take();
    return true;
  }

  return {
    begin(environment, text) {
      if (presentNumber === undefined) {
        presentNumber = environment;
        residents[environment] = present;
      } else if (presentNumber !== environment) {
        if (!leave()) return false;
        const next = residents[environment];
        if (next) {
          realm.put(present.realm, next.realm);
          statics.give(next.statics);
        }
        present = next ?? created(present.realm);
        presentNumber = environment;
        residents[environment] = present;
      }
      present.agent.begin(text);
      return true;
    },
    current: () => present.agent,
    drop(environment) {
      delete residents[environment];
      // A reset brings the same number back, for a process of its own.
      if (presentNumber === environment) presentNumber = NOBODY;
    },
  };
}
