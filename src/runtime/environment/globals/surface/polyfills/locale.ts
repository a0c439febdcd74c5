/** What a locale says about calendars and weeks: first as accessors, later as methods; V8 had both for a while. */
import { apply, getOwnPropertyDescriptor } from '../../../primordials.ts';
import { provide } from './provide.ts';

const PAIRS = [
  ['calendars', 'getCalendars'],
  ['collations', 'getCollations'],
  ['hourCycles', 'getHourCycles'],
  ['numberingSystems', 'getNumberingSystems'],
  ['textInfo', 'getTextInfo'],
  ['timeZones', 'getTimeZones'],
  ['weekInfo', 'getWeekInfo'],
] as const;

/** The keyword that sets the first day of the week. */
const FIRST_DAY = /-u-(?:.*-)?fw-([a-z]+)/;

export function installLocale(): void {
  const { prototype } = Intl.Locale;
  for (const [accessor, method] of PAIRS) {
    const getter = getOwnPropertyDescriptor(prototype, accessor)?.get;
    const named: unknown = getOwnPropertyDescriptor(prototype, method)?.value;
    const read = getter ?? named;
    if (typeof read !== 'function') continue;
    provide(prototype, {
      get [accessor](): unknown {
        return apply(read, this, []);
      },
      [method](): unknown {
        return apply(read, this, []);
      },
    });
  }
  const textOf = prototype.toString;
  provide(prototype, {
    get firstDayOfWeek(): string | undefined {
      return FIRST_DAY.exec(apply(textOf, this as unknown as Intl.Locale, []))?.[1];
    },
  });
}
