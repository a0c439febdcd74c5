// Runs module graphs in Node.js itself: reads a list of { seed, files } from the file named first, writes each graph into a folder
// of its own below the folder named second, and prints the list of trails as JSON.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , listPath = '', folder = ''] = process.argv;
process.on('unhandledRejection', () => {});
const trails = [];
for (const { seed, files } of JSON.parse(readFileSync(listPath, 'utf8'))) {
  const root = join(folder, `g${seed}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { handler } = await import(pathToFileURL(join(root, 'index.mjs')).href);
  trails.push(await handler());
}
console.log(JSON.stringify(trails));
