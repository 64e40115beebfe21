/** The parts that an object can play in a presentation of several objects. */
export const ROLES = {
  playlist: 'Names what is played in turn: HLS, Blu-ray.',
  manifest: 'Names the streams of a presentation: DASH, Smooth Streaming, HDS.',
  package: 'Describes files that belong together: IMF, DCP, P2, XDCAM, DVD, Blu-ray.',
  'init segment': 'Tells of the streams, and holds none of their data: CMAF, DASH, HLS.',
  'media segment': 'Holds data of streams that an init segment tells of: CMAF, DASH, HLS.',
} as const;

export type Role = keyof typeof ROLES;
