import { isAbsolute, relative, resolve } from 'node:path';
import type { Policy } from '../../contract/policy/policy';
import { judgeRowBy } from '../../contract/policy/row-policy';
import { PRIMARY_KEY } from '../../contract/table';
import { withExpectedErrors } from '../local-cloud/expected-errors';
import { UsageError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { rowsOfFiles } from '../try/rows-of-files';
import { inputsOf } from '../upload/named-files';
import type { CheckOptions } from './options';
import { reasonsOf } from './reasons';
import { outputOf } from './verdict-output';

/** Judges local files. Exit code 1 when one fails. */
export async function checkFiles(
  policy: Policy,
  names: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  return withExpectedErrors(async () => {
    if (options.local === '-' && names.includes('-')) {
      throw new UsageError("Standard input can be '--local -' or names of files, not both.");
    }
    const inputs = await inputsOf(names, options, terminal);
    const rows = await rowsOfFiles(inputs, terminal);
    if (!rows) return 1;
    const given = new Map(names.map((name) => [resolve(terminal.cwd, name), name]));
    const paths = new Map(inputs.map(({ key, path }) => [key, given.get(path) ?? below(terminal.cwd, path)]));
    const judged = rows.map(({ key, bucket, columns, xml }) => {
      const keys: Record<string, string> = { [PRIMARY_KEY[0]]: key, [PRIMARY_KEY[1]]: bucket };
      const cell = (column: string) => keys[column] ?? columns[column];
      const verdict = judgeRowBy(policy, cell, xml ?? undefined);
      return { key: paths.get(key) ?? key, ...verdict, reasons: reasonsOf(verdict, cell) };
    });
    const output = outputOf(options, policy.name, terminal);
    await output.begin();
    await output.rows(judged.map(({ findings: _, ...row }) => row));
    await output.end();
    const failed = judged.filter(({ verdict }) => verdict === 'FAIL').length;
    const warned = judged.filter(({ verdict }) => verdict === 'WARN').length;
    const passed = judged.length - failed - warned;
    const code = failed > 0 || judged.length < inputs.length ? 1 : 0;
    if (options.json) {
      const counts = { judged: judged.length, passed, warned, failed, written: 0, interrupted: false };
      await write(terminal.stderr, `${jsonText({ policy: policy.name, ...counts })}\n`);
      return code;
    }
    const files = `${judged.length} file${judged.length === 1 ? '' : 's'}`;
    await write(
      terminal.stderr,
      `${oneLine(policy.name)}: ${files} judged, ${passed} pass, ${warned} warn, ${failed} fail.\n`,
    );
    return code;
  });
}

/** A file as a person in this folder would write it. */
function below(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}
