import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../clock';
import { type LoopbackServer, listenOnLoopback } from '../loopback';
import type { Authority } from '../ram/authority';
import { SlsError } from './errors';
import { authenticate } from './http-signature';
import { runQuery } from './query/run-query';
import type { LogEntry, LogService } from './service';

interface LogServerOptions {
  authority: Authority;
  /** @default the system's */
  clock?: Clock;
  /** @default a free one */
  port?: number;
}

/** Most entries of one answer, and how many without `line`; both are the service's. */
const MOST_LINES = 100;

/** Parameters that `GetLogs` takes here. */
const KNOWN = ['type', 'from', 'to', 'line', 'offset', 'reverse', 'query', 'topic'];

/**
 * Serves `GetLogs` of Log Service on loopback. The project is the first label of the host name, as there
 * (`Host: my-project.localhost:PORT`).
 */
export async function serveLogs(logs: LogService, options: LogServerOptions): Promise<LoopbackServer> {
  const { authority, clock = systemClock, port } = options;
  const server = createServer((request, response) => {
    request.resume();
    try {
      write(response, 200, answer(logs, authority, clock, request));
    } catch (error) {
      const { status, code, message } =
        error instanceof SlsError ? error : new SlsError('InternalServerError', String(error));
      write(response, status, { errorCode: code, errorMessage: message });
    }
  });
  return listenOnLoopback(server, port);
}

function answer(logs: LogService, authority: Authority, clock: Clock, request: IncomingMessage): object[] {
  const caller = authenticate(request, authority, clock);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const logstore = /^\/logstores\/([^/]+)$/.exec(decodeURIComponent(pathname))?.[1];
  if (request.method !== 'GET' || !logstore || searchParams.get('type') !== 'log') {
    throw new SlsError('NotSupported', 'Only GetLogs (GET /logstores/LOGSTORE?type=log) is served here.');
  }
  refuseUnknown(searchParams);
  const project = request.headers.host?.split('.')[0] ?? '';
  const [from, to] = [whole(searchParams, 'from'), whole(searchParams, 'to')];
  const found = logs.findLogs(caller, project, logstore, from * 1000, to * 1000);
  const line = whole(searchParams, 'line', MOST_LINES, MOST_LINES);
  const offset = whole(searchParams, 'offset', 0);
  const result = runQuery(searchParams.get('query') ?? '', found, logs.readIndex(project, logstore));
  // A statement has its own order and limit; `line`, `offset` and `reverse` have no effect on it, as in the service.
  if ('rows' in result) return result.rows.map((row) => ({ __source__: '', __time__: String(from), ...row }));
  if (searchParams.get('reverse') === 'true') result.entries.reverse();
  return result.entries.slice(offset, offset + line).map(toAnswer);
}

function refuseUnknown(parameters: URLSearchParams): void {
  const unknown = [...parameters.keys()].find((name) => !KNOWN.includes(name));
  if (unknown) throw new SlsError('ParameterInvalid', `The parameter ${unknown} is not known here.`);
  const topic = parameters.get('topic');
  if (topic) {
    throw new SlsError('ParameterInvalid', `The parameter topic has no effect here: '${topic}' given.`);
  }
}

function whole(parameters: URLSearchParams, name: string, otherwise?: number, most = Infinity): number {
  const given = parameters.get(name) ?? otherwise;
  const number = Number(given);
  if (given !== undefined && given !== '' && Number.isSafeInteger(number) && number >= 0 && number <= most) {
    return number;
  }
  throw new SlsError(
    'ParameterInvalid',
    `${name} must be a whole number of at most ${most}, '${given}' given.`,
  );
}

const toAnswer = ({ time, fields }: LogEntry): object => ({
  __source__: '',
  __time__: String(Math.floor(time / 1000)),
  ...fields,
});

function write(response: ServerResponse, status: number, answer: object): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-log-requestid': randomUUID(),
    ...(Array.isArray(answer) ? { 'x-log-count': answer.length, 'x-log-progress': 'Complete' } : {}),
  });
  response.end(body);
}
