/** `@aws-sdk/client-lambda`. */
import { payloadBytes, toWire } from './body.ts';
import type { ServiceDescription } from './service.ts';

export const lambda = (): ServiceDescription => ({
  service: 'lambda',
  name: 'Lambda',
  errors: [
    'ResourceNotFoundException',
    'TooManyRequestsException',
    'InvalidRequestContentException',
    'RequestTooLargeException',
  ],
  extras: {
    InvocationType: { DryRun: 'DryRun', Event: 'Event', RequestResponse: 'RequestResponse' },
    LogType: { None: 'None', Tail: 'Tail' },
  },
  commands: [
    {
      operation: 'Invoke',
      labels: ['FunctionName'],
      toJson: (input) => ({ ...input, ...(input.Payload === undefined ? {} : { Payload: toWire(input.Payload) }) }),
      toOutput: ({ Payload, ...output }) => ({
        ...output,
        ...(Payload === undefined ? {} : { Payload: payloadBytes(Payload) }),
      }),
    },
  ],
});
