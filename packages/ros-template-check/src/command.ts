import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkTemplate } from './check-template';
import { type Finding, formatFinding } from './finding';

const USAGE = `Usage: ros-template-check [--strict] [--json] FILE...

Checks ROS templates in JSON. Findings go to stdout, one a line.

  --strict  fail on what is unwise, too, not only on what a service refuses
  --json    print the findings of all files as one JSON array
`;

interface Output {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** An argument or a file is wrong, so that nothing can be checked. */
class UsageError extends Error {}

function optionsOf(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: { strict: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

function templateFrom(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read '${file}' (${(error as NodeJS.ErrnoException).code}).\n`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`'${file}' is not JSON: ${(error as Error).message}\n`);
  }
}

/** @returns the exit code: 0 when nothing is refused, 1 when something is, 2 for wrong arguments or files */
export function runCheck(argv: string[], { stdout, stderr }: Output): number {
  try {
    const { values, positionals: files } = optionsOf(argv);
    if (values.help) {
      stdout.write(USAGE);
      return 0;
    }
    if (files.length === 0) throw new UsageError(USAGE);
    const found = files.flatMap((file) =>
      checkTemplate(templateFrom(file)).map((finding) => ({ file, ...finding })),
    );
    const line = ({ file, ...finding }: Finding & { file: string }) =>
      files.length > 1 ? `${file}: ${formatFinding(finding)}` : formatFinding(finding);
    stdout.write(
      values.json ? `${JSON.stringify(found, null, 2)}\n` : found.map((one) => `${line(one)}\n`).join(''),
    );
    return found.some(({ verdict }) => values.strict || verdict === 'refused') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(error.message);
    return 2;
  }
}
