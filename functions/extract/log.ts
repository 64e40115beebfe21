/** A line of the function's log: flat, so that Log Service can index and chart every field. */
export type LogLine = Record<string, string | number | boolean | undefined>;

export type Log = (line: LogLine) => void;

/**
 * One JSON object per line. Not through `console`, before whose lines Function Compute puts time and request id, so
 * that Log Service would no longer see JSON.
 */
export const writeLog: Log = (line) => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
