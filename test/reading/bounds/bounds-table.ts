/** One file, read with one bound. */
export interface BoundResult {
  /** Of the bound; `default` for none. */
  name: string;
  /** Bytes that MediaInfo read. */
  bytes: number;
  /** Fields that are not as without a bound. */
  lost: string[];
}

const SHOWN = 12;

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** The fields that most files lose come first. */
function mostLost(results: readonly BoundResult[]): string {
  const counts = new Map<string, number>();
  for (const { lost } of results) for (const field of lost) counts.set(field, (counts.get(field) ?? 0) + 1);
  const byKind = new Map<string, string[]>();
  const fields = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  for (const [field] of fields.slice(0, SHOWN)) {
    const [kind = '', ...name] = field.split(' ');
    byKind.set(kind, [...(byKind.get(kind) ?? []), name.join(' ')]);
  }
  const shown = [...byKind].map(([kind, names]) => `${kind}: ${names.join(', ')}`).join('; ');
  return fields.length > SHOWN ? `${shown}; ${fields.length - SHOWN} more` : shown;
}

/** The table of one kind of files, in Markdown. */
export function tableOf(title: string, files: readonly (readonly BoundResult[])[]): string {
  const lines = files[0]!.map(({ name }, i) => {
    const results = files.map((one) => one[i]!);
    const differ = results.filter(({ lost }) => lost.length > 0).length;
    const bytes = results.map((one) => one.bytes);
    return [
      ...[name, megabytes(median(bytes)), megabytes(Math.max(...bytes))],
      ...(name === 'default' ? ['', ''] : [`${differ}`, mostLost(results)]),
    ];
  });
  return [
    `| ${title}, ${files.length} files | MB, median | most | files that differ | in |`,
    '|---|--:|--:|--:|---|',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}
