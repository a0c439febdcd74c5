/** `abort-controller` for libraries: the globals. */
const { AbortController, AbortSignal } = globalThis;

export { AbortController, AbortSignal };
