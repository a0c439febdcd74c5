import { expect, it } from 'vitest';
import { circleMessage } from './jsonCircle.ts';

class Order {
  lines: unknown[] = [];
}

function circles(): unknown[] {
  const self: Record<string, unknown> = { x: 1 };
  self.a = self;
  const order = new Order();
  order.lines.push({ order });
  const chain = (length: number) => {
    const first: Record<string, unknown> = {};
    let last = first;
    for (let i = 0; i < length; i++) {
      const next = {};
      last[`k${i}`] = next;
      last = next;
    }
    last.back = first;
    return { before: [{}], first };
  };
  const list: unknown[] = [1];
  list.push(list);
  return [self, { self }, order, [order], list, ...[1, 2, 3, 4, 5, 6].map(chain)];
}

it('words a circle as V8 does', () => {
  for (const value of circles()) {
    let native = '';
    try {
      JSON.stringify(value);
    } catch (error) {
      native = String(error);
    }
    expect(`TypeError: ${circleMessage(value)}`).toBe(native);
  }
});

it('has nothing to say about what is no circle', () => {
  const shared = {};
  expect(circleMessage({ a: shared, b: [shared] })).toBeUndefined();
});
