/**
 * What Lambda itself writes: the platform's log lines (LOG-3 to LOG-8) and its payloads and bodies for what a handler
 * cannot answer (INV-8, INV-9, INV-12, INV-14). Lines end in a newline, as in the recorded log events.
 *
 * @source Recorded log events in localstack/localstack, tests/aws/services/lambda_, 2025-11, and AWS Lambda Developer
 *   Guide, "Lambda execution environment lifecycle",
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, read 2026-11.
 */
import type { Runtime } from '../../scenario/schema.ts';
import type { ThrottleReason } from '../trace/records.ts';

/**
 * A version of each managed runtime.
 * @assumed They change every few weeks; these were seen in public logs of 2025 and 2026.
 */
const RUNTIME_VERSIONS: Readonly<Record<Runtime, { readonly version: string; readonly hash: string }>> = {
  'nodejs24.x': { version: '24.v44', hash: '2cf0593e2cb85066242ca1115e05374aa5b1533615fb45cb3dd23bc8066ca239' },
  'nodejs22.x': { version: '22.v78', hash: 'ab6b11703de54c7e23d588024a17ddfc191cdfd59fda97876f938c3c51e3eaa5' },
  'nodejs20.x': { version: '20.v65', hash: '3cc38a00649d3324b5761bccca5fb52a862c8db1c1b85f796b7692836ee6baef' },
};

/** What became of an init or an invocation, where the platform notes it (LOG-6, LOG-8). */
export type ReportStatus =
  | { readonly status: 'timeout' }
  /** `errorType` is such as `Runtime.ExitError`, `Runtime.OutOfMemory` or `Runtime.UserCodeSyntaxError`. */
  | { readonly status: 'error'; readonly errorType: string };

/** The line that opens the log stream of a new environment (LOG-3). */
export function initStartLine(runtime: Runtime, region = 'us-east-1'): string {
  const { version, hash } = RUNTIME_VERSIONS[runtime];
  return `INIT_START Runtime Version: nodejs:${version}\tRuntime Version ARN: arn:aws:lambda:${region}::runtime:${hash}\n`;
}

/** The line of an init that failed or ran out of time; written for on-demand environments only then (LOG-8, ENV-6). */
export function initReportLine(
  report: { readonly initUs: number; readonly phase: 'init' | 'invoke' } & ReportStatus,
): string {
  return `INIT_REPORT Init Duration: ${ms(report.initUs)}\tPhase: ${report.phase}\t${statusFields(report)}\n`;
}

/** The line before the first output of an invocation (LOG-4). */
export function startLine(requestId: string, version = '$LATEST'): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

/** The line after the last output of an invocation (LOG-4). */
export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}\n`;
}

export interface Report {
  readonly requestId: string;
  readonly durationUs: number;
  readonly billedMs: number;
  readonly memoryMb: number;
  readonly maxMemoryMb: number;
  /** Only on the first invocation after a real INIT. */
  readonly initUs?: number;
  /** Only for a timeout or a crash: a handler's own error adds none (LOG-6). */
  readonly outcome?: ReportStatus;
}

/** The line that closes an invocation (LOG-5, LOG-6). */
export function reportLine(report: Report): string {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${ms(report.durationUs)}`,
    `Billed Duration: ${report.billedMs} ms`,
    `Memory Size: ${report.memoryMb} MB`,
    `Max Memory Used: ${report.maxMemoryMb} MB`,
  ];
  if (report.initUs !== undefined) fields.push(`Init Duration: ${ms(report.initUs)}`);
  // Each of these fields has a tab after it, even the last one; the status has none.
  return `${fields.join('\t')}\t${report.outcome ? statusFields(report.outcome) : ''}\n`;
}

function statusFields(outcome: ReportStatus): string {
  return outcome.status === 'timeout' ? 'Status: timeout' : `Status: error\tError Type: ${outcome.errorType}`;
}

function ms(us: number): string {
  return `${(us / 1000).toFixed(2)} ms`;
}

/** What the caller gets in place of an answer. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** A timeout: the configured seconds with two decimals (INV-8). */
export function timeoutPayload(requestId: string, timeoutS: number): ErrorPayload {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutS.toFixed(2)} seconds`,
  };
}

/** The handler answered with more than Lambda passes on (INV-12). */
export function responseTooLargePayload(bytesMax: number): ErrorPayload {
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${bytesMax} bytes).`,
  };
}

/** The runtime process is gone: by `process.exit(code)` or a crash, or killed for want of memory (INV-9). */
export function exitPayload(requestId: string, exit: number | 'killed'): ErrorPayload {
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${exitReason(exit)}` };
}

function exitReason(exit: number | 'killed'): string {
  if (exit === 'killed') return 'Runtime exited with error: signal: killed';
  return exit === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${exit}`;
}

/**
 * Body of the 429 answer to a refused request (INV-14).
 * @assumed How long the caller is told to wait is not documented; the recorded answers leave the field out, and so do we.
 */
export function throttleBody(reason: ThrottleReason): {
  readonly Type: 'User';
  readonly message: 'Rate Exceeded.';
  readonly Reason: ThrottleReason;
} {
  return { Type: 'User', message: 'Rate Exceeded.', Reason: reason };
}
