import { text } from 'node:stream/consumers';
import { convertReport } from './mediainfo/convert-report';

/**
 * A program of its own beside the function: converts a stored report for `media show --as`.
 * `node convert-report.js FORMAT <report.xml`, where FORMAT is MediaInfo's name of it. A failure is told on standard
 * error, in one line, with the exit code 1.
 */
async function main([output = '']: readonly string[]): Promise<void> {
  try {
    process.stdout.write(await convertReport(await text(process.stdin), output));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
