/**
 * A log line as it is shown. The runtime's prefix (time, request id, level) is left out, for these have columns of their own;
 * platform lines keep their form, but long ids in them are cut, so that the figures are in sight. The whole line stays in
 * its tooltip. What the handler wrote is never cut.
 */
export function shownLogText(line: { readonly source: string; readonly text: string }): string {
  const text = line.text.replace(PREFIX, '').replaceAll('\t', '  ');
  if (line.source !== 'platform') return text;
  return text
    .replace(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '$1…')
    .replace(/(arn:aws:lambda:[a-z0-9-]+::runtime:[0-9a-f]{6})[0-9a-f]{8,}/g, '$1…');
}

/** LOG-9: `2026-01-05T09:00:00.380Z\t<request id>\tINFO\t`. */
const PREFIX = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t(?:[0-9a-f-]{36}|undefined)\t[A-Z]+\t/;
