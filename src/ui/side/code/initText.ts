/** A duration the way REPORT writes it, but without needless digits: `38.2 ms`, `1.24 s`. */
export function initText(us: number): string {
  const ms = us / 1000;
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
