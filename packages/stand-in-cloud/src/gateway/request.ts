import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readBody } from '../read-body';
import { ApiError } from './errors';

/** A template has at most half a megabyte; as form data it can be three times as long. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A call of the API as it was received; either way of signing is possible. */
export interface ApiRequest {
  method: string;
  /** Before the question mark, as it came. */
  path: string;
  query: [name: string, value: string][];
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Of the query and of a form, by name. */
  parameters: ReadonlyMap<string, string>;
}

/** @throws ApiError for a body that is too large */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const { method = '', url = '/', headers } = message;
  const body = await readBody(
    message,
    MAX_BODY_BYTES,
    () => new ApiError('InvalidParameter', `The request body has more than ${MAX_BODY_BYTES} bytes.`),
  );
  const [path = '/', search = ''] = url.split(/\?(.*)/s);
  const query = [...new URLSearchParams(search)];
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const form = isForm ? [...new URLSearchParams(body.toString('utf8'))] : [];
  return { method, path, query, headers, body, parameters: new Map([...query, ...form]) };
}
