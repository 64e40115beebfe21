/** Goes through pages one item at a time, and asks for the next page while this one is worked on. */
export class Cursor<Item> {
  private page: Item[] = [];
  private at = 0;
  private next: Promise<IteratorResult<Item[]>> | undefined;
  private readonly pages: AsyncIterator<Item[]>;

  constructor(pages: AsyncIterable<Item[]>) {
    this.pages = pages[Symbol.asyncIterator]();
    this.ask();
  }

  /** The present item; undefined at the end, and at the end of a page until `fill`. */
  get head(): Item | undefined {
    return this.page[this.at];
  }

  /** True when the present page is used up, and `fill` must be awaited to know whether there is more. */
  get isEmpty(): boolean {
    return this.at >= this.page.length && this.next !== undefined;
  }

  /** Takes up the next page that is not empty. */
  async fill(): Promise<void> {
    while (this.isEmpty) {
      const { done, value } = await this.next!;
      this.page = done ? [] : value;
      this.at = 0;
      if (done) this.next = undefined;
      else this.ask();
    }
  }

  advance(): void {
    this.at += 1;
  }

  /** Lets go of whatever the pages hold. */
  async close(): Promise<void> {
    await this.next?.catch(() => {});
    await this.pages.return?.();
  }

  private ask(): void {
    this.next = this.pages.next();
    // Whoever fills hears of it; nobody may have come to that.
    this.next.catch(() => {});
  }
}
