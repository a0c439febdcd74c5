import {
  Archive,
  ArrowLeftRight,
  CalendarClock,
  Globe,
  Laptop,
  Megaphone,
  Route,
  Rows3,
  Table2,
  Waves,
  Workflow,
} from 'lucide-react';
import type { NodeType } from '../../scenario/schema.ts';
import './nodeIcon.css';

interface NodeLook {
  /** What it is called in the palette. */
  readonly label: string;
  /** The service behind it, as a small word on the node; empty where the label says it all. */
  readonly service: string;
  /** One sentence for the palette. */
  readonly purpose: string;
}

export const NODE_ORDER: readonly NodeType[] = [
  'function',
  'client',
  'api',
  'schedule',
  'bucket',
  'topic',
  'queue',
  'table',
  'eventBus',
  'stream',
  'stateMachine',
  'endpoint',
];

export const NODE_LOOKS: Readonly<Record<NodeType, NodeLook>> = {
  function: {
    label: 'Function',
    service: 'Lambda',
    purpose: 'A Lambda function: your code, run when an event arrives.',
  },
  client: { label: 'Client', service: 'Client', purpose: 'A caller with the SDK, the CLI or the console.' },
  api: { label: 'API', service: 'HTTP API', purpose: 'An HTTP API that passes requests to a function and waits.' },
  schedule: {
    label: 'Schedule',
    service: 'EventBridge',
    purpose: 'An EventBridge rule that sends an event every so often.',
  },
  bucket: { label: 'Bucket', service: 'S3', purpose: 'An S3 bucket: each upload notifies what it is wired to.' },
  topic: { label: 'Topic', service: 'SNS', purpose: 'An SNS topic: every subscriber gets every message.' },
  queue: {
    label: 'Queue',
    service: 'SQS',
    purpose: 'An SQS queue: holds messages until a function has processed them.',
  },
  table: { label: 'Table', service: 'DynamoDB', purpose: 'A DynamoDB table that functions read and write.' },
  eventBus: {
    label: 'Event bus',
    service: 'EventBridge',
    purpose: 'An EventBridge bus: its rules hand events that fit a pattern to their targets.',
  },
  stream: {
    label: 'Stream',
    service: 'Kinesis',
    purpose: 'A Kinesis data stream: keeps records in shards, by partition key.',
  },
  stateMachine: {
    label: 'State machine',
    service: 'Step Functions',
    purpose: 'A Step Functions state machine: records its executions, runs none.',
  },
  endpoint: { label: 'Endpoint', service: 'HTTP', purpose: 'An HTTP service outside AWS that code calls with fetch.' },
};

const ICONS = {
  client: Laptop,
  api: ArrowLeftRight,
  schedule: CalendarClock,
  bucket: Archive,
  topic: Megaphone,
  queue: Rows3,
  table: Table2,
  eventBus: Route,
  stream: Waves,
  stateMachine: Workflow,
  endpoint: Globe,
} as const;

/** The coloured tile of a node type; the name beside it says what it is. */
export function NodeIcon({ type, size = 26 }: { readonly type: NodeType; readonly size?: number }) {
  const Icon = type === 'function' ? null : ICONS[type];
  return (
    <span
      className="node-icon"
      data-type={type}
      style={{ width: size, height: size, fontSize: size * 0.62 }}
      aria-hidden="true"
    >
      {Icon ? <Icon size={Math.round(size * 0.58)} strokeWidth={2.2} /> : 'λ'}
    </span>
  );
}
