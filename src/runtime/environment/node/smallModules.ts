/** Small built-ins that libraries import: `constants`, `tty`, `diagnostics_channel`. */
import { type Context, currentContext, inContext } from '../asyncContext.ts';
import { fsConstants } from './fsConstants.ts';
import { os } from './os.ts';

export const constants = () => ({ ...fsConstants, ...os.constants.signals, ...os.constants.errno });

export const tty = {
  isatty: () => false,
  ReadStream: class ReadStream {},
  WriteStream: class WriteStream {},
};

type Subscriber = (message: unknown, name: string | symbol) => void;

class Channel {
  readonly #subscribers: Subscriber[] = [];
  constructor(readonly name: string | symbol) {}
  get hasSubscribers(): boolean {
    return this.#subscribers.length > 0;
  }
  subscribe(subscriber: Subscriber): void {
    this.#subscribers.push(subscriber);
  }
  unsubscribe(subscriber: Subscriber): boolean {
    const at = this.#subscribers.indexOf(subscriber);
    if (at >= 0) this.#subscribers.splice(at, 1);
    return at >= 0;
  }
  publish(message: unknown): void {
    for (const subscriber of [...this.#subscribers]) subscriber(message, this.name);
  }
  runStores(context: unknown, run: (...args: unknown[]) => unknown, thisArg?: unknown, ...args: unknown[]): unknown {
    const present: Context = currentContext();
    this.publish(context);
    return inContext(present, () => Reflect.apply(run, thisArg, args));
  }
}

const channels = new Map<string | symbol, Channel>();

function channel(name: string | symbol): Channel {
  const found = channels.get(name) ?? new Channel(name);
  channels.set(name, found);
  return found;
}

export const diagnosticsChannel = {
  channel,
  hasSubscribers: (name: string | symbol) => channels.get(name)?.hasSubscribers ?? false,
  subscribe: (name: string | symbol, subscriber: Subscriber) => channel(name).subscribe(subscriber),
  unsubscribe: (name: string | symbol, subscriber: Subscriber) => channel(name).unsubscribe(subscriber),
  Channel,
};
