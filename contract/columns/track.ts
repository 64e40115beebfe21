/** Kinds of track in a MediaInfo report. */
export type TrackType = 'General' | 'Video' | 'Audio' | 'Text' | 'Other' | 'Image' | 'Menu';

/** One track of a MediaInfo report. */
export interface Track {
  type: TrackType;
  /** Values by field name. Fields inside `<extra>` are named `extra.FIELD`. */
  fields: ReadonlyMap<string, string>;
}
