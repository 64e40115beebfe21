import { isSure } from './listed-name';
import { sureContainer, sureFields } from './sure-fields';

const TRACK_START = '<track type="';
const TRACK_END = '</track>\n';

/** What stands behind the last track. */
const END = /^<\/track>\n<\/media>\n<\/MediaInfo>\s*$/;

/** A fast report that says nothing that an exact one would not say. */
export interface SureReport {
  xml: string;
  /** Columns that may be taken from it. */
  columns: ReadonlySet<string>;
  /** MediaInfo's name of the container. */
  container: string;
  /** Codecs of the video tracks. */
  codecs: string[];
}

/** What names the object. It is put in anew, and asks for no reading. */
const NAMES = new Set(
  'CompleteName FolderName FileName FileNameExtension FileExtension File_Modified_Date File_Modified_Date_Local'.split(
    ' ',
  ),
);

const FIELD = /^<([A-Za-z_][\w.-]*)(?: dt="binary\.base64")?>[^<]*<\/\1>$/;
const TYPE = /^<track type="(\w+)"[^>]*>$/;

/**
 * What is read exactly whatever it is: MediaInfo found the file damaged or named wrongly. How much of that it tells
 * depends on how much it reads.
 */
const SUSPICIOUS = /<(?:IsTruncated|FileExtension_Invalid|Conformance\w+)[ >]/;

/**
 * At most so many samples per second has the core of HE-AAC. That there is more than the core is told now and then, not in
 * each frame.
 */
const CORE_RATE = 24_000;

/** True of AAC of which frames further on may tell another format, rate or number of channels. */
const mayBeMore = (lines: readonly string[]): boolean =>
  fieldIn(lines, 'Format') === 'AAC' &&
  (fieldIn(lines, 'Format_AdditionalFeatures') !== 'LC' ||
    !(Number(fieldIn(lines, 'SamplingRate')) > CORE_RATE));

/** Of a video, what decides how others of its fields are meant: a cover is no video, and a turned picture is upright. */
const DECISIVE = /^<(Type|Menu_For|Rotation|PixelAspectRatio)>/;

/** True of a video that has such a field, and the list does not have it. */
const isMeantOtherwise = (kind: string, lines: readonly string[], sure: ReadonlySet<string>): boolean =>
  kind === 'Video' &&
  lines.some((line) => {
    const name = DECISIVE.exec(line)?.[1];
    return name !== undefined && !isSure(name, sure);
  });

interface Sure {
  kind: string;
  format: string;
  names: Set<string>;
  text: string;
}

const fieldIn = (lines: readonly string[], name: string): string => {
  const start = `<${name}>`;
  const line = lines.find((one) => one.startsWith(start));
  return line === undefined ? '' : line.slice(start.length, line.indexOf('<', start.length));
};

/** The track without what is not sure; undefined when it has something in it that no list knows the form of. */
function sureTrack(lines: readonly string[], container: string): Sure | undefined {
  const kind = TYPE.exec(lines[0] ?? '')?.[1];
  const known = sureContainer(container);
  const format = fieldIn(lines, 'Format');
  const sure = kind && known && sureFields(known, kind, format);
  if (!kind || !sure || mayBeMore(lines) || isMeantOtherwise(kind, lines, sure)) return undefined;
  const names = new Set<string>();
  const kept: string[] = [];
  for (const line of lines) {
    const name = FIELD.exec(line)?.[1];
    if (name === undefined) {
      if (line !== lines[0] && line !== '<extra>' && line !== '</extra>') return undefined;
      kept.push(line);
    } else if (isSure(name, sure) || (kind === 'General' && NAMES.has(name))) {
      kept.push(line);
      names.add(name);
    }
  }
  return { kind, format, names, text: kept.join('\n').replace(/^<extra>\n<\/extra>(?:\n|$)/m, '') };
}

/** What verdicts are made of. Without it the row would doubt what an exact report tells. */
function isEnough(tracks: readonly Sure[]): boolean {
  const [general, ...streams] = tracks;
  const media = streams.filter(({ kind }) => kind === 'Video' || kind === 'Audio');
  return (
    general?.kind === 'General' &&
    general.names.has('Duration') &&
    media.some(({ names }) => names.size > 0) &&
    media.every(({ kind, names }) => kind !== 'Video' || (names.has('Width') && names.has('Height')))
  );
}

/**
 * A fast report without the fields that may be wrong: what is kept was seen to be the same in every exact report.
 * Undefined when the file has to be read exactly, because its container or one of its codecs was not compared, or
 * because something is wrong with it.
 */
export function onlySure(xml: string): SureReport | undefined {
  if (SUSPICIOUS.test(xml)) return undefined;
  const first = xml.indexOf(TRACK_START);
  const last = xml.lastIndexOf(TRACK_END);
  if (first < 0 || last < first || !END.test(xml.slice(last))) return undefined;
  const bodies = xml.slice(first, last).split(TRACK_END);
  const split = bodies.map((body) => body.replace(/\n$/, '').split('\n'));
  const container = fieldIn(split[0]!, 'Format');
  const tracks: Sure[] = [];
  for (const lines of split) {
    const track = sureTrack(lines, container);
    if (!track) return undefined;
    tracks.push(track);
  }
  if (!isEnough(tracks)) return undefined;
  const body = tracks.map(({ text }) => `${text.replace(/\n$/, '')}\n`).join(TRACK_END);
  return {
    xml: xml.slice(0, first) + body + xml.slice(last),
    columns: sureContainer(container)!.columns,
    container,
    codecs: tracks.filter(({ kind }) => kind === 'Video').map(({ format }) => format),
  };
}
