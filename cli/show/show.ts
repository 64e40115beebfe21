import { PRIMARY_KEY } from '../../contract/table';
import { type ObjectRow, readRow } from '../cloud/rows';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { oneLine } from '../output/cell-text';
import { coloursFor, type Terminal, write } from '../program/terminal';
import { takenApart } from '../search/found-row';
import { renderRow } from './row-sheet';

export interface ShowOptions extends CommonOptions {
  xml?: boolean;
}

/** Prints one object's row. Exit code 1 when it has none, or no report where that is asked for. */
export async function show(key: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const session = openSession(options, terminal);
  const row = await readRow(await session.tablestore(), session.target, key);
  const address = `oss://${session.target.bucket}/${oneLine(key)}`;
  if (!row) {
    await write(terminal.stderr, `No row for ${address}.\n`);
    return 1;
  }
  if (!options.xml) {
    const text = options.json
      ? JSON.stringify(plainRow(row))
      : renderRow(row, coloursFor(terminal.stdout, terminal.env));
    await write(terminal.stdout, `${text}\n`);
    return 0;
  }
  if (row.xml === null) {
    await write(terminal.stderr, `No report for ${address}: ${row.reason ?? row.status}\n`);
    return 1;
  }
  await write(terminal.stdout, row.xml.endsWith('\n') ? row.xml : `${row.xml}\n`);
  return 0;
}

/** As `find --json` prints it, with the columns that no index holds. */
function plainRow({ key, bucket, columns }: ObjectRow): Record<string, unknown> {
  const cells = Object.entries(columns).map(([name, value]) => [name, takenApart(name, value)]);
  return { [PRIMARY_KEY[0]]: key, [PRIMARY_KEY[1]]: bucket, ...Object.fromEntries(cells) };
}
