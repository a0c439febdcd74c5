/** A round time on the axis: `0`, `150 ms`, `1.5 s`, `1:04`, `1:04.5`, `2:03:00`. */
export function tickText(timeUs: number): string {
  if (timeUs === 0) return '0';
  if (timeUs < 1e6) return `${Number((timeUs / 1000).toFixed(3))} ms`;
  const s = Number((timeUs / 1e6).toFixed(4));
  if (s < 60) return `${s} s`;
  const whole = Math.floor(s);
  const fraction = String(Number((s - whole).toFixed(4))).slice(1);
  const h = Math.floor(whole / 3600);
  const min = Math.floor(whole / 60) % 60;
  const sec = `${String(whole % 60).padStart(2, '0')}${fraction}`;
  return h > 0 ? `${h}:${String(min).padStart(2, '0')}:${sec}` : `${min}:${sec}`;
}
