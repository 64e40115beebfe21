import type { StackEvent, StackState } from '../cloud/ros-types';
import { cut } from '../output/cut';
import { oneLine } from '../program/printable';
import { coloursFor, type Terminal } from '../program/terminal';
import { eventWriter, reasonToTell } from './event-lines';
import type { StackWatcher } from './follow';
import { STACK_TYPE } from './stack-failure';

/** A resource that something is done to. */
interface Step {
  type: string;
  /** What is done, such as `CREATE`. */
  action: string;
  since: number;
}

/** At most so many lines are rewritten: fewer than the smallest terminal has. */
const MOST_LIVE_LINES = 12;

/** Minutes and seconds. */
export const elapsed = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/**
 * A stack with its resources below it, on stderr. On a terminal what is under way is rewritten in place, with the time it
 * has taken; what has ended stays above. Elsewhere each event is a line.
 */
export class StackTree implements StackWatcher {
  private readonly steps = new Map<string, Step>();
  private readonly started: number;
  private readonly line: (event: StackEvent) => void;
  private readonly colours: ReturnType<typeof coloursFor>;
  private liveLines = 0;
  private root = '';
  private status = '';

  constructor(private readonly terminal: Pick<Terminal, 'stderr' | 'env' | 'now'>) {
    this.started = terminal.now();
    this.line = eventWriter(terminal);
    this.colours = coloursFor(terminal.stderr, terminal.env);
  }

  readonly onEvent = (event: StackEvent): void => {
    if (!this.terminal.stderr.isTTY) {
      this.line(event);
      return;
    }
    const { logicalId, type, status } = event;
    if (type === STACK_TYPE) this.begin(oneLine(logicalId));
    else if (status.endsWith('_IN_PROGRESS')) {
      const action = oneLine(status.slice(0, -'_IN_PROGRESS'.length));
      this.steps.set(logicalId, { type: oneLine(type), action, since: this.terminal.now() });
    } else this.end(event);
    this.draw();
  };

  readonly onLook = ({ status }: StackState): void => {
    this.status = oneLine(status);
    if (this.terminal.stderr.isTTY) this.draw();
  };

  readonly onNote = (text: string): void => {
    this.clear();
    this.write(`${oneLine(text)}\n`);
    this.draw();
  };

  /** Leaves the terminal as it is after the last line that stays. */
  close(): void {
    this.clear();
    this.steps.clear();
    this.root = '';
  }

  private begin(name: string): void {
    if (this.root === '') {
      this.clear();
      this.write(`${this.colours.bold(name)}\n`);
    }
    this.root = name;
  }

  private end(event: StackEvent): void {
    const { logicalId, type, status } = event;
    const step = this.steps.get(logicalId);
    this.steps.delete(logicalId);
    this.clear();
    const { green, red, dim } = this.colours;
    const hasFailed = status.endsWith('_FAILED');
    const sign = hasFailed ? red('✗') : green(SIGNS[status] ?? '✓');
    const took = step ? `  ${elapsed(this.terminal.now() - step.since)}` : '';
    const reason = hasFailed ? `  ${reasonToTell(event)}` : '';
    this.write(`├─ ${sign} ${oneLine(logicalId)}  ${dim(`${oneLine(type)}${took}`)}${reason}\n`);
  }

  private draw(): void {
    this.clear();
    if (this.root === '' || !this.terminal.stderr.isTTY) return;
    const now = this.terminal.now();
    const running = [...this.steps].map(
      ([id, { type, action, since }]) => `├─ … ${oneLine(id)}  ${type}  ${action}  ${elapsed(now - since)}`,
    );
    const shown = running.slice(0, MOST_LIVE_LINES);
    const more = running.length > shown.length ? [`├─ … and ${running.length - shown.length} more`] : [];
    const lines = [...shown, ...more, `└─ ${this.status || 'begins'}  ${elapsed(now - this.started)}`];
    const width = (this.terminal.stderr.columns ?? 80) - 1;
    for (const line of lines) this.write(`${this.colours.dim(cut(line, width))}\n`);
    this.liveLines = lines.length;
  }

  private clear(): void {
    if (this.liveLines > 0) this.write(`\x1b[${this.liveLines}A\r\x1b[0J`);
    this.liveLines = 0;
  }

  private write(text: string): void {
    this.terminal.stderr.write(text);
  }
}

/** What ended well by being taken away is shown as such. */
const SIGNS: Record<string, string> = { DELETE_COMPLETE: '−' };
