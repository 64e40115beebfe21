/** What `--by` calls by a short name; any other column goes by its own. */
export const SHORT_NAMES: Record<string, string> = {
  format: 'Format',
  codec: 'VideoFormat',
  status: 'Status',
  day: 'day',
};
