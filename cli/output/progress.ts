import type { FailedInvocation, Problem, StackEvent } from 'stand-in-cloud';
import { coloursFor, type Terminal } from '../program/terminal';
import { oneLine } from './cell-text';

/** Clears a terminal's line and moves to its start. */
const CLEAR_LINE = '\r\x1b[2K';

/**
 * Prints progress on stderr, so that stdout contains only the result. On a terminal it rewrites one line;
 * otherwise each step is a line. Important messages stay in both cases.
 */
export class Progress {
  private isDirty = false;
  private readonly stream: Terminal['stderr'];
  private readonly colours: ReturnType<typeof coloursFor>;

  constructor({ stderr, env }: Pick<Terminal, 'stderr' | 'env'>) {
    this.stream = stderr;
    this.colours = coloursFor(stderr, env);
  }

  /** Shows a step. The next step may replace it. */
  step(label: string, text: string): void {
    const line = `${label.padEnd(6)}  ${text}`;
    if (!this.stream.isTTY) {
      this.stream.write(`${line}\n`);
      return;
    }
    const shown = [...line].slice(0, (this.stream.columns ?? 80) - 1).join('');
    this.stream.write(`${CLEAR_LINE}${this.colours.dim(shown)}`);
    this.isDirty = true;
  }

  /** Shows how far a step has come. Only on a terminal; in a log it would be too much. */
  advance(label: string, text: string, fraction: number): void {
    if (this.stream.isTTY) this.step(label, `${Math.floor(fraction * 100)} %  ${text}`);
  }

  /** Prints a line that stays. */
  note(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
  }

  /** Prints a line that stays, with a label before it. */
  labelled(label: string, text: string): void {
    this.note(`${this.colours.dim(label.padEnd(6))}  ${text}`);
  }

  /** Removes the last step from the terminal. */
  clear(): void {
    if (this.isDirty) this.stream.write(CLEAR_LINE);
    this.isDirty = false;
  }

  readonly stackEvent = ({ logicalId, type, status, reason }: StackEvent): void => {
    if (status.endsWith('_COMPLETE')) this.step('deploy', `${logicalId} ${type}`);
    else if (status.endsWith('_FAILED'))
      this.note(`${this.colours.red('failed')}  ${logicalId} ${this.colours.dim(type)}: ${reason}`);
  };

  readonly problem = ({ kind, function: name, reason }: Problem): void => {
    this.note(`${this.colours.red(kind)}  ${name}: ${reason}`);
  };

  /** @param advice what to do about it */
  failedInvocation({ function: name, error }: FailedInvocation, advice: string): void {
    this.note(`${this.colours.red('failed')}  ${name}: ${oneLine(error)} (${advice})`);
  }
}
