import { resolve } from 'node:path';
import { type Plugin, runnerImport } from 'vite';

const ENTRY = 'src/scenario/jsonSchema.ts';
const FILE_NAME = 'scenario.schema.json';

/** Serves the JSON Schema of a scenario file as `scenario.schema.json` beside the page. */
export function scenarioSchema(): Plugin {
  let root = '';
  const schemaText = async () => {
    const { module } = await runnerImport<{ scenarioJsonSchema(): unknown }>(resolve(root, ENTRY));
    return `${JSON.stringify(module.scenarioJsonSchema(), null, 2)}\n`;
  };
  return {
    name: 'lambdarium:scenario-schema',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE_NAME, source: await schemaText() });
    },
    configureServer(server) {
      server.middlewares.use(`/${FILE_NAME}`, (_request, response, next) => {
        schemaText().then((text) => {
          response.setHeader('Content-Type', 'application/schema+json');
          response.end(text);
        }, next);
      });
    },
  };
}
