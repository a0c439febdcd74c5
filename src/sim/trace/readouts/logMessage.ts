/** LOG-9: time, request id (`undefined` at init) and level, each followed by a tab. */
const PREFIX = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t(?:[0-9a-f-]{36}|undefined)\t[A-Z]+\t/;

/** What the handler wrote, without what the runtime puts before it in the text format; other lines stay as they are. */
export const logMessage = (line: string): string => line.replace(PREFIX, '');
