/** Longest part of a parameter set that is compared: more than what follows the size, the rate and the colours. */
const MAX_BYTES = 128;

/** `profile_idc` of H.264 (ITU-T H.264, Annexes A, F and G). */
const H264_PROFILES = new Set([
  44, 66, 77, 83, 86, 88, 100, 110, 118, 122, 128, 138, 139, 134, 135, 144, 244,
]);

/** What ends a unit. Two zeros and a three are its own: an encoder puts the three where they would end it. */
const ENDS = ['\0\0\0', '\0\0\u0001'];

/** Bytes from `at` up to the next start code or the zeros before it. */
function unitAt(bytes: Buffer, at: number): string {
  const text = bytes.toString('latin1', at, at + MAX_BYTES);
  const ends = ENDS.map((end) => text.indexOf(end)).filter((end) => end >= 0);
  return text.slice(0, Math.min(...ends, text.length));
}

/** True where the length before a unit, of two bytes at least, is one of a parameter set. */
function lengthBefore(bytes: Buffer, at: number): number | undefined {
  const length = bytes[at - 1]!;
  if (bytes[at - 2] !== 0 || length < 6 || at + length > bytes.length) return undefined;
  return length;
}

const isH264 = (bytes: Buffer, at: number): boolean =>
  (bytes[at]! & 0x9f) === 7 && (bytes[at]! & 0x60) !== 0 && H264_PROFILES.has(bytes[at + 1]!);
const isHevc = (bytes: Buffer, at: number): boolean => bytes[at] === 0x42 && bytes[at + 1] === 0x01;

/** What is compared of a unit that is a parameter set; the first character tells its kind. */
type Unit = (bytes: Buffer, at: number) => string | undefined;

/** Size, shape and rate of a sequence header (ISO 13818-2); profile, scan and sampling of its extension. */
const mpegVideo: Unit = (bytes, at) => {
  if (bytes[at] === 0xb3) return bytes.toString('latin1', at, at + 5);
  return bytes[at] === 0xb5 && bytes[at + 1]! >> 4 === 1 ? bytes.toString('latin1', at, at + 4) : undefined;
};
const mpeg4Visual: Unit = (bytes, at) => (bytes[at]! >> 4 === 2 ? unitAt(bytes, at) : undefined);
/** Without its header, whose priority may differ. */
const h264: Unit = (bytes, at) => (isH264(bytes, at) ? `S${unitAt(bytes, at + 1)}` : undefined);
const hevc: Unit = (bytes, at) => (isHevc(bytes, at) ? unitAt(bytes, at) : undefined);

const UNITS: Record<string, Unit> = {
  AVC: h264,
  HEVC: hevc,
  'MPEG Video': mpegVideo,
  'MPEG-4 Visual': mpeg4Visual,
};

/** The first bytes of a unit with a length before it, as MP4 and Matroska have them. */
const PREFIXED: Record<string, number[]> = { AVC: [0x27, 0x47, 0x67], HEVC: [0x42] };

/**
 * True where a unit stands in a record of ISO 14496-15. `avcC`: version, profile, two bytes more, all ones but for the
 * length's size, number of sets. `hvcC`: kind of unit, number in two bytes. The length of the unit follows.
 */
const isConfiguration = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0x42
    ? (bytes[at - 5]! & 0x3f) === 33 && bytes[at - 4] === 0 && bytes[at - 3] === 1
    : bytes[at - 8] === 1 &&
      bytes[at - 7] === bytes[at + 1] &&
      bytes[at - 4]! >= 0xfc &&
      bytes[at - 3]! >= 0xe1;

/** Zeros at the end belong to no unit. */
const trimmed = (unit: string): string => unit.replace(/\0+$/, '');

/** The parameter sets in a piece of a file. */
export interface ParameterSets {
  /** Parameter sets in the stream itself, between the coded pictures. */
  inStream: string[];
  /** Parameter sets in the header of the container. */
  inHeader: string[];
}

/** True of a codec whose parameter sets are known here. */
export const hasParameterSets = (codec: string): boolean => Object.hasOwn(UNITS, codec);

/** True where a start code stands before a unit. */
const isBehindCode = (bytes: Buffer, at: number): boolean =>
  bytes[at - 1] === 1 && bytes[at - 2] === 0 && bytes[at - 3] === 0 && at + 5 <= bytes.length;

/**
 * Searches a piece of a file, which may begin and end anywhere, for the parameter sets of a codec.
 *
 * @param isStream true for a stream of units behind start codes, where none has a length before it
 */
export function parameterSets(bytes: Buffer, codec: string, isStream: boolean): ParameterSets {
  const unit = UNITS[codec];
  if (!unit) return { inStream: [], inHeader: [] };
  const first = isStream ? undefined : PREFIXED[codec];
  return first ? anyUnits(bytes, unit, first) : { inStream: codedUnits(bytes, unit), inHeader: [] };
}

const START_CODE = Buffer.from([0, 0, 1]);

/** Units behind start codes. */
function codedUnits(bytes: Buffer, unit: Unit): string[] {
  const sets: string[] = [];
  // From the end, as Node.js looks for the last byte first then: zeros are many.
  for (
    let at = bytes.lastIndexOf(START_CODE);
    at >= 0;
    at = at > 0 ? bytes.lastIndexOf(START_CODE, at - 1) : -1
  ) {
    const found = at + 8 <= bytes.length ? unit(bytes, at + 3) : undefined;
    if (found !== undefined) sets.push(trimmed(found));
  }
  return sets.reverse();
}

/**
 * Units behind start codes or with a length before them, by what they begin with: an index of an MP4 is full of what looks
 * like start codes.
 */
function anyUnits(bytes: Buffer, unit: Unit, first: readonly number[]): ParameterSets {
  const coded: [at: number, set: string][] = [];
  const sets: ParameterSets = { inStream: [], inHeader: [] };
  for (const byte of first) {
    for (let at = bytes.indexOf(byte, 3); at >= 0; at = bytes.indexOf(byte, at + 1)) {
      if (isBehindCode(bytes, at)) {
        const found = unit(bytes, at);
        if (found !== undefined) coded.push([at, trimmed(found)]);
        continue;
      }
      const length = lengthBefore(bytes, at);
      if (length === undefined) continue;
      const inStream = bytes[at - 3] === 0 && bytes[at - 4] === 0;
      const found =
        inStream || isConfiguration(bytes, at) ? unit(bytes.subarray(0, at + length), at) : undefined;
      if (found !== undefined) (inStream ? sets.inStream : sets.inHeader).push(trimmed(found));
    }
  }
  coded.sort(([a], [b]) => a - b);
  return { inStream: [...coded.map(([, set]) => set), ...sets.inStream], inHeader: sets.inHeader };
}

/** True when two of the sets are of one kind and differ. A piece may end inside a set. */
export function differ(sets: readonly string[]): boolean {
  const kinds = new Map<string, string>();
  return sets.some((set) => {
    const known = kinds.get(set[0]!);
    if (known === undefined) kinds.set(set[0]!, set);
    return known !== undefined && !known.startsWith(set) && !set.startsWith(known);
  });
}
