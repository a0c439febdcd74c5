/** `@aws-sdk/client-sns`. */
import { attributesToJson } from './attributes.ts';
import type { Fields, ServiceDescription } from './service.ts';

export const sns = (): ServiceDescription => ({
  service: 'sns',
  name: 'SNS',
  errors: [
    'NotFoundException',
    'InvalidParameterException',
    'InvalidParameterValueException',
    'AuthorizationErrorException',
    'EmptyBatchRequestException',
    'TooManyEntriesInBatchRequestException',
    'BatchEntryIdsNotDistinctException',
    'InvalidBatchEntryIdException',
    'InternalErrorException',
  ],
  commands: [
    { operation: 'Publish', toJson: withAttributes },
    {
      operation: 'PublishBatch',
      toJson: (input) => ({ ...input, PublishBatchRequestEntries: entries(input).map(withAttributes) }),
    },
  ],
});

function entries({ PublishBatchRequestEntries }: Fields): Fields[] {
  return Array.isArray(PublishBatchRequestEntries) ? PublishBatchRequestEntries : [];
}

function withAttributes(input: Fields): Fields {
  return { ...input, MessageAttributes: attributesToJson(input.MessageAttributes) };
}
