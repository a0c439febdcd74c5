import { describe, expect, it } from 'vitest';
import { FunctionNode } from '../../../scenario/schema.ts';
import { describeWithSharedData, recorded } from '../../testing/sharedData.ts';
import { processEnvironment } from './processEnvironment.ts';

const settings = (env: Record<string, string> = {}) =>
  FunctionNode.parse({
    id: 'n1',
    name: 'fn',
    type: 'function',
    position: { x: 0, y: 0 },
    memoryMb: 1024,
    env,
    handler: { kind: 'modelled' },
  });
const environment = { logStream: '2026/01/05/[$LATEST]0', secret: 'abcdef0123456789abcdef0123456789' };

describe('process.env (NODE-20)', () => {
  it('holds the variables of the function', () => {
    expect(processEnvironment(settings({ TABLE: 'orders' }), environment).TABLE).toBe('orders');
  });

  it('lets nobody change a reserved name, but the time zone', () => {
    const env = processEnvironment(settings({ AWS_REGION: 'mars', TZ: 'Europe/Berlin' }), environment);
    expect([env.AWS_REGION, env.TZ]).toEqual(['us-east-1', 'Europe/Berlin']);
    expect(env).not.toHaveProperty('NODE_ENV');
  });
});

describeWithSharedData('process.env as recorded on AWS', () => {
  it('has the recorded values, apart from names and secrets of the recording', () => {
    const real: Record<string, string> = recorded('invoke--environment-nodejs24').invocation_result_payload.environment;
    const ours = processEnvironment(settings(), environment);
    // The shell's own variables, X-Ray's daemon, and what is set for each invocation are not ours.
    const left = Object.entries(real).filter(
      ([name]) => !/^(PWD|SHLVL|TEST_KEY|_?AWS_XRAY_.*|_X_AMZN_TRACE_ID)$/.test(name),
    );
    for (const [name, value] of left) {
      expect(ours, name).toHaveProperty(name);
      if (!value.includes('<')) expect(ours[name]).toBe(value);
    }
  });
});
