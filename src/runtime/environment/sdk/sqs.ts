/** `@aws-sdk/client-sqs`. */
import type { ServiceDescription } from './service.ts';

export const sqs = (): ServiceDescription => ({
  service: 'sqs',
  name: 'SQS',
  errors: ['QueueDoesNotExist', 'InvalidMessageContents', 'InvalidAddress', 'UnsupportedOperation'],
  commands: [{ operation: 'SendMessage' }],
});
