import { createHash, createHmac } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { readErrorResponse } from './messages';
import { failureOfAnswer, OtsFailure } from './ots-error';

export interface TablestoreSettings {
  /** With scheme, such as `https://INSTANCE.cn-hangzhou.vpc.tablestore.aliyuncs.com`. */
  endpoint: string;
  instance: string;
  table: string;
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
  /** Epoch milliseconds. After this nothing is waited for. */
  deadline: number;
}

/** Reading or writing a row takes 5 to 50 ms. */
const ATTEMPT_TIMEOUT_MS = 5_000;

/**
 * Clients are created for each invocation, because credentials change. The connections stay open between
 * invocations.
 */
const httpAgent = new HttpAgent({ keepAlive: true });
const httpsAgent = new HttpsAgent({ keepAlive: true });

const API_VERSION = '2015-12-31';

/**
 * Makes one signed request.
 *
 * Why not the official SDK: it takes the HTTP status for the error code, waits for ever when a response
 * breaks off, opens a connection for each request, does not run in strict mode, and makes a cold start slower
 * than everything else together. The tests compare every request with the SDK's request byte for byte.
 *
 * @throws OtsFailure
 */
export async function callTablestore(
  settings: TablestoreSettings,
  operation: string,
  body: Buffer,
): Promise<Buffer> {
  const answer = await post(settings, `/${operation}`, body);
  if (answer.status === 200) return answer.body;
  throw failureOfAnswer(answer.status, readErrorResponse(answer.body));
}

function signedHeaders(settings: TablestoreSettings, path: string, body: Buffer): Record<string, string> {
  const { accessKeyId, accessKeySecret, securityToken } = settings.credentials;
  // Sorted by name, as the signature requires.
  const headers = {
    'x-ots-accesskeyid': accessKeyId,
    'x-ots-apiversion': API_VERSION,
    'x-ots-contentmd5': createHash('md5').update(body).digest('base64'),
    'x-ots-date': new Date().toISOString(),
    'x-ots-instancename': settings.instance,
    ...(securityToken ? { 'x-ots-ststoken': securityToken } : {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const signature = createHmac('sha1', accessKeySecret).update(`${path}\nPOST\n\n${lines.join('')}`);
  return { ...headers, 'x-ots-signature': signature.digest('base64') };
}

function post(
  settings: TablestoreSettings,
  path: string,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> {
  const { protocol, hostname, port } = new URL(settings.endpoint);
  const secure = protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)({
      method: 'POST',
      hostname,
      port,
      path,
      agent: secure ? httpsAgent : httpAgent,
      headers: { ...signedHeaders(settings, path, body), 'content-length': body.length },
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    const fail = (error: NodeJS.ErrnoException) => {
      const kind =
        error.name === 'AbortError' ? `no answer in ${ATTEMPT_TIMEOUT_MS} ms` : (error.code ?? error.name);
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(new OtsFailure('Network', kind, true, stale));
    };
    request.on('error', fail);
    request.on('response', (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    request.end(body);
  });
}
