/**
 * Parameter Store as handlers call it; the parameters are settings of the scenario.
 *
 * @source AWS Systems Manager API Reference, "GetParameter",
 *   https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html, read 2026-11.
 * @simplified Parameters have one version and no labels.
 */
import type { Parameter } from '../../../scenario/schema.ts';
import type { Simulation } from '../../simulation.ts';
import type { JsonValue } from '../../steps.ts';
import { parameterArn } from '../aws.ts';
import { compareKeys, toBase64 } from '../bytes.ts';
import { md5Hex, utf8 } from '../digest.ts';
import { type Answer, failed, type Input, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const ssmCalls: ServiceCalls = {
  commands: { GetParameter: getOne, GetParameters: getMany, GetParametersByPath: getByPath },
};

/** The service says nothing but the name, which the SDK takes for an unknown error. */
const NOT_FOUND = failed('ParameterNotFound', 'UnknownError', 400);

function getOne(sim: Simulation, { input }: CallState): Answer {
  const parameter = find(sim, text(input.Name));
  return parameter ? succeeded({ Parameter: shown(sim, parameter, input) }) : NOT_FOUND;
}

const NAMES_MAX = 10;

function getMany(sim: Simulation, { input }: CallState): Answer {
  const names: readonly JsonValue[] = Array.isArray(input.Names) ? input.Names : [];
  if (names.length === 0 || names.length > NAMES_MAX) {
    const bound = names.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${NAMES_MAX}`;
    return invalid(`Value at 'names' failed to satisfy constraint: Member must have length ${bound}`);
  }
  const found = names.map((name) => ({ name: text(name), parameter: find(sim, text(name)) }));
  return succeeded({
    Parameters: found.flatMap(({ parameter }) => (parameter ? [shown(sim, parameter, input)] : [])),
    InvalidParameters: found.filter(({ parameter }) => !parameter).map(({ name }) => name),
  });
}

const PAGE_MAX = 10;

function getByPath(sim: Simulation, { input }: CallState): Answer {
  const path = text(input.Path);
  if (!path.startsWith('/')) {
    const message = 'The parameter path must begin with a slash: /a/b/c.';
    return failed('ValidationException', message, 400);
  }
  const most = Number(input.MaxResults ?? PAGE_MAX);
  if (!(most >= 1 && most <= PAGE_MAX))
    return invalid(
      `Value '${text(input.MaxResults)}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to ${PAGE_MAX}`,
    );
  const folder = path.endsWith('/') ? path : `${path}/`;
  const all = sim.scenario.parameters
    .filter(
      ({ name }) => name.startsWith(folder) && (input.Recursive === true || !name.slice(folder.length).includes('/')),
    )
    .sort((a, b) => compareKeys(a.name, b.name));
  const start = input.NextToken === undefined ? 0 : Number(text(input.NextToken));
  if (!Number.isInteger(start) || start < 0)
    return failed('InvalidNextToken', 'The specified token is not valid.', 400);
  const next = start + most;
  return succeeded({
    Parameters: all.slice(start, next).map((parameter) => shown(sim, parameter, input)),
    ...(next < all.length ? { NextToken: String(next) } : {}),
  });
}

/** By name or ARN. */
function find(sim: Simulation, asked: string): Parameter | undefined {
  return sim.scenario.parameters.find(({ name }) => name === asked || parameterArn(name) === asked);
}

function shown(sim: Simulation, { name, type, value }: Parameter, input: Input): Input {
  const isSealed = type === 'SecureString' && input.WithDecryption !== true;
  return {
    Name: name,
    Type: type,
    Value: isSealed ? sealed(name, value) : value,
    Version: 1,
    LastModifiedDate: sim.epochMs / 1000,
    ARN: parameterArn(name),
    DataType: 'text',
  };
}

/** Looks like a text encrypted with a key of KMS; nothing can be read from it. */
function sealed(name: string, value: string): string {
  return `AQICAH${toBase64(utf8(md5Hex(`${name} ${value}`) + md5Hex(value)))}`;
}

function invalid(what: string): Answer {
  return failed('ValidationException', `1 validation error detected: ${what}`, 400);
}
