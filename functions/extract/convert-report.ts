import { text } from 'node:stream/consumers';
import { NOT_CONFINED, refusedText } from './confinement-log';
import { convertReport } from './mediainfo/convert-report';

/**
 * A program of its own beside the function: converts a stored report for `media show --as`.
 * `node convert-report.js FORMAT <report.xml`, where FORMAT is MediaInfo's name of it. A failure is told on standard
 * error, in one line, with the exit code 1; so is, in a line of its own, what the machine refuses of the confinement.
 */
async function main([output = '']: readonly string[]): Promise<void> {
  let warning = '';
  try {
    const converted = await convertReport(await text(process.stdin), output, (measures) => {
      warning = `${NOT_CONFINED} on this machine. ${refusedText(measures)}\n`;
    });
    process.stdout.write(converted);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
  process.stderr.write(warning);
}

void main(process.argv.slice(2));
