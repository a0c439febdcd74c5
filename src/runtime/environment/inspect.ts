/** Node's own `util.inspect` and `util.format`. */
export { format, formatWithOptions, inspect } from 'node-inspect-extracted';
