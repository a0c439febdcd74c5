/** The simulated packages of AWS SDK v3; each is made when it is first imported. */
import { provideSdkPackage } from '../modules/builtins.ts';
import { servicePackage } from './client.ts';
import { secretsManager, ssm } from './configuration.ts';
import { eventBridge } from './events.ts';
import { kinesis } from './kinesis.ts';
import { lambda } from './lambda.ts';
import { cloudWatch, sfn, sts } from './others.ts';
import { s3 } from './s3.ts';
import type { ServiceDescription } from './service.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';

const CLIENTS: Readonly<Record<string, () => ServiceDescription>> = {
  s3,
  sqs,
  sns,
  lambda,
  eventbridge: eventBridge,
  kinesis,
  ssm,
  'secrets-manager': secretsManager,
  sfn,
  sts,
  cloudwatch: cloudWatch,
};

export function provideSdkPackages(): void {
  for (const [name, describe] of Object.entries(CLIENTS))
    provideSdkPackage(`@aws-sdk/client-${name}`, () => servicePackage(describe()));
}
