import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { json } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { Keys } from '../cloud/keys';
import { ServiceError } from '../program/errors';

/** Where the entries of a logstore are. */
export interface LogPlace {
  /** With scheme, without project. */
  endpoint: string;
  project: string;
  logstore: string;
}

/** An entry as Log Service tells it: `__time__` in seconds, and its fields. */
export type LogEntry = Record<string, string>;

/** The most that one request gives. */
const LINES = 100;
const TIMEOUT_MS = 30_000;
/** The service answers with what it has found in time, and goes on when it is asked again. */
const ATTEMPTS = 10;

const ENTRIES = z.array(z.record(z.string(), z.coerce.string()));
const REFUSAL = z.looseObject({ errorCode: z.string(), errorMessage: z.string() });

/**
 * The entries of a time, the oldest first, with `GetLogs` of Log Service. Of the official clients, one brings a copy of
 * protobufjs and the other an SDK of all its operations; this is one signed GET.
 *
 * @param from seconds since the epoch
 * @param to seconds, not included
 * @param query of Log Service, such as `message.action: failed`. @default every entry
 * @throws ServiceError
 */
export async function* readLogs(
  place: LogPlace,
  keys: () => Promise<Keys>,
  from: number,
  to: number,
  query = '',
): AsyncGenerator<LogEntry, void, undefined> {
  for (let offset = 0; ; offset += LINES) {
    let entries: LogEntry[] = [];
    for (let attempt = 1, isComplete = false; !isComplete && attempt <= ATTEMPTS; attempt += 1) {
      ({ entries, isComplete } = await getLogs(place, await keys(), { from, to, offset, query }));
    }
    yield* entries;
    if (entries.length < LINES) return;
  }
}

async function getLogs(
  place: LogPlace,
  keys: Keys,
  { from, to, offset, query: wanted }: { from: number; to: number; offset: number; query: string },
): Promise<{ entries: LogEntry[]; isComplete: boolean }> {
  const path = `/logstores/${place.logstore}`;
  // In the order of their names, as they are signed.
  const parameters = `from=${from}&line=${LINES}&offset=${offset}`;
  const query = (text: string) => `${parameters}${wanted && `&query=${text}`}&to=${to}&type=log`;
  const signed: Record<string, string> = {
    ...(keys.securityToken ? { 'x-acs-security-token': keys.securityToken } : {}),
    'x-log-apiversion': '0.6.0',
    'x-log-bodyrawsize': '0',
    'x-log-signaturemethod': 'hmac-sha1',
  };
  const date = new Date().toUTCString();
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}`);
  const text = ['GET', '', '', date, ...lines, `${path}?${query(wanted)}`].join('\n');
  const signature = createHmac('sha1', keys.accessKeySecret).update(text).digest('base64');
  const headers = { ...signed, date, authorization: `LOG ${keys.accessKeyId}:${signature}` };
  const { answer, progress } = await send(place, `${path}?${query(encodeURIComponent(wanted))}`, headers);
  const entries = ENTRIES.safeParse(answer);
  if (entries.success) return { entries: entries.data, isComplete: progress !== 'Incomplete' };
  const refusal = REFUSAL.safeParse(answer);
  throw new ServiceError(
    refusal.success
      ? `Log Service: ${refusal.data.errorCode}: ${refusal.data.errorMessage}`
      : `Log Service: ${place.endpoint} answered with something else than entries.`,
  );
}

/** The project is part of the host name; on loopback, where no such name may be known, of the header only. */
async function send(
  { endpoint, project }: LogPlace,
  path: string,
  headers: Record<string, string>,
): Promise<{ answer: unknown; progress: unknown }> {
  const { protocol, hostname, port, host } = new URL(endpoint);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1';
  const { request } = protocol === 'https:' ? https : http;
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request({
        hostname: isLoopback ? hostname : `${project}.${hostname}`,
        port,
        path,
        headers: { ...headers, host: `${project}.${host}` },
        timeout: TIMEOUT_MS,
      })
        .on('response', resolve)
        .on('timeout', function timedOut(this: http.ClientRequest) {
          this.destroy(new Error('no answer in time'));
        })
        .on('error', reject)
        .end();
    });
    return { answer: await json(response), progress: response.headers['x-log-progress'] };
  } catch (error) {
    throw new ServiceError(
      `Log Service: ${endpoint} could not be reached (${(error as Error).message}): check --region and ` +
        '--log-endpoint, and of a local cloud whether it is still running.',
    );
  }
}
