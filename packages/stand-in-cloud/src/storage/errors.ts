/** A directory that cannot be used for the data of a cloud. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError';
}

/** Bytes on disk that are not those that were written. They are never thrown away: the message says where they are. */
export class DamagedDataError extends DataDirectoryError {
  override name = 'DamagedDataError';

  /**
   * @param where file, and the offset in it or what it holds
   * @param options `advice` says what to do. @default - what to do about the data directory
   */
  constructor(where: string, reason: string, options: ErrorOptions & { advice?: string } = {}) {
    const {
      advice = 'Nothing was changed. Put a copy of the data directory in its place, or start with an empty one.',
    } = options;
    super(`${where}: ${reason}. ${advice}`, options);
  }
}

/** Refuses a directory in a format that is not read any more. */
export function otherFormat(where: string): DataDirectoryError {
  return new DataDirectoryError(
    `${where} was written by another version of the stand-in cloud, which this one cannot read: start with an empty ` +
      'data directory.',
  );
}

/** Told of what was found and mended at a start, as text for a person. */
export type OnNotice = (text: string) => void;

export const noticeOnStderr: OnNotice = (text) => console.error(`stand-in-cloud: ${text}`);
