/**
 * Declarations of Node.js: those of @types/node, as text, for the built-ins that the playground has. A built-in that is not
 * listed is one that would not load, so that the editor does not offer it.
 */
const files: Readonly<Record<string, string>> = import.meta.glob(
  [
    '/node_modules/@types/node/{assert,async_hooks,buffer,buffer.buffer,console,crypto,events,fs,globals,globals.typedarray,http,https,module,os,path,perf_hooks,process,querystring,stream,string_decoder,timers,url,util,zlib}.d.ts',
    '/node_modules/@types/node/{assert,fs,stream,timers}/*.d.ts',
    '/node_modules/@types/node/compatibility/*.d.ts',
    '/node_modules/@types/node/web-globals/{abortcontroller,domexception,events}.d.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

export const nodeTypes: { content: string; filePath: string }[] = Object.entries(files).map(([path, content]) => ({
  content,
  filePath: `file://${path}`,
}));
