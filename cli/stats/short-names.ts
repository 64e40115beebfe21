/** Short names for `--by`. Any other column is given by its own name. */
export const SHORT_NAMES: Record<string, string> = {
  format: 'Format',
  codec: 'VideoFormat',
  status: 'Status',
  policy: 'Policy',
  day: 'day',
};
