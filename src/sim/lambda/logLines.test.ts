import { describe, expect, it } from 'vitest';
import { describeWithSharedData, recorded } from '../testing/sharedData.ts';
import {
  endLine,
  exitPayload,
  initReportLine,
  initStartLine,
  reportLine,
  startLine,
  throttleBody,
  timeoutPayload,
} from './logLines.ts';

const id = '8b9c1b1e-0000-4000-8000-000000000001';
const report = { requestId: id, durationUs: 128_830, billedMs: 296, memoryMb: 128, maxMemoryMb: 74 };

describe('log lines of the platform', () => {
  it('LOG-3: INIT_START names the runtime version and, after a tab, its ARN', () => {
    expect(initStartLine('nodejs22.x')).toMatch(
      /^INIT_START Runtime Version: nodejs:22\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$/,
    );
  });

  it('LOG-4: START carries the version, END only the request id', () => {
    expect(startLine(id)).toBe(`START RequestId: ${id} Version: $LATEST\n`);
    expect(endLine(id)).toBe(`END RequestId: ${id}\n`);
  });

  it('LOG-5: REPORT is tab-separated with two decimals, with a tab before the newline', () => {
    expect(reportLine(report)).toBe(
      `REPORT RequestId: ${id}\tDuration: 128.83 ms\tBilled Duration: 296 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\t\n`,
    );
  });

  it('LOG-5: REPORT has an Init Duration on the first invocation only', () => {
    expect(reportLine({ ...report, initUs: 166_620 })).toMatch(
      /Max Memory Used: 74 MB\tInit Duration: 166\.62 ms\t\n$/,
    );
  });

  it('LOG-6: a timeout adds a status at the end, without a tab after it', () => {
    expect(reportLine({ ...report, outcome: { status: 'timeout' } })).toMatch(/74 MB\tStatus: timeout\n$/);
  });

  it('LOG-6: a crash adds status and error type', () => {
    const outcome = { status: 'error', errorType: 'Runtime.ExitError' } as const;
    expect(reportLine({ ...report, initUs: 80_000, outcome })).toMatch(
      /Init Duration: 80\.00 ms\tStatus: error\tError Type: Runtime\.ExitError\n$/,
    );
  });

  it('LOG-8: INIT_REPORT names the phase and what went wrong', () => {
    expect(initReportLine({ initUs: 10_007_330, phase: 'init', status: 'timeout' })).toBe(
      'INIT_REPORT Init Duration: 10007.33 ms\tPhase: init\tStatus: timeout\n',
    );
    expect(
      initReportLine({ initUs: 99_650, phase: 'invoke', status: 'error', errorType: 'Runtime.UserCodeSyntaxError' }),
    ).toBe(
      'INIT_REPORT Init Duration: 99.65 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.UserCodeSyntaxError\n',
    );
  });
});

describe('payloads of the platform', () => {
  it('INV-8: a timeout is Sandbox.Timedout with the configured seconds in two decimals', () => {
    expect(timeoutPayload(id, 3)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${id} Error: Task timed out after 3.00 seconds`,
    });
  });

  it('INV-9: an exit says its code, exit code 0 says "without providing a reason", out of memory "signal: killed"', () => {
    expect([exitPayload(id, 1), exitPayload(id, 0), exitPayload(id, 'killed')].map((p) => p.errorMessage)).toEqual([
      `RequestId: ${id} Error: Runtime exited with error: exit status 1`,
      `RequestId: ${id} Error: Runtime exited without providing a reason`,
      `RequestId: ${id} Error: Runtime exited with error: signal: killed`,
    ]);
  });
});

describeWithSharedData('platform lines and payloads beside recorded ones', () => {
  /** Puts the recorder's placeholders where the recorded line has them. */
  const masked = (line: string) =>
    line
      .replace(id, '<request-id>')
      .replace(/\d+\.\d\d ms/g, '<duration> ms')
      .replace(/Billed Duration: \d+ ms/, 'Billed Duration: <duration> ms')
      .replace(/Used: \d+ MB/, 'Used: <memory> MB');

  it('LOG-4, LOG-5: START, END and REPORT of a cold invocation are as recorded', () => {
    const lines = recorded('invoke--log-lines-nodejs').logs.logs.filter((l: string) => !l.startsWith('date'));
    expect([startLine(id), endLine(id), reportLine({ ...report, initUs: 1 })].map(masked)).toEqual(lines);
  });

  it('LOG-2, LOG-5: INIT_START and the REPORT of a warm invocation are as recorded', () => {
    const events = recorded('async--async-error-log-events').log_events.map((e: { message: string }) => e.message);
    const shape = (line: string) => line.replace(/nodejs:[\w.]+|python:[\w.]+/, '').replace(/arn:.*/, '');
    expect(shape(initStartLine('nodejs24.x'))).toBe(shape(events[0]));
    expect(
      reportLine({ requestId: '<request-id>', durationUs: 2900, billedMs: 3, memoryMb: 128, maxMemoryMb: 36 }),
    ).toBe(events.at(-1));
  });

  it('INV-9: exit payloads are as recorded', () => {
    expect(exitPayload('<uuid>', 127)).toEqual(recorded('invoke--error-exit-status').invocation_error.Payload);
    expect(exitPayload('<uuid>', 0)).toEqual(recorded('invoke--error-init-exits').invocation_error.Payload);
  });

  it('INV-14: the body of a throttle is as recorded', () => {
    const { Error: _, ...body } = recorded('concurrency--reserved-equals-provisioned').invoke_latest_first_exc;
    expect(throttleBody('ReservedFunctionConcurrentInvocationLimitExceeded')).toEqual(body);
  });
});
