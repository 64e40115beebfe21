import type { LogLine } from '../../contract/log-fields';

export type Log = (line: LogLine) => void;

/**
 * One JSON object per line. Not through `console`, before whose lines Function Compute puts time and request id, so
 * that Log Service would no longer see JSON.
 */
export const writeLog: Log = (line) => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
