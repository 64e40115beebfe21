/** The status line and the headers of an answer. */
export interface HttpHead {
  status: number;
  /** By lower-case name; of a header sent twice, the first. */
  headers: Readonly<Record<string, string | undefined>>;
  /** What follows the head: so many bytes, chunks (RFC 9112, 7.1), or all until the connection ends. */
  body: number | 'chunked' | 'until-close';
  /** Whether another request may follow on the connection. */
  persistent: boolean;
}

/** An answer that is no HTTP/1.1. */
export class HttpSyntaxError extends Error {
  override name = 'HttpSyntaxError';
}

const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: |$)/;
const FIELD_LINE = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/;

/** Informational answers, and those that never have a body. */
const NO_BODY = (status: number): boolean => status < 200 || status === 204 || status === 304;

/**
 * @param text all lines before the empty one
 * @param bodyless whether the request was one, such as HEAD, whose answer has no body whatever its headers say
 * @throws HttpSyntaxError
 */
export function parseHead(text: string, bodyless: boolean): HttpHead {
  const [statusLine = '', ...fieldLines] = text.split('\r\n');
  const [, minor, digits] = STATUS_LINE.exec(statusLine) ?? [];
  if (!digits) throw new HttpSyntaxError('no status line');
  const status = Number(digits);
  const headers: Record<string, string> = Object.create(null);
  for (const line of fieldLines) {
    const [, name, value] = FIELD_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new HttpSyntaxError('no header field');
    const known = headers[name.toLowerCase()];
    if (known !== undefined && known !== value && /^content-length$/i.test(name)) {
      throw new HttpSyntaxError('two lengths');
    }
    headers[name.toLowerCase()] ??= value;
  }
  const { connection = '' } = headers;
  const persistent = minor === '1' ? !/\bclose\b/i.test(connection) : /\bkeep-alive\b/i.test(connection);
  return { status, headers, persistent, body: bodyOf(headers, bodyless || NO_BODY(status)) };
}

function bodyOf(headers: Record<string, string>, bodyless: boolean): HttpHead['body'] {
  if (bodyless) return 0;
  const { 'transfer-encoding': encoding, 'content-length': length } = headers;
  if (encoding !== undefined) return /\bchunked$/i.test(encoding) ? 'chunked' : 'until-close';
  if (length === undefined) return 'until-close';
  if (!/^\d{1,15}$/.test(length)) throw new HttpSyntaxError('no length');
  return Number(length);
}
