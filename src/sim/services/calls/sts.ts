/**
 * Security Token Service as handlers call it: who am I.
 *
 * @source AWS Security Token Service API Reference, "GetCallerIdentity",
 *   https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html, read 2026-11.
 */
import { ACCOUNT_ID } from '../aws.ts';
import { succeeded } from './answer.ts';
import type { ServiceCalls } from './service.ts';

export const stsCalls: ServiceCalls = {
  commands: {
    // Each function has a role of its own, named after it; the session is named after the function.
    GetCallerIdentity: (_, { environment }) => {
      const { name } = environment.fn.settings;
      return succeeded({
        UserId: `AROAEXAMPLEROLEID1234:${name}`,
        Account: ACCOUNT_ID,
        Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${name}-role/${name}`,
      });
    },
  },
};
