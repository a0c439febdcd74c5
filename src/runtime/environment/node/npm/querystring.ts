/** `qs` for the library behind `node:url`, which uses it as Node.js uses its `querystring`. */
import { querystring } from '../querystring.ts';

// What it passes besides are options of `qs`.
export const parse = (text: string) => querystring.parse(text);
export const stringify = (data: unknown) => querystring.stringify(data);
