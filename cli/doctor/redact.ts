/** Takes names and ids of the account out of text, so that a report can be shown to others. */
export type Redact = (text: string) => string;

/** Shorter ones could be parts of words. */
const SHORTEST = 4;

/**
 * @param secrets what must not be seen, by what is shown in its place; the longest text is replaced first
 */
export function redaction(secrets: Readonly<Record<string, string | undefined>>): Redact {
  const known = Object.entries(secrets)
    .flatMap(([name, text]) => (text !== undefined && text.length >= SHORTEST ? [{ name, text }] : []))
    .sort((a, b) => b.text.length - a.text.length);
  return (text) =>
    known
      .reduce((rest, one) => rest.replaceAll(one.text, `<${one.name}>`), text)
      // What services put into their messages: ids of accounts and keys, and of requests.
      .replace(/\b\d{16}\b/g, '<account>')
      .replace(/\b(LTAI|STS\.)[A-Za-z0-9]{8,}/g, '<key>');
}

/** The same for every text in a value. */
export function redacted<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((one) => redacted(one, redact)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [redact(name), redacted(one, redact)]),
  ) as T;
}
