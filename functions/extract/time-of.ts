/** As rows hold times: ISO 8601 in UTC with milliseconds. Undefined for what is no time. */
export function timeOf(text: string | undefined): string | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
