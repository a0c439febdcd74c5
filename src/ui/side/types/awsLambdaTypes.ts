/** Declarations of the module `aws-lambda`: what handlers get and give. The same names are there without an import. */
export const awsLambdaTypes = `
declare module 'aws-lambda' {
  /** What Lambda tells a handler about this invocation. */
  export interface Context {
    /** Milliseconds of virtual time until this invocation times out. */
    getRemainingTimeInMillis(): number;
    /** Id of this invocation; it stays the same when an asynchronous invocation is tried again. */
    readonly awsRequestId: string;
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    /** The memory setting, in MB. */
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    /** The log of this execution environment: one stream for each. */
    readonly logStreamName: string;
    /** Set to false so that a callback answers at once, without waiting for the event loop to be empty. */
    callbackWaitsForEmptyEventLoop: boolean;
    readonly clientContext?: any;
    readonly identity?: any;
  }
  export type Callback<R = any> = (error?: Error | string | null, result?: R) => void;
  export type Handler<E = any, R = any> = (event: E, context: Context, callback: Callback<R>) => void | Promise<R>;

  // ------------------------------------------------------------------ HTTP
  export interface APIGatewayProxyEventV2 {
    version: string;
    routeKey: string;
    rawPath: string;
    rawQueryString: string;
    cookies?: string[];
    headers: Record<string, string | undefined>;
    queryStringParameters?: Record<string, string | undefined>;
    pathParameters?: Record<string, string | undefined>;
    stageVariables?: Record<string, string | undefined>;
    requestContext: {
      accountId: string; apiId: string; domainName: string; domainPrefix: string; requestId: string; routeKey: string; stage: string;
      time: string; timeEpoch: number;
      http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    };
    body?: string;
    isBase64Encoded: boolean;
  }
  export interface APIGatewayProxyStructuredResultV2 {
    statusCode?: number;
    headers?: Record<string, boolean | number | string>;
    body?: string;
    isBase64Encoded?: boolean;
    cookies?: string[];
  }
  export type APIGatewayProxyResultV2<T = never> = APIGatewayProxyStructuredResultV2 | string | T;
  export type APIGatewayProxyHandlerV2<T = never> = Handler<APIGatewayProxyEventV2, APIGatewayProxyResultV2<T>>;
  export interface APIGatewayProxyEvent {
    resource: string; path: string; httpMethod: string; body: string | null; isBase64Encoded: boolean;
    headers: Record<string, string | undefined>; multiValueHeaders: Record<string, string[] | undefined>;
    queryStringParameters: Record<string, string | undefined> | null; pathParameters: Record<string, string | undefined> | null;
    stageVariables: Record<string, string | undefined> | null; requestContext: any;
  }
  export interface APIGatewayProxyResult {
    statusCode: number; headers?: Record<string, boolean | number | string>; body: string; isBase64Encoded?: boolean;
  }
  export type APIGatewayProxyHandler = Handler<APIGatewayProxyEvent, APIGatewayProxyResult>;
  export type LambdaFunctionURLEvent = APIGatewayProxyEventV2;
  export type LambdaFunctionURLResult<T = never> = APIGatewayProxyResultV2<T>;

  // ------------------------------------------------------------------ queues, topics, objects
  export interface SQSMessageAttribute { stringValue?: string; binaryValue?: string; dataType: string }
  export interface SQSRecord {
    messageId: string;
    receiptHandle: string;
    body: string;
    attributes: { ApproximateReceiveCount: string; SentTimestamp: string; SenderId: string; ApproximateFirstReceiveTimestamp: string;
      DeadLetterQueueSourceArn?: string; MessageGroupId?: string; SequenceNumber?: string; MessageDeduplicationId?: string };
    messageAttributes: Record<string, SQSMessageAttribute>;
    md5OfBody: string;
    md5OfMessageAttributes?: string;
    eventSource: string;
    eventSourceARN: string;
    awsRegion: string;
  }
  export interface SQSEvent { Records: SQSRecord[] }
  /** Names the messages that failed; the mapping has to report batch item failures. */
  export interface SQSBatchResponse { batchItemFailures: { itemIdentifier: string }[] }
  export type SQSHandler = Handler<SQSEvent, SQSBatchResponse | void>;
  export interface SNSMessage {
    Type: string; MessageId: string; TopicArn: string; Subject?: string; Message: string; Timestamp: string; SignatureVersion: string;
    Signature: string; SigningCertUrl: string; UnsubscribeUrl: string; MessageAttributes: Record<string, { Type: string; Value: string }>;
  }
  export interface SNSEventRecord { EventSource: string; EventVersion: string; EventSubscriptionArn: string; Sns: SNSMessage }
  export interface SNSEvent { Records: SNSEventRecord[] }
  export type SNSHandler = Handler<SNSEvent, void>;
  export interface S3EventRecord {
    eventVersion: string; eventSource: string; awsRegion: string; eventTime: string; eventName: string;
    userIdentity: { principalId: string };
    requestParameters: { sourceIPAddress: string };
    responseElements: { 'x-amz-request-id': string; 'x-amz-id-2': string };
    s3: {
      s3SchemaVersion: string;
      configurationId: string;
      bucket: { name: string; ownerIdentity: { principalId: string }; arn: string };
      /** The key is URL-encoded, with + for a space. */
      object: { key: string; size: number; eTag: string; versionId?: string; sequencer: string };
    };
  }
  export interface S3Event { Records: S3EventRecord[] }
  export type S3Handler = Handler<S3Event, void>;

  // ------------------------------------------------------------------ EventBridge
  export interface EventBridgeEvent<T extends string = string, D = any> {
    version: string; id: string; 'detail-type': T; source: string; account: string; time: string; region: string; resources: string[];
    detail: D; 'replay-name'?: string;
  }
  export type EventBridgeHandler<T extends string = string, D = any, R = any> = Handler<EventBridgeEvent<T, D>, R>;
  export type ScheduledEvent<D = any> = EventBridgeEvent<'Scheduled Event', D>;
  export type ScheduledHandler<D = any> = Handler<ScheduledEvent<D>, void>;

  // ------------------------------------------------------------------ streams
  export interface KinesisStreamRecord {
    awsRegion: string; eventID: string; eventName: string; eventSource: string; eventSourceARN: string; eventVersion: string; invokeIdentityArn: string;
    /** The data are in base64. */
    kinesis: { approximateArrivalTimestamp: number; data: string; kinesisSchemaVersion: string; partitionKey: string; sequenceNumber: string };
  }
  export interface KinesisStreamEvent { Records: KinesisStreamRecord[] }
  export interface KinesisStreamBatchResponse { batchItemFailures: { itemIdentifier: string }[] }
  export type KinesisStreamHandler = Handler<KinesisStreamEvent, KinesisStreamBatchResponse | void>;
  export interface AttributeValue {
    S?: string; N?: string; B?: string; BOOL?: boolean; NULL?: boolean; SS?: string[]; NS?: string[]; BS?: string[];
    L?: AttributeValue[]; M?: Record<string, AttributeValue>;
  }
  export interface DynamoDBRecord {
    awsRegion?: string; eventID?: string; eventName?: 'INSERT' | 'MODIFY' | 'REMOVE'; eventSource?: string; eventSourceARN?: string; eventVersion?: string;
    dynamodb?: { ApproximateCreationDateTime?: number; Keys?: Record<string, AttributeValue>; NewImage?: Record<string, AttributeValue>;
      OldImage?: Record<string, AttributeValue>; SequenceNumber?: string; SizeBytes?: number; StreamViewType?: string };
    userIdentity?: any;
  }
  export interface DynamoDBStreamEvent { Records: DynamoDBRecord[] }
  export interface DynamoDBBatchResponse { batchItemFailures: { itemIdentifier: string }[] }
  export type DynamoDBStreamHandler = Handler<DynamoDBStreamEvent, DynamoDBBatchResponse | void>;
}

type Context = import('aws-lambda').Context;
type Handler<E = any, R = any> = import('aws-lambda').Handler<E, R>;
`;
