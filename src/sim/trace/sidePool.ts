/**
 * Values of some of many numbered things, such as the data of records. Pages of plain arrays: filling a Map of millions costs
 * several times as much.
 */
export class SidePool<T> {
  private readonly pages: (T | undefined)[][] = [];

  get(index: number): T | undefined {
    return this.pages[Math.floor(index / PAGE)]?.[index % PAGE];
  }

  has(index: number): boolean {
    return this.get(index) !== undefined;
  }

  /** `undefined` is no value: setting it is the same as `delete`. */
  set(index: number, value: T): void {
    const number = Math.floor(index / PAGE);
    let page = this.pages[number];
    if (!page) {
      page = new Array<T | undefined>(PAGE).fill(undefined);
      this.pages[number] = page;
    }
    page[index % PAGE] = value;
  }

  delete(index: number): void {
    const page = this.pages[Math.floor(index / PAGE)];
    if (page) page[index % PAGE] = undefined;
  }
}

const PAGE = 4096;
