import type { LogLine } from '../../contract/log-fields';

export type Log = (line: LogLine) => void;

/**
 * Writes one JSON object per line. It does not use `console`, because Function Compute puts time and request
 * id before its lines, and Log Service would not recognise them as JSON.
 */
export const writeLog: Log = (line) => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
