/**
 * Secrets Manager as handlers call it; the secrets are settings of the scenario.
 *
 * @source AWS Secrets Manager API Reference, "GetSecretValue",
 *   https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html, read 2026-11.
 * @simplified A secret has one version, `AWSCURRENT`.
 */
import { visibleUuid } from '../../kernel/visibleIds.ts';
import type { Simulation } from '../../simulation.ts';
import { secretArn } from '../aws.ts';
import { md5Hex } from '../digest.ts';
import { type Answer, failed, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const secretsCalls: ServiceCalls = { commands: { GetSecretValue: getValue } };

function getValue(sim: Simulation, { input }: CallState): Answer {
  const asked = text(input.SecretId);
  if (asked === '')
    return failed('InvalidParameterException', 'You must provide a value for the SecretId parameter.', 400);
  const { secrets } = sim.scenario;
  const place = secrets.findIndex(
    ({ name }) => asked === name || asked === arnOf(name) || asked === arnOf(name).slice(0, -7),
  );
  const secret = secrets[place];
  if (!secret) return failed('ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 400);
  const stage = input.VersionStage === undefined ? 'AWSCURRENT' : text(input.VersionStage);
  if (stage !== 'AWSCURRENT') {
    const message = `Secrets Manager can't find the specified secret value for staging label: ${stage}`;
    return failed('ResourceNotFoundException', message, 400);
  }
  return succeeded({
    ARN: arnOf(secret.name),
    Name: secret.name,
    VersionId: visibleUuid(sim.seed, 'secret version', place),
    SecretString: secret.value,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: sim.epochMs / 1000,
  });
}

/** AWS adds six characters of its own. */
function arnOf(name: string): string {
  return secretArn(name, md5Hex(name).slice(0, 6));
}
