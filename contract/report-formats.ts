/** A format that MediaInfo can write a report in. */
export interface ReportFormat {
  /** Names that a person may give, in any case: the first is the one that is listed. */
  names: readonly [string, ...string[]];
  /** MediaInfo's own name for it, as `mediainfo --Info_OutputFormats` lists it. */
  output: string;
}

/**
 * The formats that MediaInfo 26.10 makes of a stored report: all that `mediainfo --Info_OutputFormats` lists, and the
 * graphs of object-based audio. The name without a version is MediaInfo's default for it.
 */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  { names: ['text'], output: 'Text' },
  { names: ['json'], output: 'JSON' },
  { names: ['xml'], output: 'XML' },
  { names: ['html'], output: 'HTML' },
  { names: ['csv'], output: 'CSV' },
  { names: ['ebucore', 'ebucore_1.8', 'ebucore_1.8_ps'], output: 'EBUCore_1.8_ps' },
  { names: ['ebucore_1.8_sp'], output: 'EBUCore_1.8_sp' },
  { names: ['ebucore_json', 'ebucore_1.8_json', 'ebucore_1.8_ps_json'], output: 'EBUCore_1.8_ps_JSON' },
  { names: ['ebucore_1.8_sp_json'], output: 'EBUCore_1.8_sp_JSON' },
  { names: ['ebucore_1.6'], output: 'EBUCore_1.6' },
  { names: ['fims', 'fims_1.3'], output: 'FIMS_1.3' },
  { names: ['mpeg-7', 'mpeg7', 'mpeg-7_strict'], output: 'MPEG-7_Strict' },
  { names: ['mpeg-7_relaxed'], output: 'MPEG-7_Relaxed' },
  { names: ['mpeg-7_extended'], output: 'MPEG-7_Extended' },
  { names: ['pbcore', 'pbcore2', 'pbcore_2.1'], output: 'PBCore_2.1' },
  { names: ['pbcore_2.0'], output: 'PBCore_2.0' },
  { names: ['pbcore_1.2', 'pbcore1'], output: 'PBCore_1.2' },
  { names: ['niso', 'niso_z39.87', 'mix'], output: 'NISO_Z39.87' },
  { names: ['graph', 'graph_dot'], output: 'Graph_Dot' },
];

/** The names that are listed. */
export const REPORT_FORMAT_NAMES: readonly string[] = REPORT_FORMATS.map(({ names }) => names[0]);

/** `EBUCore 1.8` and `ebucore-1.8` are `ebucore_1.8`. */
const comparable = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/** A format by any of its names, or undefined. */
export const reportFormatNamed = (name: string): ReportFormat | undefined =>
  REPORT_FORMATS.find(({ names }) => names.some((one) => comparable(one) === comparable(name)));
