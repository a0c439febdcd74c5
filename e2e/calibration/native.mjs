// Runs a handler in this Node.js: `native.mjs FILE TIMES` prints processor time of the first call and the median of the rest, ms.
import { pathToFileURL } from 'node:url';

const [, , file = '', times = '8'] = process.argv;
const { handler } = await import(pathToFileURL(file).href);

/** Processor time: how busy the machine is does not show in it. */
const usedMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const all = [];
let spentMs = 0;
for (let i = 0; i < Number(times) && (i < 3 || spentMs < 3000); i++) {
  const before = usedMs();
  // As the runtime does with every answer.
  JSON.stringify(await handler());
  const ms = usedMs() - before;
  all.push(ms);
  spentMs += ms;
}
const [first, ...rest] = all;
rest.sort((a, b) => a - b);
console.log(JSON.stringify({ coldMs: first, warmMs: rest[rest.length >> 1] }));
