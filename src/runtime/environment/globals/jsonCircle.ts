/** The message of the TypeError for an object that holds itself, in the words of V8 whatever the engine. */

interface Step {
  readonly value: object;
  /** How it was reached from the one before. */
  readonly key: string;
}

/** Undefined when there is no circle, or only behind a `toJSON` or a getter. */
export function circleMessage(value: unknown): string | undefined {
  const path: Step[] = [];
  const closing = find(value, '', path, new Set());
  if (!closing) return undefined;
  const circle = path.slice(path.findIndex((step) => step.value === closing.value));
  const [first, ...rest] = circle;
  const lines = [`\n    --> starting at object with constructor ${constructorOf(first?.value)}`];
  // V8 shows at most two further steps at the start and one at the end.
  rest.forEach((step, i) => {
    if (i < 2 || i >= rest.length - 1)
      lines.push(`\n    |     ${step.key} -> object with constructor ${constructorOf(step.value)}`);
    else if (i === 2) lines.push('\n    |     ...');
  });
  return `Converting circular structure to JSON${lines.join('')}\n    --- ${closing.key} closes the circle`;
}

function find(value: unknown, key: string, path: Step[], done: Set<object>): Step | undefined {
  if (typeof value !== 'object' || value === null || done.has(value)) return undefined;
  const step = { value, key };
  if (path.some((one) => one.value === value)) return step;
  path.push(step);
  for (const name of Object.keys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    const closing = find(descriptor?.value, Array.isArray(value) ? `index ${name}` : `property '${name}'`, path, done);
    if (closing) return closing;
  }
  path.pop();
  done.add(value);
  return undefined;
}

function constructorOf(value: object | undefined): string {
  const name: unknown = value?.constructor?.name;
  return `'${typeof name === 'string' && name !== '' ? name : 'Object'}'`;
}
