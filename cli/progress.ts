import pc from 'picocolors';
import type { Problem, StackEvent } from 'stand-in-cloud';

/** Clears a terminal's line and goes to its start. */
const CLEAR_LINE = '\r\x1b[2K';

/**
 * What goes on, on stderr, so that stdout holds the answer only: on a terminal one line that is rewritten, elsewhere a
 * line for each step. What a person must see stays in both.
 */
export class Progress {
  private isDirty = false;

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  /** A step that the next one may replace. */
  step(label: string, text: string): void {
    const line = `${label.padEnd(6)}  ${text}`;
    if (!this.stream.isTTY) {
      this.stream.write(`${line}\n`);
      return;
    }
    const shown = [...line].slice(0, (this.stream.columns ?? 80) - 1).join('');
    this.stream.write(`${CLEAR_LINE}${pc.dim(shown)}`);
    this.isDirty = true;
  }

  /** How far a step is; elsewhere than on a terminal it would only be noise. */
  advance(label: string, text: string, fraction: number): void {
    if (this.stream.isTTY) this.step(label, `${Math.floor(fraction * 100)} %  ${text}`);
  }

  /** Something that stays. */
  note(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
  }

  /** Takes the last step away from the terminal. */
  clear(): void {
    if (this.isDirty) this.stream.write(CLEAR_LINE);
    this.isDirty = false;
  }

  readonly stackEvent = ({ logicalId, type, status, reason }: StackEvent): void => {
    if (status.endsWith('_COMPLETE')) this.step('deploy', `${logicalId} ${type}`);
    else if (status.endsWith('_FAILED'))
      this.note(`${pc.red('failed')}  ${logicalId} ${pc.dim(type)}: ${reason}`);
  };

  readonly problem = ({ kind, function: name, reason }: Problem): void => {
    this.note(`${pc.red(kind)}  ${name}: ${reason}`);
  };
}
