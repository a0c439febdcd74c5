/** Date on virtual time, in UTC and en-US whatever the machine is set to. */
import { BURDENS, CHARGES } from '../charges.ts';
import { nowMs } from '../clock.ts';
import { burden, charge } from '../counter.ts';
import { apply, construct, defineProperty, NativeDate } from '../primordials.ts';
import { defineGlobal } from './strip.ts';

const prototype = NativeDate.prototype;
const nativeParse = NativeDate.parse;
const { getTime } = prototype;

/** Text that says its own zone, or that ECMAScript reads as UTC (a date alone in ISO form). */
const HAS_ZONE = /(?:Z|UT|UTC|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?\s*$/i;
const ISO_DATE = /^\s*[+-]?\d{4,6}(?:-\d{2}){0,2}\s*$/;
const ISO_DATE_TIME = /^\s*[+-]?\d{4,6}-\d{2}(?:-\d{2})?T[\d:.]+\s*$/;

const { parse } = {
  parse(text: unknown): number {
    const value = `${text}`;
    if (HAS_ZONE.test(value) || ISO_DATE.test(value)) return nativeParse(value);
    return nativeParse(ISO_DATE_TIME.test(value) ? `${value.trim()}Z` : `${value} UTC`);
  },
};

function timeOf(args: readonly unknown[]): number {
  if (args.length === 0) return nowMs();
  if (args.length > 1) return apply(NativeDate.UTC, undefined, args as number[]);
  const [value] = args;
  if (typeof value === 'object' && value !== null && isDate(value)) return apply(getTime, value, []);
  const primitive = typeof value === 'object' && value !== null ? toPrimitive(value) : value;
  return typeof primitive === 'string' ? parse(primitive) : Number(primitive);
}

function isDate(value: object): value is Date {
  try {
    apply(getTime, value, []);
    return true;
  } catch {
    return false;
  }
}

function toPrimitive(value: object): unknown {
  // Adding an empty string asks an object for its default primitive, which for Date's argument is the right hint.
  const convert: unknown = Reflect.get(value, Symbol.toPrimitive);
  if (typeof convert === 'function') return Reflect.apply(convert, value, ['default']);
  const plain: unknown = value.valueOf();
  return typeof plain === 'object' ? String(value) : plain;
}

/** The global Date: a function, because it may be called without `new`. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: it is to be called Date, and stands in its place.
const VirtualDate = function Date(this: unknown, ...args: unknown[]): unknown {
  if (new.target === undefined) return apply(prototype.toString, new NativeDate(nowMs()), []);
  burden(BURDENS.date);
  return construct(NativeDate, [timeOf(args)], new.target);
};

const LOCAL_FIELDS = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];

export function installDate(): void {
  defineProperty(VirtualDate, 'length', { value: 7 });
  defineProperty(VirtualDate, 'prototype', { value: prototype, writable: false });
  method(VirtualDate, 'now', () => nowMs());
  method(VirtualDate, 'parse', parse);
  method(VirtualDate, 'UTC', NativeDate.UTC);
  method(prototype, 'constructor', VirtualDate);
  defineGlobal('Date', VirtualDate);
  setUtc();
  setEnglish();
}

function method(target: object, name: string, value: unknown): void {
  if (typeof value === 'function' && value.name === '') defineProperty(value, 'name', { value: name });
  defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

function setUtc(): void {
  for (const field of LOCAL_FIELDS) {
    for (const verb of ['get', 'set']) {
      const utc: unknown = Reflect.get(prototype, `${verb}UTC${field}`);
      if (typeof utc !== 'function') continue;
      method(
        prototype,
        `${verb}${field}`,
        (() => {
          const local = {
            [`${verb}${field}`](this: unknown, ...args: unknown[]) {
              return apply(utc, this, args);
            },
          };
          return local[`${verb}${field}`];
        })(),
      );
    }
  }
  const methods = {
    getTimezoneOffset(this: Date) {
      return Number.isNaN(apply(getTime, this, [])) ? Number.NaN : 0;
    },
    getYear(this: Date) {
      return this.getUTCFullYear() - 1900;
    },
    toDateString(this: Date) {
      return textParts(this)?.date ?? 'Invalid Date';
    },
    toTimeString(this: Date) {
      return textParts(this)?.time ?? 'Invalid Date';
    },
    toString(this: Date) {
      const parts = textParts(this);
      return parts ? `${parts.date} ${parts.time}` : 'Invalid Date';
    },
  };
  for (const [name, value] of Object.entries(methods)) method(prototype, name, value);
  Reflect.deleteProperty(prototype, 'toTemporalInstant');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function textParts(date: Date): { date: string; time: string } | undefined {
  if (Number.isNaN(apply(getTime, date, []))) return undefined;
  const two = (value: number) => `${value < 10 ? '0' : ''}${value}`;
  const year = date.getUTCFullYear();
  const years = year < 0 ? `-${`${-year}`.padStart(6, '0')}` : `${year}`.padStart(4, '0');
  return {
    date: `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())} ${years}`,
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT+0000 (Coordinated Universal Time)`,
  };
}

const LOCALE = 'en-US';

/** Makes en-US and UTC the defaults of everything that formats for people. */
function setEnglish(): void {
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const) {
    const native = prototype[name];
    method(
      prototype,
      name,
      {
        [name](this: Date, locales?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
          charge(CHARGES.localeText);
          return apply(native, this, [locales ?? LOCALE, { ...options, timeZone: options?.timeZone ?? 'UTC' }]);
        },
      }[name],
    );
  }
  for (const [target, name] of [
    [Number.prototype, 'toLocaleString'],
    [BigInt.prototype, 'toLocaleString'],
    [String.prototype, 'toLocaleLowerCase'],
    [String.prototype, 'toLocaleUpperCase'],
  ] as const) {
    const native: unknown = Reflect.get(target, name);
    if (typeof native !== 'function') continue;
    method(
      target,
      name,
      {
        [name](this: unknown, locales?: unknown, options?: unknown) {
          charge(CHARGES.localeText);
          return apply(native, this, [locales ?? LOCALE, options]);
        },
      }[name],
    );
  }
  const { localeCompare } = String.prototype;
  method(
    String.prototype,
    'localeCompare',
    {
      localeCompare(this: string, that: string, locales?: unknown, options?: unknown) {
        charge(CHARGES.localeCompare + (typeof this === 'string' ? this.length : 0));
        return apply(localeCompare, this, [that, locales ?? LOCALE, options] as never);
      },
    }.localeCompare,
  );
  if (typeof Intl === 'object') for (const name of Object.getOwnPropertyNames(Intl)) setEnglishIn(name);
}

function setEnglishIn(name: string): void {
  const native: unknown = Reflect.get(Intl, name);
  if (typeof native !== 'function' || !/^[A-Z]/.test(name) || name === 'Locale') return;
  const isDateFormat = name === 'DateTimeFormat';
  const withDefaults = (args: readonly unknown[]) => {
    const [locales, options] = args;
    const all = isDateFormat
      ? { ...(options as object), timeZone: (options as Intl.DateTimeFormatOptions)?.timeZone ?? 'UTC' }
      : options;
    return [locales ?? LOCALE, all];
  };
  const replaced: object = new Proxy(native, {
    construct(target, args, newTarget): object {
      charge(CHARGES.localeFormat);
      return construct(target, withDefaults(args), newTarget === replaced ? target : newTarget);
    },
    apply(target, self, args) {
      charge(CHARGES.localeFormat);
      return apply(target, self, withDefaults(args));
    },
  });
  method(Intl, name, replaced);
  method(native.prototype, 'constructor', replaced);
  if (isDateFormat) formatNow(native.prototype);
}

/** Formats without a date use the present moment: the virtual one. */
function formatNow(formatPrototype: object): void {
  const getter = Object.getOwnPropertyDescriptor(formatPrototype, 'format')?.get;
  if (getter) {
    defineProperty(formatPrototype, 'format', {
      configurable: true,
      get(this: object) {
        const format = apply(getter, this, []);
        return (date?: unknown) => format(date ?? nowMs());
      },
    });
  }
  const toParts: unknown = Reflect.get(formatPrototype, 'formatToParts');
  if (typeof toParts !== 'function') return;
  method(
    formatPrototype,
    'formatToParts',
    {
      formatToParts(this: object, date?: unknown) {
        return apply(toParts, this, [date ?? nowMs()]);
      },
    }.formatToParts,
  );
}
