import { giveBack, lend } from '../scratch';
import { differ, hasParameterSets, parameterSets } from './parameter-sets';
import { payloads, programMaps } from './ts-payload';

/** The bytes that came in from both ends of an object, and its tracks. */
export interface Ends {
  head: Buffer;
  tail: Buffer;
  /** MediaInfo's name for it. */
  container: string;
  /** Codecs of its video tracks, by MediaInfo's names. */
  codecs: readonly string[];
}

/**
 * True when the video has the same format in the beginning and at the end, as far as the bytes at hand tell. Recordings
 * change it where a programme ends, and joined files where they were joined. An exact report then tells of the format
 * that it saw last, a fast one of the first.
 */
export function staysTheSame({ head, tail, container, codecs }: Ends): boolean {
  const isStream = container === 'MPEG-TS' || container === 'BDAV';
  if (isStream && !hasSamePrograms(head, tail)) return false;
  if (!isStream) return haveSameSets([head], [tail], codecs, container === 'MXF');
  const memory = lend(head.length + tail.length);
  try {
    const [first, last] = [payloads(head, memory), payloads(tail, memory.subarray(head.length))];
    return haveSameSets(first, last, codecs, true);
  } finally {
    giveBack(memory);
  }
}

function haveSameSets(
  first: readonly Buffer[],
  last: readonly Buffer[],
  codecs: readonly string[],
  hasStartCodes: boolean,
): boolean {
  return codecs.filter(hasParameterSets).every((codec) => {
    const [atStart, atEnd] = [first, last].map((pieces) =>
      pieces.map((piece) => parameterSets(piece, codec, hasStartCodes)),
    );
    const all = [...atStart!, ...atEnd!];
    if (differ(all.flatMap(({ inHeader, inStream }) => [...inHeader, ...inStream]))) return false;
    const told = (sets: typeof all): boolean => sets.some(({ inStream }) => inStream.length > 0);
    // Sets among the media of which none is at hand at the end: they may have changed.
    return !told(atStart!) || told(atEnd!);
  });
}

/** False where streams are added or taken away, as broadcasters do between programmes. */
function hasSamePrograms(head: Buffer, tail: Buffer): boolean {
  const [first, last] = [programMaps(head), programMaps(tail)];
  return (
    first.size > 0 &&
    first.size === last.size &&
    [...first].every(([pid, maps]) => new Set([...maps, ...(last.get(pid) ?? [])]).size === 1)
  );
}
