/** 1,000 requests at one moment: each gets an environment of its own. */
export const BURST_SIZE = 1000;

/** Counts its requests and waits so many times: one step each, and one for the request. */
export const burstHandler = (waits: number) => `let count = 0;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event) => {
  count += 1;
  for (let i = 0; i < ${waits}; i++) await wait(5);
  return { count };
};`;

export function burstScenario(text = burstHandler(14), requests = BURST_SIZE, waves = 1): object {
  const timesS = Array.from({ length: requests * waves }, (_, i) => Math.floor(i / requests) * 60);
  return {
    version: 1,
    name: 'burst',
    durationS: 60 * waves,
    nodes: [
      { id: 'n1', type: 'client', name: 'caller', position: { x: 0, y: 0 }, traffic: { kind: 'times', timesS } },
      {
        id: 'n2',
        type: 'function',
        name: 'burst',
        position: { x: 300, y: 0 },
        handler: { kind: 'code', files: [{ path: 'index.mjs', text }] },
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  };
}
