/**
 * One sentence for every kind of record: who did what, by which rule, in the words of the canvas. A short form for captions
 * beside it (rule 11 of the teaching rules: at most 80 characters, names the actor).
 */

import type { Input } from '../../kernel.ts';
import {
  CONDITIONS,
  type InvokeEnded,
  type ItemChanged,
  OUTCOMES,
  type Outcome,
  PLAYGROUND_STOPS,
  type PlaygroundStop,
  STOP_REASONS,
  type StopReason,
  type TraceRecord,
} from '../records.ts';
import { coldStartReason } from './coldStartReason.ts';
import { logMessage } from './logMessage.ts';
import type { Lookup } from './lookup.ts';
import { keyWords } from './viewParts.ts';
import { counted, duration, shortened } from './words.ts';
import type { Actor } from './world.ts';

export interface Sentence {
  readonly sentence: string;
  /** The short form; absent when the sentence is short enough. */
  readonly caption?: string;
}

/** What a record says, in one sentence. */
export function sentenceOf(record: TraceRecord, lookup: Lookup): Sentence {
  switch (record.kind) {
    case 'run_started':
      return {
        sentence: 'The run begins; from here all follows from the scenario and its seed.',
        caption: 'The run begins',
      };
    case 'arrival':
      return arrival(record, lookup);
    case 'input':
      return input(record, lookup);
    case 'deployed':
      return {
        sentence: `New code or settings of ${node(record.subject, lookup)} are live: requests from now on get new environments.`,
        caption: `${node(record.subject, lookup)}: new code is live, old environments go`,
      };
    case 'invoke_sync':
      return {
        sentence: `${sender(record, lookup)} ${verb(record, lookup)} ${node(record.value, lookup)} and ${waits(record, lookup)} for the answer.`,
      };
    case 'invoke_async':
      return {
        sentence: `Lambda takes ${owner(sender(record, lookup))} event for ${node(record.value, lookup)} into its queue and answers 202 at once; nobody waits for the result.`,
        caption: `Accepted with 202: the event waits in ${owner(node(record.value, lookup))} queue`,
      };
    case 'invoke_batch':
      return batch(record, lookup);
    case 'throttled':
      return throttled(record, lookup);
    case 'responded':
      return responded(record, lookup);
    case 'http_responded':
      return httpResponded(record, lookup);
    case 'environment_created':
      return created(record, lookup);
    case 'init_started':
      return initStarted(record, lookup);
    case 'init_ended':
      return initEnded(record, lookup);
    case 'invoke_started':
      return invokeStarted(record, lookup);
    case 'log':
      return {
        sentence: `${environmentOwner(record.subject, lookup)} wrote: ${shortened(logMessage(text(record.data?.text)), 120)}`,
      };
    case 'invoke_ended':
      return invokeEnded(record, lookup);
    case 'environment_reset':
      return {
        sentence: `${capitalised(environmentOf(record.subject, lookup))} lost its process: module state is gone, /tmp stays, and its next request runs INIT again.`,
        caption: `Environment ${lookup.environmentOrdinal(record.subject)} is reset: its module state is gone`,
      };
    case 'environment_stopped':
      return stopped(record, lookup);
    case 'retry_scheduled':
      return retry(record, lookup);
    case 'event_ended':
      return eventEnded(record, lookup);
    case 'destination_sent':
      return {
        sentence: `Lambda sends a record of what became of the event to ${node(record.value, lookup)}.`,
        caption: `The invocation record goes to ${node(record.value, lookup)}`,
      };
    case 'dead_lettered':
      return {
        sentence: `The event was given up, so Lambda puts it, unchanged, into the dead-letter target ${node(record.value, lookup)}.`,
        caption: `Given up: the event goes to ${node(record.value, lookup)}`,
      };
    case 'message_sent': {
      const delay = record.data?.delayS ? `, hidden for ${record.data.delayS} s` : '';
      return { sentence: `Message ${record.subject} is now in ${node(record.value, lookup)}${delay}.` };
    }
    case 'message_received':
      return {
        sentence: `${record.data?.call ? receiverOf(record.data.call, lookup) : 'A poller'} receives message ${record.subject} from ${queueOf(record, lookup)}, ${ordinal(record.value)} time; nobody else sees it until its visibility timeout ends.`,
        caption: `Message ${record.subject} is received, ${ordinal(record.value)} time: now invisible`,
      };
    case 'message_deleted':
      return {
        sentence:
          lookup.trace.at(record.cause).kind === 'call_started'
            ? `A handler deletes message ${record.subject} from ${node(record.value, lookup)}.`
            : `Message ${record.subject} was processed, so Lambda deletes it from ${node(record.value, lookup)}.`,
      };
    case 'message_visible':
      // Rules of a mapping have their own; this is a delay that is over, or a handler that gave the message back.
      if (record.rule === 'D5')
        return { sentence: `Message ${record.subject} can be received from ${node(record.value, lookup)}.` };
      return {
        sentence: `The visibility timeout of message ${record.subject} is over and nobody deleted it: it is in ${node(record.value, lookup)} again.`,
        caption: `Message ${record.subject} is visible again: nobody deleted it`,
      };
    case 'message_redriven':
      return {
        sentence: `Message ${record.subject} was received too often without success, so its queue moves it to ${node(record.value, lookup)}.`,
        caption: `Message ${record.subject} failed too often: moved to ${node(record.value, lookup)}`,
      };
    case 'message_expired':
      return {
        sentence: `Message ${record.subject} stayed in ${node(record.value, lookup)} for its whole retention and is gone for good.`,
        caption: `Message ${record.subject} is too old: deleted unread`,
      };
    case 'pollers_changed':
      return pollers(record, lookup);
    case 'object_put':
      return {
        sentence: `The object ${shortened(text(record.data?.key), 60)} is in ${node(record.value, lookup)}.`,
      };
    case 'object_removed':
      return {
        sentence: `The object ${shortened(text(record.data?.key), 60)} is no longer in ${node(record.value, lookup)}.`,
      };
    case 'item_changed':
      return itemChanged(record, lookup);
    case 'event_put': {
      const matched: number = record.data?.matched ?? 0;
      const takers =
        matched === 0
          ? 'No rule takes it, so it is gone.'
          : `It goes to ${counted(matched, 'rule')} that take${matched === 1 ? 's' : ''} it.`;
      return {
        sentence: `${node(record.value, lookup)} gets the event “${shortened(text(record.data?.event?.['detail-type']), 60)}”. ${takers}`,
        caption: `${node(record.value, lookup)}: ${counted(matched, 'rule')} take${matched === 1 ? 's' : ''} the event`,
      };
    }
    case 'record_put':
      return {
        sentence: `A record with the partition key ${shortened(text(record.data?.partitionKey), 40)} is in ${text(record.data?.shardId)} of ${node(record.value, lookup)}.`,
      };
    case 'execution_started':
      return {
        sentence: `An execution of ${node(record.value, lookup)} starts; the playground records it and runs no states.`,
      };
    case 'metrics_put':
      return {
        sentence: `${node(record.subject, lookup)} reports ${counted(record.value, 'value')} in the namespace ${text(record.data?.namespace)}.`,
      };
    case 'published':
      return {
        sentence: `${node(record.value, lookup)} takes a message and hands a copy to each of its subscribers.`,
        caption: `${node(record.value, lookup)} hands the message to its subscribers`,
      };
    case 'delivery_failed':
      return { sentence: `Nothing was delivered: ${text(record.data?.reason)}` };
    case 'call_started':
      return call(record, lookup);
    case 'call_ended':
      return callEnded(record, lookup);
    case 'presumed_endless':
      return {
        sentence: `The handler in ${environmentOf(record.subject, lookup)} does not stop; the playground takes it as endless and lets it run into its limit.`,
        caption: `Environment ${lookup.environmentOrdinal(record.subject)} seems to loop for ever: it will time out`,
      };
    case 'stopped_by_playground':
      return {
        sentence: `The playground stopped ${environmentOf(record.subject, lookup)} (${PLAYGROUND_WORDS[PLAYGROUND_STOPS[record.value] ?? 'watchdog']}); on AWS it would have gone on.`,
        caption: `The playground stopped environment ${lookup.environmentOrdinal(record.subject)}; AWS would not`,
      };
    case 'bound_reached':
      return { sentence: text(record.data?.message) || 'A bound of the simulator was reached.' };
    case 'run_ended':
      return { sentence: 'The time of the run is over.' };
    default:
      return record.kind satisfies never;
  }
}

// ------------------------------------------------------------------------------------------ roots

function arrival({ subject, value }: TraceRecord, { world }: Lookup): Sentence {
  const actor = world.actor(subject);
  const what: Partial<Record<Actor['type'], string>> = {
    client: `sends request ${value}`,
    api: `gets HTTP request ${value}`,
    schedule: `is due, ${ordinal(value)} time`,
    bucket: `gets upload ${value}`,
    topic: `gets message ${value}`,
    queue: `gets message ${value}`,
    eventBus: `gets event ${value}`,
    stream: `gets record ${value}`,
  };
  return { sentence: `${actor.name} ${what[actor.type] ?? `fires, ${ordinal(value)} time`}.` };
}

function input({ subject, data }: TraceRecord, lookup: Lookup): Sentence {
  // The data of an `input` record is the input (records.ts).
  const given = data as Input | undefined;
  if (given?.type === 'deploy') return { sentence: 'You changed the scenario; the change is live from here.' };
  return { sentence: subject > 0 ? `You sent an event to ${node(subject, lookup)}.` : 'You acted.' };
}

// ------------------------------------------------------------------------------------------ requests

function batch(record: TraceRecord, lookup: Lookup): Sentence {
  const size = messagesOf(record, lookup);
  const source = lookup.sourceOf(record);
  const from = source ? ` from ${source.name}` : '';
  return { sentence: `A poller hands ${node(record.value, lookup)} a batch of ${counted(size, 'message')}${from}.` };
}

/** Messages of a batch: the receives that the record is linked to, its direct cause included. */
function messagesOf(record: TraceRecord, { trace }: Lookup): number {
  const causes = [record.cause, ...(trace.links.get(record.index) ?? [])].map((i) => trace.at(i));
  return Math.max(1, new Set(causes.filter((r) => r.kind === 'message_received').map((r) => r.subject)).size);
}

function throttled(record: TraceRecord, lookup: Lookup): Sentence {
  const fn = lookup.functionOfInvocation(record.subject);
  const name = fn?.name ?? 'the function';
  const reserved = fn && lookup.world.functionSettings(fn.number)?.reservedConcurrency;
  if (record.rule === 'CONC-8' || record.rule === 'CONC-10') return tooFast(record, name);
  if (record.value === 0) {
    const limit = lookup.world.unreservedLimit;
    return {
      sentence: `Lambda refuses the request for ${name}: the ${limit ?? ''} requests that functions without a reservation may have in flight are all in use.`,
      caption: `429 for ${name}: the account’s shared concurrency is used up`,
    };
  }
  if (reserved === 0) {
    return {
      sentence: `Lambda refuses the request: the reserved concurrency of ${name} is 0, so it may not run at all.`,
      caption: `429: the reserved concurrency of ${name} is 0`,
    };
  }
  return {
    sentence: `Lambda refuses the request: ${name} already has its reserved ${reserved ?? 'concurrency'} requests in flight.`,
    caption: `429: ${name} is at its reserved concurrency`,
  };
}

function tooFast({ rule }: TraceRecord, name: string): Sentence {
  if (rule === 'CONC-10')
    return {
      sentence: `Lambda refuses the request: ${name} got 1,000 new environments in short time, and only 100 more come each second.`,
      caption: `429: ${name} scales too fast`,
    };
  return {
    sentence: `Lambda refuses the request for ${name}: a second has at most ten requests for each unit of concurrency.`,
    caption: `429 for ${name}: too many requests a second`,
  };
}

function responded(record: TraceRecord, lookup: Lookup): Sentence {
  const request = lookup.request(record.subject);
  const to = request ? objectOf(request, lookup) : 'The caller';
  const fn = request ? lookup.world.actor(request.value).name : 'The function';
  if (record.value === 429)
    return { sentence: `${capital(to)} gets status 429; Lambda does not try again, that is up to the caller.` };
  if (record.value !== 200)
    return { sentence: `${capital(to)} gets status ${record.value}: ${text(record.data?.message)}` };
  if (record.data?.functionError) {
    return {
      sentence: `${capital(to)} gets the error of ${fn}: still status 200, with FunctionError “Unhandled”.`,
      caption: `${fn} failed: ${to} gets 200 with a FunctionError`,
    };
  }
  return { sentence: `The answer of ${fn} goes back to ${to}.` };
}

function httpResponded(record: TraceRecord, lookup: Lookup): Sentence {
  const request = lookup.request(record.subject);
  const api = (request && lookup.sourceOf(request)?.name) ?? 'The API';
  const why = HTTP_REASONS[record.value];
  return { sentence: `${api} answers its client with ${record.value}${why ? `: ${why}` : ''}.` };
}

const HTTP_REASONS: Readonly<Record<number, string>> = {
  500: 'Lambda refused the request',
  502: 'the function failed, or answered with something that is no HTTP response',
  503: 'the function took too long for the API',
  504: 'the function took too long for the API',
};

// ------------------------------------------------------------------------------------------ environments

function created(record: TraceRecord, lookup: Lookup): Sentence {
  const name = node(record.value, lookup);
  const reason = coldStartReason(lookup.trace, record.index);
  const environment = `environment ${lookup.environmentOrdinal(record.subject)}`;
  switch (reason.kind) {
    case 'first':
      return {
        sentence: `${name} has had no environment yet, so the request waits until Lambda has made the first: ${environment}.`,
        caption: `First environment for ${name}: there was none yet`,
      };
    case 'busy': {
      const busy = others(reason.count, 'is busy', 'are busy');
      return {
        sentence: `No environment of ${name} is free (${busy}), so Lambda makes ${environment} for this request.`,
        caption: `New environment for ${name}: ${busy}`,
      };
    }
    case 'outdated': {
      const old = others(reason.count, 'has older code', 'have older code');
      return {
        sentence: `A deployment replaced the environments of ${name} (${old} and only ends its work), so Lambda makes ${environment} for this request.`,
        caption: `New environment for ${name}: ${old}`,
      };
    }
    case 'gone': {
      const gone = GONE[reason.last];
      const earlier = reason.count === 1 ? 'the earlier one' : 'the last one';
      return {
        sentence: `${name} has no environment any more (${earlier} ${gone}), so the request waits for a new one: ${environment}.`,
        caption: `New environment for ${name}: ${earlier} ${gone}`,
      };
    }
  }
}

/** As people call it: `environment 2 of hello`. */
function environmentOf(number: number, lookup: Lookup): string {
  const name = lookup.functionOfEnvironment(number)?.name;
  const ordinal = lookup.environmentOrdinal(number);
  return name === undefined ? `environment ${ordinal}` : `environment ${ordinal} of ${name}`;
}

function others(count: number, one: string, more: string): string {
  if (count === 1) return `the other one ${one}`;
  return `${count === 2 ? 'both' : `all ${count}`} others ${more}`;
}

const GONE: Readonly<Record<StopReason, string>> = {
  idle: 'was idle too long',
  maximum_age: 'got too old',
  replaced: 'went with a deployment',
  init_failed: 'could not be initialised',
  playground: 'was stopped by the playground',
};

function initStarted(record: TraceRecord, lookup: Lookup): Sentence {
  const { subject, value } = record;
  const name = lookup.functionOfEnvironment(subject)?.name ?? 'the function';
  const number = lookup.environmentOrdinal(subject);
  if (value === 1) {
    return {
      sentence: `Environment ${number} runs INIT of ${name} again, inside the invocation, because ${whyAgain(record, lookup)}: its time counts against the timeout.`,
      caption: `Environment ${number}: INIT again, inside the invocation`,
    };
  }
  return { sentence: `Environment ${number} starts the runtime and runs the code of ${name} outside the handler.` };
}

/** Its first INIT failed (ENV-4), or its process ended since (ENV-14). */
function whyAgain(record: TraceRecord, { trace }: Lookup): string {
  const before = [record.cause, ...(trace.links.get(record.index) ?? [])].map((i) => trace.at(i));
  const failed = before.find(({ kind }) => kind === 'init_ended');
  if (failed) return OUTCOMES[failed.value] === 'timeout' ? 'the first one took too long' : 'the first one failed';
  const reset = before.find(({ kind }) => kind === 'environment_reset');
  return RESETS[OUTCOMES[reset?.value ?? -1] ?? 'exit'];
}

const RESETS: Readonly<Record<Outcome, string>> = {
  success: 'its process ended',
  error: 'its process ended with an error',
  timeout: 'a timeout ended its process',
  exit: 'its process had ended by itself',
  out_of_memory: 'its process was killed when it ran out of memory',
  stopped_by_playground: 'its process ended',
};

function initEnded({ subject, value, data }: TraceRecord, lookup: Lookup): Sentence {
  const environment = environmentOf(subject, lookup);
  const outcome = OUTCOMES[value];
  const took = data?.initUs === undefined ? '' : ` after ${duration(data.initUs)}`;
  if (outcome === 'success') return { sentence: `${capitalised(environment)} is initialised${took}.` };
  if (outcome === 'timeout') {
    return { sentence: `INIT of ${environment} ran out of time${took}.` };
  }
  const why = data?.error ? `: ${errorText(data.error)}` : outcome === 'exit' ? ': the process ended' : '';
  return { sentence: shortened(`INIT of ${environment} failed${took}${why}`, 200) };
}

function invokeStarted(record: TraceRecord, lookup: Lookup): Sentence {
  const name = lookup.functionOfInvocation(record.subject)?.name ?? 'the function';
  const attempt = record.data?.attempt > 1 ? ` This is attempt ${record.data.attempt}.` : '';
  const cold = lookup.trace.at(record.cause).kind === 'init_ended';
  const number = lookup.environmentOrdinal(record.value);
  if (cold && record.rule === 'ENV-5') {
    return {
      sentence: `Environment ${number} is ready again and calls the handler of ${name}: this request had to wait for INIT once more.${attempt}`,
      caption: `Environment ${number} runs ${name} after another INIT`,
    };
  }
  if (cold) {
    return {
      sentence: `Environment ${number} is ready and calls the handler of ${name}: this request had to wait for a cold start.${attempt}`,
      caption: `Environment ${number} runs ${name} after its cold start`,
    };
  }
  return {
    sentence: `Environment ${number} of ${name} was idle, so it takes the request: a warm start, with the state the last one left.${attempt}`,
    caption: `Warm start: environment ${number} of ${name} is used again`,
  };
}

function invokeEnded(record: TraceRecord, lookup: Lookup): Sentence {
  const data: InvokeEnded | undefined = record.data;
  const name = lookup.functionOfInvocation(record.subject)?.name ?? 'The function';
  const took = data ? ` after ${duration(data.durationUs)} (billed ${data.billedMs} ms)` : '';
  const error = data?.error ? shortened(errorText(data.error), 80) : '';
  switch (OUTCOMES[record.value]) {
    case 'success':
      return {
        sentence: `${name} is done${took}; its environment freezes until the next request.`,
        caption: `${name} is done${took}`,
      };
    case 'timeout':
      return {
        sentence: `${name} ran into its timeout${took}; Lambda ends its process.`,
        caption: `${name} ran into its timeout`,
      };
    case 'exit':
      return {
        sentence: `The process of ${name} ended in the middle of the invocation${took}.`,
        caption: `The process of ${name} ended`,
      };
    case 'out_of_memory':
      return {
        sentence: `${name} needed more memory than it has, and was killed${took}.`,
        caption: `${name} is out of memory`,
      };
    case 'stopped_by_playground':
      return { sentence: `The playground ended this run of ${name}; it is not a Lambda outcome.` };
    default:
      return {
        sentence: `${name} failed${took}: ${error}.${record.rule === 'ENV-11' ? ' Its environment stays as it is.' : ''}`,
        caption: shortened(`${name} failed: ${error}`, 80),
      };
  }
}

function stopped({ subject, value, cause, timeUs }: TraceRecord, lookup: Lookup): Sentence {
  const { trace } = lookup;
  const environment = environmentOf(subject, lookup);
  const number = lookup.environmentOrdinal(subject);
  switch (STOP_REASONS[value]) {
    case 'idle': {
      const idle = duration(timeUs - (trace.time[cause] ?? timeUs));
      return {
        sentence: `${capitalised(environment)} had nothing to do for ${idle}, so Lambda removes it.`,
        caption: `Environment ${number} was idle for ${idle} and is removed`,
      };
    }
    case 'maximum_age':
      return {
        sentence: `${capitalised(environment)} reached its maximum age after ${duration(timeUs - (trace.time[cause] ?? timeUs))}, so Lambda removes it.`,
      };
    case 'replaced':
      return {
        sentence: `A deployment replaced the code or settings of ${environment}, so Lambda removes it.`,
        caption: `Environment ${number} was replaced by a deployment`,
      };
    case 'init_failed':
      return { sentence: `${capitalised(environment)} could not be initialised and is removed.` };
    default:
      return { sentence: `The playground ended ${environment}.` };
  }
}

// ------------------------------------------------------------------------------------------ asynchronous events

function retry(record: TraceRecord, lookup: Lookup): Sentence {
  const wait = duration(record.value * 1000);
  const throttle = record.rule === 'ASYNC-4';
  const name = lookup.functionOfInvocation(record.subject)?.name ?? 'the function';
  if (throttle) {
    return {
      sentence: `The event for ${name} goes back to Lambda’s queue for ${wait}; a throttle uses up no retry.`,
      caption: `The event for ${name} waits ${wait}: throttled`,
    };
  }
  const attempt = record.data?.attempt ?? '';
  return {
    sentence: `Lambda keeps the event for ${name} and tries again in ${wait}: attempt ${attempt}.`,
    caption: `${name}: attempt ${attempt} follows in ${wait}`,
  };
}

function eventEnded(record: TraceRecord, lookup: Lookup): Sentence {
  const name = lookup.functionOfInvocation(record.subject)?.name ?? 'the function';
  switch (CONDITIONS[record.value]) {
    case 'Success':
      return { sentence: `The event for ${name} is done with: it succeeded.` };
    case 'RetriesExhausted':
      return { sentence: `The event for ${name} is given up: no attempts are left.` };
    case 'EventAgeExceeded':
      return { sentence: `The event for ${name} is given up: before another attempt it would be too old.` };
    case 'ZeroReservedConcurrency':
      return {
        sentence: `The event for ${name} is given up without an attempt: the reserved concurrency is 0.`,
        caption: `Given up: the reserved concurrency of ${name} is 0`,
      };
    case 'FunctionDeleted':
      return { sentence: `The event is dropped: ${name} is no longer on the canvas.` };
    default:
      return { sentence: `The event for ${name} is dropped: the playground stopped its environment.` };
  }
}

// ------------------------------------------------------------------------------------------ calls and pollers

function pollers(record: TraceRecord, lookup: Lookup): Sentence {
  const { subject, value } = record;
  const wire = lookup.world.wire(subject);
  const queue = lookup.world.all.find((actor) => actor.id === wire?.from)?.name ?? 'the queue';
  const before = lookup.pollersBefore(record);
  const atATime = `for up to ${counted(value, 'batch')} at a time`;
  if (before === null) return { sentence: `Lambda begins to poll ${queue} ${atATime}.` };
  if (value > before) return { sentence: `Messages still wait in ${queue}, so Lambda polls it ${atATime}.` };
  if (record.rule === 'SQS-4') return { sentence: `The mapping allows less now: Lambda polls ${queue} ${atATime}.` };
  return { sentence: `No message waits in ${queue} any more, so Lambda polls it only ${atATime}.` };
}

function itemChanged(record: TraceRecord, lookup: Lookup): Sentence {
  const { key = {}, oldImage, newImage }: Partial<ItemChanged> = record.data ?? {};
  const what = `The item ${shortened(keyWords(key), 60)}`;
  const table = node(record.value, lookup);
  if (!newImage) return { sentence: `${what} is deleted from ${table}.` };
  return { sentence: oldImage ? `${what} of ${table} has changed.` : `${what} is in ${table}.` };
}

function call(record: TraceRecord, lookup: Lookup): Sentence {
  const { service = '', command = '', target } = record.data ?? {};
  const where = target ? ` on ${node(target, lookup)}` : '';
  const owner = environmentOwner(record.value, lookup);
  if (service === 'http') {
    const { method, url } = record.data?.input ?? {};
    return {
      sentence: shortened(
        `${owner} sends ${text(method)} ${text(url)}${target ? ` to ${node(target, lookup)}` : ''}.`,
        200,
      ),
    };
  }
  return { sentence: `${owner} calls ${text(service)} ${text(command)}${where}.` };
}

function callEnded(record: TraceRecord, lookup: Lookup): Sentence {
  const started = lookup.call(record.subject);
  const what = started ? ` ${text(started.data?.command)}` : '';
  const by = started ? environmentOwner(started.value, lookup) : 'the handler';
  const error = record.data?.error;
  if (error) {
    return { sentence: shortened(`The call${what} of ${by} fails: ${text(error.name)}: ${text(error.message)}`, 200) };
  }
  return { sentence: `The call${what} of ${by} is answered with ${record.value}.` };
}

// ------------------------------------------------------------------------------------------ words

function node(number: number, { world }: Lookup): string {
  return world.actor(number).name;
}

/** Who sent a request, as the beginning of a sentence. */
function sender(request: TraceRecord, lookup: Lookup): string {
  return lookup.sourceOf(request)?.name ?? 'You';
}

function objectOf(request: TraceRecord, lookup: Lookup): string {
  return lookup.sourceOf(request)?.name ?? 'you';
}

function verb(request: TraceRecord, lookup: Lookup): string {
  return lookup.sourceOf(request) ? 'invokes' : 'invoke';
}

function waits(request: TraceRecord, lookup: Lookup): string {
  return lookup.sourceOf(request) ? 'waits' : 'wait';
}

function owner(name: string): string {
  return name === 'You' ? 'your' : name.endsWith('s') ? `${name}’` : `${name}’s`;
}

function receiverOf(call: number, lookup: Lookup): string {
  const started = lookup.call(call);
  return started ? environmentOwner(started.value, lookup) : 'A handler';
}

function environmentOwner(environment: number, lookup: Lookup): string {
  return lookup.functionOfEnvironment(environment)?.name ?? 'The handler';
}

function queueOf(record: TraceRecord, lookup: Lookup): string {
  return lookup.queueOfMessage(record.subject)?.name ?? 'its queue';
}

function errorText(error: { readonly errorType?: unknown; readonly errorMessage?: unknown }): string {
  return `${text(error.errorType)}: ${text(error.errorMessage)}`.replace(/\.$/, '');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

const capitalised = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function capital(name: string): string {
  return name === 'you' ? 'You' : name;
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}

const PLAYGROUND_WORDS: Readonly<Record<PlaygroundStop, string>> = {
  watchdog: 'a step took too long on this machine',
  'invalid-answer': 'it sent something that cannot be understood',
  'sandbox-lost': 'the browser ended its sandbox',
  'no-sandbox': 'the browser does not start a sandbox for it',
  disabled: 'its code is disabled until it is changed, since a step of it had to be stopped',
  'too-much-kept': 'all versions of /tmp in this run are more than the playground keeps',
};
