/**
 * NODE-20: the environment variables that a handler finds, its own and those that Lambda sets. A reserved name cannot be
 * given another value. NODE-22: `NODE_PATH` leads to the packages of layers.
 *
 * @source AWS Lambda Developer Guide, "Using Lambda environment variables",
 *   https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, read 2026-11; values as recorded on AWS in
 *   localstack/localstack, tests/aws/services/lambda_.
 * @simplified `_X_AMZN_TRACE_ID` is set for each invocation by the runtime. The credentials are made up and open nothing.
 */
import type { FunctionNode } from '../../../scenario/schema.ts';
import { REGION } from '../../services/aws.ts';

/** All of `process.env` of one environment. */
export function processEnvironment(
  settings: FunctionNode,
  environment: { readonly logStream: string; readonly secret: string },
): Readonly<Record<string, string>> {
  const major = settings.runtime.slice('nodejs'.length, -'.x'.length);
  return {
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH: `/opt/nodejs/node${major}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
    ...settings.env,
    _HANDLER: settings.handlerName,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: environment.logStream,
    AWS_ACCESS_KEY_ID: `ASIA${environment.secret.slice(0, 16).toUpperCase()}`,
    AWS_SECRET_ACCESS_KEY: environment.secret,
    AWS_SESSION_TOKEN: `${environment.secret}${environment.secret}`,
    AWS_LAMBDA_RUNTIME_API: '169.254.100.1:9001',
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
  };
}
