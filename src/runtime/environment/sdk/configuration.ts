/** `@aws-sdk/client-ssm` and `@aws-sdk/client-secrets-manager`: where functions get their configuration. */
import type { Json } from '../../protocol.ts';
import type { Fields, Output, ServiceDescription } from './service.ts';

export const ssm = (): ServiceDescription => ({
  service: 'ssm',
  name: 'SSM',
  errors: ['ParameterNotFound', 'ParameterVersionNotFound', 'InvalidKeyId', 'InternalServerError', 'InvalidNextToken'],
  commands: [
    {
      operation: 'GetParameter',
      toOutput: ({ Parameter }) => ({ Parameter: withDate(Object(Parameter), 'LastModifiedDate') }),
    },
    { operation: 'GetParameters', toOutput: withParameters },
    { operation: 'GetParametersByPath', toOutput: withParameters },
  ],
  paginators: [
    { operation: 'GetParametersByPath', inputToken: 'NextToken', outputToken: 'NextToken', pageSize: 'MaxResults' },
  ],
  extras: { ParameterType: { STRING: 'String', STRING_LIST: 'StringList', SECURE_STRING: 'SecureString' } },
});

export const secretsManager = (): ServiceDescription => ({
  service: 'secretsmanager',
  name: 'SecretsManager',
  errors: [
    'ResourceNotFoundException',
    'InvalidParameterException',
    'InvalidRequestException',
    'DecryptionFailure',
    'InternalServiceError',
  ],
  commands: [{ operation: 'GetSecretValue', toOutput: (output) => withDate(output, 'CreatedDate') }],
});

function withParameters(output: Output): Fields {
  const { Parameters } = output;
  const list: readonly Json[] = Array.isArray(Parameters) ? Parameters : [];
  return { ...output, Parameters: list.map((one) => withDate(Object(one), 'LastModifiedDate')) };
}

/** Dates come as seconds since 1970. */
export function withDate(output: Output, name: string): Fields {
  const seconds = output[name];
  return typeof seconds === 'number' ? { ...output, [name]: new Date(seconds * 1000) } : output;
}
