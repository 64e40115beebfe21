/** A track of a report with all its fields, those inside `<extra>` under the path to them. */
export interface FlatTrack {
  kind: string;
  /** The codec; of the General track, the container. */
  format: string;
  fields: Map<string, string>;
}

const LINE = /^<(\/?)([^\s>/]+)[^>]*>(?:([^<]*)<\/\2>)?$/;

/** The tracks of a report as MediaInfo prints it, a tag to a line. */
export function flatten(xml: string): FlatTrack[] {
  return [...xml.matchAll(/<track type="(\w+)"[^>]*>\n(.*?)<\/track>/gs)].map(([, kind = '', body = '']) => {
    const fields = new Map<string, string>();
    const path: string[] = [];
    for (const line of body.split('\n')) {
      const match = LINE.exec(line);
      if (!match) continue;
      const [, closes, name = '', value] = match;
      if (closes) path.pop();
      else if (value === undefined) path.push(name);
      else {
        const full = [...path, name].join('.');
        let unused = full;
        for (let i = 2; fields.has(unused); i++) unused = `${full}#${i}`;
        fields.set(unused, value);
      }
    }
    return { kind, format: fields.get('Format') ?? '', fields };
  });
}

/** What names the file, and differs between an object and a local file. */
export const NAMES = new Set(
  'CompleteName FolderName FileName FileNameExtension FileExtension File_Modified_Date File_Modified_Date_Local'.split(
    ' ',
  ),
);

/** What a fast report says of one track, held against the exact report. */
export interface TrackComparison {
  kind: string;
  format: string;
  /** Fields of the same value in both. */
  same: string[];
  /** Fields of another value, and those that only the fast report has, with both values. */
  wrong: [name: string, fast: string, exact: string | undefined][];
}

const identities = ['UniqueID', 'ID', 'StreamOrder'] as const;

/** The exact report's track that a fast one is: by its identity if there is one, otherwise by its place. */
function counterpart(
  track: FlatTrack,
  fast: readonly FlatTrack[],
  exact: readonly FlatTrack[],
): FlatTrack | undefined {
  const ofKind = (all: readonly FlatTrack[]) => all.filter(({ kind }) => kind === track.kind);
  const [ours, theirs] = [ofKind(fast), ofKind(exact)];
  if (ours.length === theirs.length) return theirs[ours.indexOf(track)];
  const key = identities.find((name) => track.fields.has(name));
  return key && theirs.find(({ fields }) => fields.get(key) === track.fields.get(key));
}

/** Compares each track of the fast report with the same track of the exact one. */
export function compareReports(fastXml: string, exactXml: string): TrackComparison[] {
  const [fast, exact] = [flatten(fastXml), flatten(exactXml)];
  return fast.map((track) => {
    const other = counterpart(track, fast, exact);
    const comparison: TrackComparison = { kind: track.kind, format: track.format, same: [], wrong: [] };
    for (const [name, value] of track.fields) {
      if (NAMES.has(name)) continue;
      const expected = other?.fields.get(name);
      if (expected === value) comparison.same.push(name);
      else comparison.wrong.push([name, value, expected]);
    }
    return comparison;
  });
}
