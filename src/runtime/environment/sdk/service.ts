/** How a stand-in for a package of AWS SDK v3 is described: its commands, errors, paginators and waiters as data. */
import type { Json, ServiceName } from '../../protocol.ts';

export type Fields = Record<string, unknown>;
export type Output = { readonly [name: string]: Json };

/** One operation of a service; `PutObject` gives `PutObjectCommand` and the method `putObject`. */
export interface CommandDescription {
  readonly operation: string;
  /** Members that stand in the address of the request: without them the SDK itself throws. */
  readonly labels?: readonly string[];
  /** The input as JSON for the wire; members that are `undefined` are left out by themselves. */
  toJson?(input: Fields): Fields | Promise<Fields>;
  /** The handler's output from the service's answer. */
  toOutput?(output: Output, input: Fields): Fields;
}

/** `paginateListObjectsV2` asks again with `inputToken` until an answer has no `outputToken`. */
export interface PaginatorDescription {
  readonly operation: string;
  readonly inputToken: string;
  readonly outputToken: string;
  /** The member that `pageSize` of the paginator's configuration sets. */
  readonly pageSize: string;
}

/** What a waiter makes of an answer, or of the error that came instead. */
export type Acceptor = (answer: {
  readonly output?: Fields;
  readonly error?: unknown;
}) => 'SUCCESS' | 'FAILURE' | 'RETRY';

/** `ObjectExists` gives `waitUntilObjectExists` and the older `waitForObjectExists`. */
export interface WaiterDescription {
  readonly name: string;
  readonly operation: string;
  /** Shortest and longest pause between two requests, seconds. */
  readonly minDelayS: number;
  readonly maxDelayS: number;
  readonly accept: Acceptor;
}

export interface ServiceDescription {
  readonly service: ServiceName;
  /** `S3` for `S3Client`, the aggregated `S3` and `S3ServiceException`. */
  readonly name: string;
  readonly commands: readonly CommandDescription[];
  /** Names of error classes that handlers test with `instanceof`. */
  readonly errors: readonly string[];
  readonly paginators?: readonly PaginatorDescription[];
  readonly waiters?: readonly WaiterDescription[];
  /** Further exports: enumerations, helpers. */
  readonly extras?: Readonly<Fields>;
}
