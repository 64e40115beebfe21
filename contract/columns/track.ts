/** Kinds of track in a report of MediaInfo. */
export type TrackType = 'General' | 'Video' | 'Audio' | 'Text' | 'Other' | 'Image' | 'Menu';

/** One track of a report of MediaInfo. */
export interface Track {
  type: TrackType;
  /** Values by field; those of `<extra>` under `extra.FIELD`. */
  fields: ReadonlyMap<string, string>;
}
