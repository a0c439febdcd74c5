/** Packages of which one command is enough: `@aws-sdk/client-sfn`, `@aws-sdk/client-sts`, `@aws-sdk/client-cloudwatch`. */
import { withDate } from './configuration.ts';
import type { ServiceDescription } from './service.ts';

export const sfn = (): ServiceDescription => ({
  service: 'states',
  name: 'SFN',
  errors: [
    'StateMachineDoesNotExist',
    'ExecutionAlreadyExists',
    'InvalidArn',
    'InvalidExecutionInput',
    'InvalidName',
    'ExecutionLimitExceeded',
  ],
  commands: [{ operation: 'StartExecution', toOutput: (output) => withDate(output, 'startDate') }],
});

export const sts = (): ServiceDescription => ({
  service: 'sts',
  name: 'STS',
  errors: ['ExpiredTokenException', 'RegionDisabledException'],
  commands: [{ operation: 'GetCallerIdentity' }],
});

export const cloudWatch = (): ServiceDescription => ({
  service: 'cloudwatch',
  name: 'CloudWatch',
  errors: [
    'InvalidParameterValueException',
    'MissingRequiredParameterException',
    'InvalidParameterCombinationException',
    'InternalServiceFault',
  ],
  commands: [{ operation: 'PutMetricData' }],
  extras: {
    StandardUnit: Object.fromEntries(
      ['Seconds', 'Microseconds', 'Milliseconds', 'Bytes', 'Kilobytes', 'Megabytes', 'Percent', 'Count', 'None'].map(
        (unit) => [unit, unit],
      ),
    ),
  },
});
