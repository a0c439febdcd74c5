/** Names of things on AWS: one account in one Region, the ones AWS's own examples use. */

export const REGION = 'us-east-1';
export const ACCOUNT_ID = '123456789012';

export function functionArn(name: string, qualifier?: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}${qualifier ? `:${qualifier}` : ''}`;
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;
}

export function queueUrl(name: string): string {
  return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/${name}`;
}

export function topicArn(name: string): string {
  return `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${name}`;
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

export function ruleArn(name: string): string {
  return `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${name}`;
}

export function busArn(name: string): string {
  return `arn:aws:events:${REGION}:${ACCOUNT_ID}:event-bus/${name}`;
}

export function executionArn(stateMachine: string, execution: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT_ID}:execution:${stateMachine}:${execution}`;
}

export function parameterArn(name: string): string {
  return `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** `suffix` are the six characters that AWS adds. */
export function secretArn(name: string, suffix: string): string {
  return `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}-${suffix}`;
}

/** Replaces `{n}` in the text of a trigger by the running number of its arrival. */
export function numbered(text: string, n: number): string {
  return text.replaceAll('{n}', String(n));
}
