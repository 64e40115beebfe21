/** Times of objects are whole seconds, because `Last-Modified` has no fractions. */
export function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** `2026-11-22T08:15:30.000Z`, as in listings and events. */
export function isoTime(milliseconds: number): string {
  return new Date(wholeSecond(milliseconds)).toISOString();
}

/** `Sun, 22 Nov 2026 08:15:30 GMT`. */
export function httpTime(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

/** Milliseconds of `20261122T081530Z`, or undefined when the text is not of that form. */
export function parseCompactTime(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const time = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** `20261122T081530Z` of an HTTP date, or of a time that is compact already; empty when the text is neither. */
export function compactTime(text: string): string {
  if (parseCompactTime(text) !== undefined) return text;
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
