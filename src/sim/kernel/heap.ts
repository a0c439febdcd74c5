/** A list that gives its first item by some order in logarithmic time. Equal items come in any order. */
export class Heap<T> {
  private readonly items: T[] = [];

  constructor(private readonly isBefore: (a: T, b: T) => boolean) {}

  get length(): number {
    return this.items.length;
  }

  first(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    const { items } = this;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !this.isBefore(item, above)) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  shift(): T | undefined {
    const first = this.items[0];
    const last = this.items.pop();
    if (last !== undefined && this.items.length > 0) this.siftDown(last);
    return first;
  }

  /** Finds a place for an item, from the top. */
  private siftDown(item: T): void {
    const { items } = this;
    let i = 0;
    for (;;) {
      const child = this.smallerChild(i);
      const below = items[child];
      if (below === undefined || !this.isBefore(below, item)) break;
      items[i] = below;
      i = child;
    }
    items[i] = item;
  }

  private smallerChild(parent: number): number {
    const left = 2 * parent + 1;
    const [a, b] = [this.items[left], this.items[left + 1]];
    return a !== undefined && b !== undefined && this.isBefore(b, a) ? left + 1 : left;
  }
}
