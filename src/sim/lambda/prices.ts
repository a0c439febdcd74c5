/**
 * Prices of Lambda in us-east-1 in US dollars, x86-64 (BILL-1, BILL-3, BILL-4).
 *
 * @source AWS Lambda pricing, https://aws.amazon.com/lambda/pricing/, read 2026-11. Prices differ between Regions and change.
 */
export const PRICES = {
  asOf: '2026-11',
  perRequestUsd: 0.2 / 1_000_000,
  /** By GB-seconds in a month; the rate of the first tier is what a single invocation costs. */
  perGbSecondTiers: [
    { upToGbS: 6e9, usd: 0.0000166667 },
    { upToGbS: 15e9, usd: 0.000015 },
    { upToGbS: Infinity, usd: 0.0000133334 },
  ],
  freeRequestsPerMonth: 1_000_000,
  freeGbSecondsPerMonth: 400_000,
} as const;
