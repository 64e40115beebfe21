/** The status line and the headers of an answer. */
export interface HttpHead {
  status: number;
  /** By lower-case name. If a header was sent twice, its first value. */
  headers: Readonly<Record<string, string | undefined>>;
  /** What follows the head: a number of bytes, chunks (RFC 9112, 7.1), or everything until the connection ends. */
  body: number | 'chunked' | 'until-close';
  /** Whether another request may follow on the connection. */
  persistent: boolean;
}

/** The answer is not valid HTTP/1.1. */
export class HttpSyntaxError extends Error {
  override name = 'HttpSyntaxError';
}

const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: |$)/;
const FIELD_LINE = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/;

/** Whether answers with this status never have a body. */
const NO_BODY = (status: number): boolean => status < 200 || status === 204 || status === 304;

/**
 * @param text all lines before the empty one
 * @param bodyless true for a HEAD request: its answer has no body, although its headers may tell a length
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
