/** A list of times as it is typed: `0, 0.5, 60`. */

const MOST_S = 604_800;
const MOST = 10_000;

export const timesText = (timesS: readonly number[]): string => timesS.join(', ');

export type ReadTimes =
  | { readonly ok: true; readonly timesS: readonly number[] }
  | { readonly ok: false; readonly problem: string };

/** Reads times in seconds, separated by commas, semicolons or white space; says which one cannot be taken. */
export function readTimes(text: string): ReadTimes {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > MOST) return { ok: false, problem: `At most ${MOST.toLocaleString('en-US')} times.` };
  const timesS = words.map(Number);
  const wrong = words.find((_, i) => !isTime(timesS[i]));
  if (wrong === undefined) return { ok: true, timesS };
  return Number.isFinite(Number(wrong))
    ? { ok: false, problem: `${wrong} is outside 0–${MOST_S.toLocaleString('en-US')} s.` }
    : { ok: false, problem: `“${wrong}” is not a number of seconds.` };
}

const isTime = (value: number | undefined) => value !== undefined && value >= 0 && value <= MOST_S;
