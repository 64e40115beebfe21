import { HttpSyntaxError } from './http-head';

/** Most characters accepted in the line that gives the size of a chunk, with its extensions. */
const MAX_LINE = 256;

/** Decodes a body sent with `Transfer-Encoding: chunked`, which may arrive in parts of any size. */
export class ChunkedBody {
  ended = false;
  private line = '';
  /** Bytes of this chunk that are still to come; -1 while a line is read, -2 in the trailer. */
  private left = -1;

  /** @returns how many bytes were decoded: all of them, unless the body ended before */
  decode(bytes: Buffer, data: (bytes: Buffer) => void): number {
    let at = 0;
    while (at < bytes.length && !this.ended) {
      if (this.left > 0) {
        const part = bytes.subarray(at, at + this.left);
        this.left -= part.length;
        at += part.length;
        data(part);
        // The line break behind a chunk is read as an empty line.
        if (this.left === 0) this.left = -1;
        continue;
      }
      const newline = bytes.indexOf(10, at);
      const upTo = newline < 0 ? bytes.length : newline;
      this.line += bytes.toString('latin1', at, upTo);
      if (this.line.length > MAX_LINE) throw new HttpSyntaxError('a line too long between chunks');
      at = newline < 0 ? bytes.length : newline + 1;
      if (newline >= 0) this.endLine();
    }
    return at;
  }

  private endLine(): void {
    const line = this.line.replace(/\r$/, '');
    this.line = '';
    if (this.left === -2) {
      this.ended = line === '';
      return;
    }
    if (line === '') return;
    const [, digits] = /^([\da-f]{1,12})[ \t]*(?:;|$)/i.exec(line) ?? [];
    if (!digits) throw new HttpSyntaxError('no chunk size');
    this.left = Number.parseInt(digits, 16) || -2;
  }
}
