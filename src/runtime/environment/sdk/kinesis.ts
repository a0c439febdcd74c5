/** `@aws-sdk/client-kinesis`. */
import { toWire } from './body.ts';
import type { Fields, ServiceDescription } from './service.ts';

export const kinesis = (): ServiceDescription => ({
  service: 'kinesis',
  name: 'Kinesis',
  errors: [
    'ResourceNotFoundException',
    'InvalidArgumentException',
    'ProvisionedThroughputExceededException',
    'ValidationException',
  ],
  commands: [
    { operation: 'PutRecord', toJson: withData },
    { operation: 'PutRecords', toJson: (input) => ({ ...input, Records: records(input.Records) }) },
  ],
});

function records(value: unknown): unknown {
  return Array.isArray(value) ? value.map(withData) : value;
}

function withData(input: Fields): Fields {
  return { ...input, Data: input.Data === undefined ? undefined : toWire(input.Data) };
}
