/**
 * CloudWatch as handlers call it: metrics are recorded, and shown in sums.
 *
 * @source Amazon CloudWatch API Reference, "PutMetricData",
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html, read 2026-11.
 */
import { note, type Simulation } from '../../simulation.ts';
import { type Answer, failed, type Input, objects, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const cloudwatchCalls: ServiceCalls = { commands: { PutMetricData: put } };

const DATA_MAX = 1000;

function put(sim: Simulation, { input, record, environment }: CallState): Answer {
  const namespace = text(input.Namespace);
  const data = objects(input.MetricData);
  if (namespace === '') return missing('Namespace');
  if (data.length === 0) return missing('MetricData');
  if (data.length > DATA_MAX)
    return invalid(`The collection MetricData must not have a size greater than ${DATA_MAX}.`);
  if (namespace.startsWith('AWS/')) return invalid('The value AWS/ for parameter Namespace is invalid.');
  for (const [i, one] of data.entries()) {
    if (text(one.MetricName) === '') return missing(`MetricData.member.${i + 1}.MetricName`);
    if (samplesOf(one) === undefined)
      return invalid(
        `At least one of the parameters must be specified for MetricData.member.${i + 1}: Value, Values, StatisticValues.`,
      );
  }
  const metrics = data.map((one) => ({
    name: text(one.MetricName),
    unit: text(one.Unit) || 'None',
    ...samplesOf(one),
  }));
  const made = note(sim, 'metrics_put', 'D5', record, environment.fn.node, data.length, { namespace, metrics });
  return succeeded({}, made);
}

/** Count, sum, least and greatest of a datum; undefined when it has no values. */
function samplesOf({ Value, Values, Counts, StatisticValues }: Input): Input | undefined {
  if (typeof Value === 'number') return { count: 1, sum: Value, min: Value, max: Value };
  if (Array.isArray(Values) && Values.length > 0) {
    const counts = Array.isArray(Counts) ? Counts : [];
    const values = Values.map(Number);
    const count = values.reduce((sum, _, i) => sum + Number(counts[i] ?? 1), 0);
    const sum = values.reduce((total, value, i) => total + value * Number(counts[i] ?? 1), 0);
    return { count, sum, min: Math.min(...values), max: Math.max(...values) };
  }
  if (typeof StatisticValues !== 'object' || StatisticValues === null) return undefined;
  const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = Object(StatisticValues);
  return { count: Number(SampleCount), sum: Number(Sum), min: Number(Minimum), max: Number(Maximum) };
}

function missing(parameter: string): Answer {
  const members = { Code: 'MissingParameter', Type: 'Sender' };
  return failed('MissingRequiredParameterException', `The parameter ${parameter} is required.`, 400, members);
}

function invalid(message: string): Answer {
  return failed('InvalidParameterValueException', message, 400, { Code: 'InvalidParameterValue', Type: 'Sender' });
}
