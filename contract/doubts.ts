/**
 * Reasons to doubt a report: it contradicts itself or the object, or a part is missing. These sentences
 * become the row's `Reason`.
 */
export const DOUBTS = {
  EXTENSION_INVALID: 'The content is of another format than the key’s extension says.',
  FORMAT_UNSURE: 'MediaInfo took the object for this format by a few bits, and finds errors in it.',
  TRUNCATED: 'The file is cut off.',
  NO_TRACK: 'The container was recognised, but no stream was found in it.',
  VIDEO_WITHOUT_DURATION: 'There is a video, but its duration is unknown.',
  VIDEO_WITHOUT_SIZE: 'There is a video, but its picture size is unknown.',
  AUDIO_WITHOUT_DURATION: 'There is audio, but its duration is unknown.',
  SIZE_DIFFERS: 'The report tells another file size than OSS.',
  PARTLY_DESCRIBED:
    'MediaInfo breaks down on a part of the file, or needs too much memory for it, and described it without that part.',
  REPORT_UNREADABLE: 'The report is stored, but no columns could be taken from it.',
} as const;
export type Doubt = keyof typeof DOUBTS;
