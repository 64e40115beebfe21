import { columnsOf } from './column';
import { MAX_TRACKS_BYTES, TRACKS_COLUMN, trackRows } from './track-rows';

/** The tracks one by one, for questions that one track has to answer. */
export const TRACK_COLUMNS = columnsOf('General', [
  {
    name: TRACKS_COLUMN,
    type: 'rows',
    derive: (_, report) => trackRows(report).json,
    from: 'every Video, Audio, Text, Image and Other track',
    description:
      'What each track is, in the report’s order: `audio(Language=ja and Channels>=6)` asks about one.',
    search: 'nested',
    maxBytes: MAX_TRACKS_BYTES,
    example: '[{"Kind":"Image","Format":"JPEG","BitDepth":8,"Width":640,"Height":360}]',
  },
  {
    name: 'TracksLeftOut',
    type: 'integer',
    unit: 'tracks',
    derive: (_, report) => {
      const { leftOut } = trackRows(report);
      return leftOut > 0 ? BigInt(leftOut) : undefined;
    },
    from: 'every Video, Audio, Text, Image and Other track',
    description:
      'Tracks that Tracks has no room for: more than 256, or more than 64 KB. Absent when it has all.',
    example: 44,
  },
]);
