/** `src/runtime/environment/main.ts` with all it imports, as the text of one classic script. */
declare module 'virtual:environment-script' {
  const source: string;
  export default source;
  /** The same for `src/runtime/environment/worker/main.ts`. */
  export const workerScript: string;
}

/** The `srcdoc` of the sandboxed frame: its policy and `src/runtime/hosts/sandboxBoot.ts` as an inline script. */
declare module 'virtual:sandbox-document' {
  const html: string;
  export default html;
}
