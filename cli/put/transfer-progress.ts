import { Progress } from '../output/progress';
import { duration, withScale } from '../output/units';
import type { Terminal } from '../program/terminal';

/** How far a transfer of several files is: bytes, rate and time left, on a terminal only. */
export class TransferProgress {
  private readonly line: Progress;
  private readonly started: number;
  private readonly total: number;
  private readonly sizes: Map<string, number>;
  private bytes = 0;
  private key = '';

  constructor(
    private readonly terminal: Terminal,
    inputs: readonly { key: string; size: number }[],
  ) {
    this.line = new Progress(terminal);
    this.started = terminal.now();
    this.sizes = new Map(inputs.map(({ key, size }) => [key, size]));
    this.total = inputs.reduce((sum, { size }) => sum + size, 0);
  }

  begin(key: string): void {
    this.key = key;
    this.tell(this.bytes);
  }

  /** @param fraction of the file that has been sent */
  readonly sent = (fraction: number): void => {
    this.tell(this.bytes + fraction * (this.sizes.get(this.key) ?? 0));
  };

  /** Leaves the line to what is printed of a file that has arrived. */
  arrived(size: number): void {
    this.bytes += size;
    this.line.clear();
  }

  end(): void {
    this.line.clear();
  }

  private tell(bytes: number): void {
    const seconds = (this.terminal.now() - this.started) / 1_000;
    const rate = seconds > 0 ? bytes / seconds : 0;
    const parts = [`${withScale(bytes, 'B')} of ${withScale(this.total, 'B')}`];
    if (rate > 0) {
      parts.push(`${withScale(rate, 'B/s')}`, `${duration(((this.total - bytes) / rate) * 1_000)} left`);
    }
    this.line.advance('put', [...parts, this.key].join('  '), this.total > 0 ? bytes / this.total : 1);
  }
}
