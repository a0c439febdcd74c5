/**
 * Declarations that the code editor knows, beside those of Node.js: the handler's arguments, what the runtime adds, and the stand-ins
 * of the SDK. They describe what runs here, so a name that is missing is a name that would not work.
 */
import { awsLambdaTypes } from './awsLambdaTypes.ts';
import { dynamodbTypes } from './dynamodbTypes.ts';
import { messagingTypes } from './messagingTypes.ts';
import { otherServiceTypes } from './otherServiceTypes.ts';
import { runtimeTypes } from './runtimeTypes.ts';
import { sdkCore } from './sdkPackage.ts';
import { s3Types } from './storageTypes.ts';

const file = (name: string, content: string) => ({ content, filePath: `file:///types/${name}.d.ts` });

export const lambdaTypes: { content: string; filePath: string }[] = [
  file('aws-lambda', awsLambdaTypes),
  file('runtime', runtimeTypes),
  file('sdk', sdkCore),
  file('s3', s3Types),
  file('messaging', messagingTypes),
  file('services', otherServiceTypes),
  file('dynamodb', dynamodbTypes),
];
