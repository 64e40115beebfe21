/** A longer line is cut, so that output without newlines cannot fill the memory. */
const MAX_LINE_CHARS = 64 * 1024;

/** Cuts a stream of UTF-8 text into lines, wherever its chunks were cut. */
export class LineSplitter {
  private readonly decoder = new TextDecoder();
  private rest = '';

  push(chunk: Buffer): string[] {
    const lines = (this.rest + this.decoder.decode(chunk, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > MAX_LINE_CHARS) {
      lines.push(this.rest);
      this.rest = '';
    }
    return lines;
  }

  /** The last line of a stream that ended without a newline. */
  end(): string[] {
    const last = this.rest + this.decoder.decode();
    this.rest = '';
    return last === '' ? [] : [last];
  }
}
