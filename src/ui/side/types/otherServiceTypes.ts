/** Declarations of the stand-ins for Lambda, configuration, state machines and the rest. */
import { sdkPackage } from './sdkPackage.ts';

export const otherServiceTypes = [
  sdkPackage({
    module: '@aws-sdk/client-lambda',
    name: 'Lambda',
    doc: 'Invokes other functions on the canvas.',
    further: `export const InvocationType: { readonly RequestResponse: 'RequestResponse'; readonly Event: 'Event'; readonly DryRun: 'DryRun' };
  export const LogType: { readonly None: 'None'; readonly Tail: 'Tail' };`,
    commands: [
      {
        operation: 'Invoke',
        doc: 'RequestResponse waits for the answer; Event hands the payload over and goes on.',
        input:
          "{ FunctionName: string; InvocationType?: 'RequestResponse' | 'Event' | 'DryRun'; Payload?: PlaygroundSdk.Bytes; Qualifier?: string; LogType?: 'None' | 'Tail' }",
        output:
          '{ StatusCode?: number; FunctionError?: string; ExecutedVersion?: string; LogResult?: string; Payload?: Uint8Array & { transformToString(encoding?: string): string } }',
      },
    ],
    errors: [
      'ResourceNotFoundException',
      'TooManyRequestsException',
      'InvalidRequestContentException',
      'RequestTooLargeException',
    ],
  }),
  sdkPackage({
    module: '@aws-sdk/client-ssm',
    name: 'SSM',
    doc: 'Reads the parameters of the scenario.',
    further: `export interface Parameter { Name?: string; Type?: 'String' | 'StringList' | 'SecureString'; Value?: string; Version?: number; LastModifiedDate?: Date; ARN?: string; DataType?: string }`,
    commands: [
      {
        operation: 'GetParameter',
        doc: 'Reads a parameter.',
        input: '{ Name: string; WithDecryption?: boolean }',
        output: '{ Parameter?: Parameter }',
      },
      {
        operation: 'GetParameters',
        doc: 'Reads up to 10 parameters.',
        input: '{ Names: string[]; WithDecryption?: boolean }',
        output: '{ Parameters?: Parameter[]; InvalidParameters?: string[] }',
      },
      {
        operation: 'GetParametersByPath',
        doc: 'Reads the parameters below a path, up to 10 at a time.',
        input:
          '{ Path: string; Recursive?: boolean; WithDecryption?: boolean; MaxResults?: number; NextToken?: string }',
        output: '{ Parameters?: Parameter[]; NextToken?: string }',
      },
    ],
    errors: ['ParameterNotFound', 'ParameterVersionNotFound', 'InternalServerError'],
    paginators: ['GetParametersByPath'],
  }),
  sdkPackage({
    module: '@aws-sdk/client-secrets-manager',
    name: 'SecretsManager',
    doc: 'Reads the secrets of the scenario.',
    commands: [
      {
        operation: 'GetSecretValue',
        doc: 'Reads a secret.',
        input: '{ SecretId: string; VersionStage?: string }',
        output:
          '{ ARN?: string; Name?: string; VersionId?: string; SecretString?: string; SecretBinary?: Uint8Array; VersionStages?: string[]; CreatedDate?: Date }',
      },
    ],
    errors: ['ResourceNotFoundException', 'InvalidParameterException', 'DecryptionFailure'],
  }),
  sdkPackage({
    module: '@aws-sdk/client-sfn',
    name: 'SFN',
    doc: 'Starts the state machines on the canvas, which record that.',
    commands: [
      {
        operation: 'StartExecution',
        doc: 'Starts a state machine; input is JSON text.',
        input: '{ stateMachineArn: string; name?: string; input?: string }',
        output: '{ executionArn?: string; startDate?: Date }',
      },
    ],
    errors: [
      'StateMachineDoesNotExist',
      'ExecutionAlreadyExists',
      'InvalidArn',
      'InvalidExecutionInput',
      'InvalidName',
    ],
  }),
  sdkPackage({
    module: '@aws-sdk/client-sts',
    name: 'STS',
    doc: 'Says who the function is.',
    commands: [
      {
        operation: 'GetCallerIdentity',
        doc: 'Account and role of the caller.',
        input: 'Record<string, never>',
        output: '{ Account?: string; Arn?: string; UserId?: string }',
      },
    ],
    errors: ['ExpiredTokenException'],
  }),
  sdkPackage({
    module: '@aws-sdk/client-cloudwatch',
    name: 'CloudWatch',
    doc: 'Takes metrics; the summary of a run shows them.',
    further: 'export const StandardUnit: Record<string, string>;',
    commands: [
      {
        operation: 'PutMetricData',
        doc: 'Reports values of metrics.',
        input:
          '{ Namespace: string; MetricData: { MetricName: string; Value?: number; Values?: number[]; Counts?: number[]; Unit?: string; Timestamp?: Date; Dimensions?: { Name: string; Value: string }[]; StatisticValues?: { SampleCount: number; Sum: number; Minimum: number; Maximum: number }; StorageResolution?: number }[] }',
        output: '{}',
      },
    ],
    errors: ['InvalidParameterValueException', 'MissingRequiredParameterException'],
  }),
].join('');
