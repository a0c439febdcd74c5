/** The simulated packages of AWS SDK v3; each is made when it is first imported. */
import { providedModule, provideSdkPackage } from '../modules/builtins.ts';
import { servicePackage } from './client.ts';
import { secretsManager, ssm } from './configuration.ts';
import { libDynamodb } from './dynamoDocument.ts';
import { dynamodb } from './dynamodb.ts';
import { utilDynamodb } from './dynamoMarshalling.ts';
import { eventBridge } from './events.ts';
import { credentialProviders, libStorage, nodeHttpHandler, requestPresigner, utilUtf8 } from './helpers.ts';
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
  dynamodb,
};

const HELPERS: Readonly<Record<string, () => unknown>> = {
  '@aws-sdk/lib-storage': () => libStorage(Object(providedModule('@aws-sdk/client-s3')?.exports)),
  '@aws-sdk/s3-request-presigner': requestPresigner,
  '@aws-sdk/credential-providers': credentialProviders,
  '@smithy/node-http-handler': nodeHttpHandler,
  '@aws-sdk/node-http-handler': nodeHttpHandler,
  '@smithy/util-utf8': utilUtf8,
  '@aws-sdk/util-utf8-node': utilUtf8,
};

export function provideSdkPackages(): void {
  for (const [name, make] of Object.entries(HELPERS)) provideSdkPackage(name, make);
  for (const [name, describe] of Object.entries(CLIENTS))
    provideSdkPackage(`@aws-sdk/client-${name}`, () => servicePackage(describe()));
  provideSdkPackage('@aws-sdk/util-dynamodb', utilDynamodb);
  // It loads the client that it stands on, which is then the one that handlers import.
  provideSdkPackage('@aws-sdk/lib-dynamodb', () =>
    libDynamodb(Object(providedModule('@aws-sdk/client-dynamodb')?.exports)),
  );
}
