/**
 * CONC-9, CONC-10: a function gets at most 1,000 new environments at once and 100 more a second; a request that would need one above
 * that is refused, although the concurrency has room.
 *
 * @source AWS Lambda Developer Guide, "Understanding Lambda function scaling", section "Concurrency scaling rate",
 *   https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html, read 2026-11.
 */
import type { TokenRate } from '../../kernel/tokenBucket.ts';

/** Environments: 1,000 every 10 s, refilled continuously, not saved up beyond that. Each function has a bucket of its own. */
export const SCALING_RATE: TokenRate = { capacity: 1000, perS: 100 };
