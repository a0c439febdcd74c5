/** Virtual time for people. All take µs. */

const pad = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** `00:01:04.212`; days in front when there are any: `2d 03:00:00.000`. */
export function clockText(us: number): string {
  const ms = Math.max(0, Math.floor(us / 1000));
  const days = Math.floor(ms / 86_400_000);
  const rest = `${pad(Math.floor(ms / 3_600_000) % 24, 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`;
  return days > 0 ? `${days}d ${rest}` : rest;
}

/** A length of time with two or three digits that matter: `3.2 ms`, `412 ms`, `1.24 s`, `15 min`, `1 h 5 min`. */
export function spanText(us: number): string {
  const ms = us / 1000;
  if (ms < 1) return `${Number(ms.toFixed(2))} ms`;
  if (ms < 9.95) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const s = ms / 1000;
  if (s < 9.995) return `${Number(s.toFixed(2))} s`;
  if (s < 59.95) return `${Number(s.toFixed(1))} s`;
  const min = Math.floor(Math.round(s) / 60);
  if (min < 60) return join(min, 'min', Math.round(s) % 60, 's');
  const h = Math.floor(Math.round(s / 60) / 60);
  if (h < 24) return join(h, 'h', Math.round(s / 60) % 60, 'min');
  return join(Math.floor(Math.round(s / 3600) / 24), 'd', Math.round(s / 3600) % 24, 'h');
}

function join(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** A countdown: `0:55.8` below an hour, `2:03:15` above. */
export function countdownText(us: number): string {
  const tenths = Math.max(0, Math.ceil(us / 100_000));
  const s = Math.floor(tenths / 10);
  if (s >= 3600) return `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60, 2)}:${pad(s % 60, 2)}`;
  return `${Math.floor(s / 60)}:${pad(s % 60, 2)}.${tenths % 10}`;
}

/** US dollars, small as they are: `$0.00021`. */
export function costText(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 1) return `$${usd.toFixed(2)}`;
  const digits = Math.min(12, 1 - Math.floor(Math.log10(usd)));
  return `$${usd.toFixed(Math.max(2, digits)).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}

/** A count with separators. */
export const countText = (n: number): string => n.toLocaleString('en-US');
