import type { FailedInvocation, Problem } from 'stand-in-cloud';
import type { StackEvent } from '../cloud/ros-types';
import { oneLine, severalLines } from '../program/printable';
import { coloursFor, type Terminal } from '../program/terminal';
import { cut } from './cut';

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
    const line = oneLine(`${label.padEnd(6)}  ${text}`);
    if (!this.stream.isTTY) {
      this.stream.write(`${line}\n`);
      return;
    }
    const shown = cut(line, (this.stream.columns ?? 80) - 1);
    this.stream.write(`${CLEAR_LINE}${this.colours.dim(shown)}`);
    this.isDirty = true;
  }

  /** Shows how far a step has come. Only on a terminal; in a log it would be too much. */
  advance(label: string, text: string, fraction: number): void {
    if (this.stream.isTTY) this.step(label, `${Math.floor(fraction * 100)} %  ${text}`);
  }

  /** Prints a line that stays. */
  note(text: string): void {
    this.stay(severalLines(text));
  }

  /** Prints a line that stays, with a label before it. */
  labelled(label: string, text: string): void {
    this.stay(`${this.colours.dim(label.padEnd(6))}  ${oneLine(text)}`);
  }

  /** Removes the last step from the terminal. */
  clear(): void {
    if (this.isDirty) this.stream.write(CLEAR_LINE);
    this.isDirty = false;
  }

  readonly stackEvent = ({
    logicalId,
    type,
    status,
    reason,
  }: Pick<StackEvent, 'logicalId' | 'type' | 'status' | 'reason'>): void => {
    if (status.endsWith('_COMPLETE')) this.step('deploy', `${logicalId} ${type}`);
    else if (status.endsWith('_FAILED'))
      this.stay(
        `${this.colours.red('failed')}  ${oneLine(logicalId)} ${this.colours.dim(oneLine(type))}: ${oneLine(reason)}`,
      );
  };

  readonly problem = ({ kind, function: name, reason }: Problem): void => {
    this.stay(`${this.colours.red(kind)}  ${oneLine(`${name}: ${reason}`)}`);
  };

  /** @param advice what to do about it */
  failedInvocation({ function: name, error }: FailedInvocation, advice: string): void {
    this.stay(`${this.colours.red('failed')}  ${oneLine(`${name}: ${error}`)} (${advice})`);
  }

  private stay(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
  }
}
