import { columnsOf } from './column';
import { objectAudio, objectCount, timeReference } from './object-audio';
import { firstPart, integerIn } from './values-of';

/** The sound of the whole file, its objects and its loudness. */
export const SOUND_COLUMNS = columnsOf('Audio', [
  {
    name: 'AudioChannelsTotal',
    type: 'integer',
    unit: 'channels',
    derive: (_, report) =>
      integerIn(
        report.find(({ type }) => type === 'General'),
        'Audio_Channels_Total',
      ),
    from: 'General Audio_Channels_Total',
    description: 'Channels of all audios together: eight mono tracks are 8.',
    example: 6,
  },
  {
    name: 'AudioChannelLayouts',
    type: 'list',
    derive: (audios) => audios.map((audio) => firstPart(audio, 'ChannelLayout') ?? ''),
    from: 'every Audio ChannelLayout',
    description: 'Places of the channels, of all audios.',
    example: '["L R","L R C LFE Lb Rb"]',
  },
  {
    name: 'AudioObjectFormats',
    type: 'list',
    derive: objectAudio,
    from: 'every Audio Format, Format_Commercial_IfAny, Format_AdditionalFeatures, extra.Metadata_Format',
    description: 'Object-based audio of all audios: Dolby Atmos, DTS:X, MPEG-H, ADM, IAMF.',
    example: '["ADM"]',
  },
  {
    name: 'AudioObjectCount',
    type: 'integer',
    unit: 'objects',
    derive: objectCount,
    from: 'Audio extra.NumberOfDynamicObjects or extra.NumberOfObjects',
    description: 'Objects of the first audio that tells how many there are.',
    example: 1,
  },
  {
    name: 'AudioDialnorm',
    type: 'integer',
    unit: 'dB',
    field: 'extra.dialnorm',
    description: 'Dialogue normalization of Dolby formats.',
    example: -31,
  },
  {
    name: 'AudioLoudnessRange',
    type: 'double',
    unit: 'LU',
    field: 'extra.LoudnessRange',
    description: 'Loudness range, where a Broadcast Wave tells it.',
    example: 7.2,
  },
  {
    name: 'AudioTruePeak',
    type: 'double',
    unit: 'dBTP',
    field: 'extra.MaxTruePeakLevel',
    description: 'Maximum true peak, where a Broadcast Wave tells it.',
    example: -1.5,
  },
  {
    name: 'AudioEncodedLibrary',
    type: 'string',
    field: 'Encoded_Library',
    description: 'Encoder of the first audio.',
    search: 'text',
    example: 'LAME',
  },
  {
    name: 'AudioEncodingSettings',
    type: 'string',
    field: 'Encoded_Library_Settings',
    description: 'Settings of the encoder, cut at 1,000 bytes.',
    search: 'text',
    maxBytes: 1_000,
    example: '-m m -V 7 -q 3 --lowpass 18.5',
  },
  {
    name: 'BwfTimeReference',
    type: 'double',
    unit: 's',
    derive: ([audio]) => timeReference(audio),
    from: 'Audio Delay, of the source Container (bext)',
    description: 'Time since midnight of the first sample of a Broadcast Wave.',
    example: 3_600,
  },
]);
