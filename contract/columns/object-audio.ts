import type { Track } from './track';
import { integerIn } from './values-of';

const has = (track: Track, field: string, pattern: RegExp): boolean =>
  pattern.test(track.fields.get(field) ?? '');

/** How an audio track is told to carry objects, or channels that a decoder places. */
const KINDS: readonly [name: string, test: (track: Track) => boolean][] = [
  [
    'Dolby Atmos',
    (track) =>
      has(track, 'Format_Commercial_IfAny', /Atmos/) ||
      has(track, 'Format_AdditionalFeatures', /\bJOC\b/) ||
      [...track.fields.keys()].some((name) => name.startsWith('extra.Dolby_Atmos_Metadata')),
  ],
  ['DTS:X', (track) => has(track, 'Format_AdditionalFeatures', /\bXLL X\b/)],
  ['MPEG-H', (track) => has(track, 'Format', /^MPEG-H/)],
  ['ADM', (track) => has(track, 'extra.Metadata_Format', /\bADM\b/)],
  ['IAMF', (track) => has(track, 'Format', /^IAMF/)],
];

/** The kinds of object-based audio of all tracks. */
export const objectAudio = (audios: readonly Track[]): string[] =>
  KINDS.filter(([, test]) => audios.some(test)).map(([name]) => name);

/** Objects of the first track that tells how many there are. */
export function objectCount(audios: readonly Track[]): bigint | undefined {
  for (const audio of audios) {
    const count =
      integerIn(audio, 'extra.NumberOfDynamicObjects') ?? integerIn(audio, 'extra.NumberOfObjects');
    if (count !== undefined) return count;
  }
  return undefined;
}

/** Where MediaInfo says that a delay is the time reference of a Broadcast Wave. */
const BEXT = 'Container (bext)';

/** Seconds since midnight of the first sample, of a Broadcast Wave. */
export function timeReference(audio: Track | undefined): number | undefined {
  if (audio?.fields.get('Delay_Source') !== BEXT) return undefined;
  const seconds = Number(audio.fields.get('Delay'));
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
