/** `@aws-sdk/client-sns`. */
import type { ServiceDescription } from './service.ts';

export const sns = (): ServiceDescription => ({
  service: 'sns',
  name: 'SNS',
  errors: ['NotFoundException', 'InvalidParameterException', 'AuthorizationErrorException'],
  commands: [{ operation: 'Publish' }],
});
