/**
 * A log line as it is shown. Platform lines keep their form, but long ids in them are cut, so that the figures are in sight;
 * the whole line stays in its tooltip. What the handler wrote is never cut.
 */
export function shownLogText(line: { readonly source: string; readonly text: string }): string {
  const text = line.text.replaceAll('\t', '  ');
  if (line.source !== 'platform') return text;
  return text
    .replace(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '$1…')
    .replace(/(arn:aws:lambda:[a-z0-9-]+::runtime:[0-9a-f]{6})[0-9a-f]{8,}/g, '$1…');
}
