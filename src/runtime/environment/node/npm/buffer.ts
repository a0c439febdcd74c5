/** `buffer` for libraries. */
export { Buffer, Buffer as SlowBuffer } from 'buffer/';
