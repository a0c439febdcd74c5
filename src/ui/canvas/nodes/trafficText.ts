import type { ScenarioNode, Traffic } from '../../../scenario/schema.ts';
import { countText, spanText } from '../../shell/timeText.ts';

/** When a trigger fires, in a few words; empty when only by hand. */
export function trafficText(traffic: Traffic): string {
  switch (traffic.kind) {
    case 'none':
      return '';
    case 'single':
      return `once at ${spanText(traffic.atS * 1e6)}`;
    case 'every':
      return `${countText(traffic.count)} ×, every ${spanText(traffic.everyMs * 1e3)}`;
    case 'poisson':
      return traffic.ratePerS >= 1
        ? `about ${countText(traffic.ratePerS)}/s`
        : `about ${countText(Number((traffic.ratePerS * 60).toPrecision(2)))}/min`;
    case 'burst':
      return `${countText(traffic.count)} at once`;
    case 'times':
      return `${countText(traffic.timesS.length)} set times`;
    default:
      return traffic satisfies never;
  }
}

/** The line under a node's name: what it is and what it sends. */
export function nodeSubtitle(node: ScenarioNode): string {
  switch (node.type) {
    case 'function':
      return `${node.runtime} · ${countText(node.memoryMb)} MB`;
    case 'schedule':
      if (!node.enabled) return 'disabled';
      return node.expression === '' ? `every ${rateText(node.rate)}` : node.expression;
    case 'api':
      return `${node.method} ${node.path}`;
    case 'client':
      return 'client';
    case 'bucket':
      return 'S3 bucket';
    case 'topic':
      return 'SNS topic';
    case 'queue':
      return 'SQS queue';
    case 'table':
      return `DynamoDB · ${node.partitionKey}${node.sortKey ? ` + ${node.sortKey}` : ''}`;
    case 'eventBus':
      return 'EventBridge bus';
    case 'stream':
      return `${countText(node.shards)} ${node.shards === 1 ? 'shard' : 'shards'}`;
    case 'endpoint':
      return node.host;
    case 'stateMachine':
      return 'records executions only';
    default:
      return node satisfies never;
  }
}

function rateText({ value, unit }: { readonly value: number; readonly unit: string }): string {
  return value === 1 ? unit : `${value} ${unit}s`;
}
