/** `src/runtime/environment/main.ts` with all it imports, as the text of classic scripts. */
declare module 'virtual:environment-script' {
  const source: { readonly core: string; readonly parts: Readonly<Record<string, string>> };
  export default source;
  /** `src/runtime/environment/worker/main.ts` as one classic script. */
  export const workerScript: string;
}

/** The `srcdoc` of the sandboxed frame: its policy and `src/runtime/hosts/sandboxBoot.ts` as an inline script. */
declare module 'virtual:sandbox-document' {
  const html: string;
  export default html;
}
