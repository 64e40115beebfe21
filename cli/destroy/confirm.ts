import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { UsageError } from '../program/errors';
import { type Terminal, write } from '../program/terminal';

/**
 * Asks a person, who must type the word.
 * @throws UsageError where nobody can be asked
 */
export async function confirm(question: string, word: string, terminal: Terminal): Promise<boolean> {
  const stdin = terminal.stdin as (Readable & { isTTY?: boolean }) | undefined;
  if (!stdin?.isTTY) throw new UsageError('Nobody can be asked here: give --yes to delete all this.');
  await write(terminal.stderr, question);
  const lines = createInterface({ input: stdin, terminal: false });
  try {
    const answer = await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      // Ctrl-D, or Ctrl-C.
      lines.once('close', () => resolve(''));
      terminal.interrupted.addEventListener('abort', () => resolve(''), { once: true });
    });
    return answer.trim() === word;
  } finally {
    lines.close();
  }
}
