/**
 * ENV-3: INIT may take 10 s; what passes it is started again inside the first invocation (ENV-4).
 *
 * @source AWS Lambda Developer Guide, "Lambda execution environment lifecycle",
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, read 2026-11.
 */
export const INIT_LIMIT_US = 10_000_000;
