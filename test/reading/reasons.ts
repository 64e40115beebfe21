// What no comparison shows, since no collection has every file: what is left out for a reason.

/**
 * Codecs that are always read exactly. What they are sold as, and how many channels they have, is told by extensions
 * that need not stand in each frame (objects, lossless parts), and their metadata is that of many frames. Each frame of
 * MPEG audio has a bit rate of its own, from which MediaInfo infers that of the other streams. PCM can be a wrapper of
 * Dolby E and the like (SMPTE ST 337), that may begin after silence. Names such as `V_QUICKTIME` or `.mp2` are the
 * container's: MediaInfo knows no codec.
 */
const EXACT_CODECS =
  /^(?:Video|Audio) (?:[VA]_|\.)|^Audio (?:PCM|E-AC-3|DTS|AC-4|MLP|TrueHD|Dolby|MPEG-H|USAC|IAMF)/;

/** What each frame of MPEG audio says anew, and what is made of it; what each frame of AC-3 says. */
const OF_MPEG_AUDIO = /^(?:Channel|Sampl|Audio_Channels_Total)/;
const OF_AC3 = /^(?:Source_)?(?:BitRate|StreamSize)/;

/** Streams of which MediaInfo infers the bit rates anyway: there, MPEG audio is read fast, and little is told of it. */
const isStream = (container: string): boolean => container === 'MPEG-TS' || container === 'BDAV';

/**
 * Of MXF only what may have captions in its pictures is read fast: of that an exact reading takes in 60 to 260 MB, of other
 * essences without sound 0.1 MB, and with it 2 to 10, or as many as a fast one (JPEG 2000).
 */
const FAST_IN_MXF = /^(?:Video (?:AVC|MPEG Video)|Audio (?:PCM|AC-3)|Text .*|Other .*|General|Menu)$/;

/**
 * Of its sound and its captions nothing is told: what begins as PCM turns out to be AC-3 or Dolby E, and there may be more
 * captions further on.
 */
const UNTOLD_IN_MXF = /^(?:Audio|Text) /;

/** True of a track that may be in a file read fast, though nothing of it is told. */
export const isUntold = (container: string, key: string): boolean =>
  container === 'MXF' && UNTOLD_IN_MXF.test(key);

/** What is made of the sounds of a file. */
const OF_SOUND = /^Audio/;

/** True of a codec that is always read exactly in that container. */
export function isExact(container: string, key: string): boolean {
  if (container === 'MXF') return !FAST_IN_MXF.test(key);
  return EXACT_CODECS.test(key) || (key === 'Audio MPEG Audio' && !isStream(container));
}

/**
 * What is left out even where no file showed it wrong, because a later part of the stream can contradict it, and a file
 * in which it does was not at hand for every codec.
 */
const NEVER = new RegExp(
  `^(?:${[
    // Messages between the pictures: HDR, timecodes, captions, the encoder and its settings.
    'HDR_|MasteringDisplay|MaxCLL|MaxFALL|TimeCode|Delay|Text_|TextCount$|Other_|OtherCount$|Active_?Format',
    'Encoded_Library|BufferSize|BitRate_(?:Nominal|Maximum|Minimum|Mode)|OverallBitRate_Mode|Encryption',
    // How pictures are coded; what the codec says beside what the container says.
    'Format_Settings|Format_Commercial|Gop_|Scan(?:Type|Order)|intra_dc_precision|FrameRate_Mode|Bits-|BitsPixel_Frame',
    '(?:Sampled|Stored)_|.*_(?:Original|Source)$|ChannelPositions_|dialnorm|compr|dynrng|dsurmod|cmixlev|surmixlev',
    // Counts of what was found.
    'Count$|StreamKindPos$|Format_AdditionalFeatures_More',
  ].join('|')})`,
);

/**
 * What MP4 tells in its index. Elsewhere MediaInfo infers it of each stream from what it saw of all of them, such as the
 * last timestamps and the pictures' repetitions (pulldown).
 */
const INFERRED =
  /^(?:(?:Source_)?(?:BitRate|StreamSize)|Duration|FrameCount|FrameRate|SamplingCount|Interleave|Video_Delay)/;

/** Of the whole, every container that is read fast tells the duration itself. */
const isInferred = (container: string, key: string, name: string): boolean =>
  container !== 'MPEG-4' && INFERRED.test(name) && !(key === 'General' && name === 'Duration');

/** Columns that need every track of the file, or all fields of them: captions and the like may be found further on. */
const NEVER_COLUMNS =
  /^(?:Text|Tracks|Conformance|Encryption|Hdr|TimeCode|VideoCodecString|AudioObject|OtherCount)/;

/** True of a field that is left out though no file showed it wrong. */
export function isDoubtful(container: string, key: string, name: string): boolean {
  if (NEVER.test(name) || isInferred(container, key, name)) return true;
  if (container === 'MXF') return OF_SOUND.test(name);
  if (key === 'Audio AC-3') return OF_AC3.test(name);
  return /^(?:General|Audio MPEG Audio)$/.test(key) && isStream(container) && OF_MPEG_AUDIO.test(name);
}

/** True of a column that is left out though no file showed it wrong. */
export const isDoubtfulColumn = (container: string, name: string): boolean =>
  NEVER_COLUMNS.test(name) || (container === 'MXF' && OF_SOUND.test(name));
