/** The world around Lambda, joined to it: who gets which answer. */
import { asyncAttemptEnded } from '../lambda/asyncQueue.ts';
import type { Surroundings } from '../simulation.ts';
import { answerHttp } from './api.ts';
import { answerCall, beginCall } from './calls.ts';
import { deliverRecord } from './destinations.ts';
import { batchEnded } from './mapping.ts';
import { wiresOf } from './world.ts';

export const surroundings: Surroundings = {
  answered(sim, invocation, answer) {
    if (invocation.origin === 'api') answerHttp(sim, invocation, answer);
    else if (invocation.origin === 'call') answerCall(sim, invocation, answer);
  },
  ended(sim, invocation, result) {
    if (invocation.mode === 'async') asyncAttemptEnded(sim, invocation, result);
    else batchEnded(sim, invocation, result);
  },
  wants(sim, fn, wire) {
    const node = sim.world.nodes[fn.node];
    return node !== undefined && wiresOf(node, wire).length > 0;
  },
  deliver: deliverRecord,
  call: beginCall,
};
