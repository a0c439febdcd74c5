/** A rate limit that is refilled continuously and saves up to a bound: each thing let through takes a token. */

export interface TokenBucket {
  /** Millionths of a token that were there at `sinceUs`. */
  micro: number;
  sinceUs: number;
}

export interface TokenRate {
  /** The most that is saved up. */
  readonly capacity: number;
  readonly perS: number;
}

/** Full, whatever its capacity will be. */
export function fullBucket(): TokenBucket {
  return { micro: Number.MAX_SAFE_INTEGER, sinceUs: 0 };
}

/** Whether a token is there. One a second is one millionth a µs, so sums of whole numbers stay exact. */
export function hasToken(bucket: TokenBucket, rate: TokenRate, nowUs: number): boolean {
  return microAt(bucket, rate, nowUs) >= 1_000_000;
}

/** Takes a token that is there. */
export function takeToken(bucket: TokenBucket, rate: TokenRate, nowUs: number): void {
  bucket.micro = microAt(bucket, rate, nowUs) - 1_000_000;
  bucket.sinceUs = nowUs;
}

function microAt({ micro, sinceUs }: TokenBucket, { capacity, perS }: TokenRate, nowUs: number): number {
  return Math.min(capacity * 1_000_000, micro + (nowUs - sinceUs) * perS);
}
