import { DIFFERENCES, type Difference } from '../../contract/keeping-up/difference';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { differing, inWords, number } from '../describe-again/counts-in-words';
import { type DifferentPair, differencesOf, noCounts } from '../describe-again/differences';
import { countObjects } from '../describe-again/list-objects';
import { progressOn } from '../describe-again/progress-bar';
import { sinceOf } from '../describe-again/since';
import { type CsvStyle, csvLines } from '../output/csv';
import { UsageError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';

export interface AuditOptions extends CommonOptions {
  prefix: string;
  everyKey?: boolean;
  since?: string;
  csv?: boolean;
  raw?: boolean;
}

/** Keys of each kind that are told without `--csv`: enough to see what they have in common. */
const EXAMPLES = 5;

const COLUMNS = [
  'Difference',
  'Key',
  'ObjectETag',
  'RowETag',
  'ObjectLastModified',
  'RowLastModified',
  'ObjectStorageClass',
  'RowStorageClass',
];

/** Compares every object with its row, and says what differs. Exit code 1 when anything does. */
export async function audit(options: AuditOptions, terminal: Terminal): Promise<number> {
  if (options.csv && options.json) throw new UsageError('--csv and --json: only one of them can be given.');
  const since = sinceOf(options.since, terminal.now());
  const session = openSession(options, terminal, ['bucket', 'instance', 'table']);
  const selection = {
    prefix: options.prefix,
    since,
    until: terminal.now(),
    after: '',
    everyKey: options.everyKey,
  };
  const progress = progressOn(terminal);
  if (terminal.stderr.isTTY) countObjects(session, selection, progress.total).catch(() => undefined);

  const counts = noCounts();
  const examples = new Map<Difference, string[]>();
  const style = { raw: options.raw, isTTY: terminal.stdout.isTTY };
  if (options.csv) await write(terminal.stdout, csvLines([COLUMNS], style));
  try {
    for await (const { objects, different: found } of differencesOf(session, selection, counts)) {
      progress.advance(objects);
      const different = found.filter(({ difference }) => difference !== 'linked');
      remember(examples, different);
      if (options.csv && different.length > 0) await writeLines(different, style, terminal);
      terminal.interrupted.throwIfAborted();
    }
  } finally {
    progress.end();
  }
  if (options.json) {
    await write(terminal.stdout, `${jsonText({ ...counts, examples: Object.fromEntries(examples) })}\n`);
  } else {
    // Beside the lines of CSV the sentence would be one of them.
    await write(options.csv ? terminal.stderr : terminal.stdout, `${inWords(counts)}\n`);
    if (!options.csv) await write(terminal.stdout, exampleLines(examples, counts));
  }
  return differing(counts) > 0 ? 1 : 0;
}

function remember(examples: Map<Difference, string[]>, different: DifferentPair[]): void {
  for (const { difference, key } of different) {
    if (difference === 'linked') continue;
    const known = examples.get(difference) ?? [];
    if (known.length < EXAMPLES) examples.set(difference, [...known, key]);
  }
}

const writeLines = (different: DifferentPair[], style: CsvStyle, { stdout }: Terminal): Promise<void> =>
  write(
    stdout,
    csvLines(
      different.map(({ difference, key, object, row }) => [
        difference,
        key,
        object?.etag,
        row?.state.etag,
        object?.lastModified,
        row?.state.lastModified,
        object?.storageClass,
        row?.state.storageClass,
      ]),
      style,
    ),
  );

/** The first keys of each kind, so that one sees where to look. */
function exampleLines(examples: Map<Difference, string[]>, counts: Record<Difference, number>): string {
  const kinds = (Object.keys(DIFFERENCES) as Difference[]).filter((kind) => examples.has(kind));
  return kinds
    .map((kind) => {
      const keys = examples.get(kind)!;
      const more = counts[kind] - keys.length;
      const lines = keys.map((key) => `  ${oneLine(key)}\n`).join('');
      return `${kind}:\n${lines}${more > 0 ? `  … and ${number(more)} more (--csv lists them all)\n` : ''}`;
    })
    .join('');
}
