import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../clock';
import { type LoopbackServer, listenOnLoopback } from '../loopback';
import type { Authority, Principal } from '../ram/authority';
import { Authenticator } from './authenticate';
import { ApiError } from './errors';
import { readRequest } from './request';
import { readSignature } from './signature';

/** A call whose signature was checked. */
export interface ApiCall {
  action: string;
  caller: Principal;
  /** Of the query and of a form, by name. */
  parameters: ReadonlyMap<string, string>;
}

/** A service with one path, where a parameter names the action, as in ROS and STS. */
interface Api {
  /** Such as `2019-09-10`. */
  version: string;
  /** Its public host name, as `HostId` in errors. */
  host: string;
  /** Runs an action. Errors with a `code` and a `status` are sent to the client as they are. */
  handle(call: ApiCall): object | Promise<object>;
}

export interface ApiServerOptions {
  authority: Authority;
  /** @default the system's */
  clock?: Clock;
  /** @default a free one */
  port?: number;
}

/** Serves an API on loopback for official clients: does authentication, errors and request ids. */
export async function serveApi(api: Api, options: ApiServerOptions): Promise<LoopbackServer> {
  const authenticator = new Authenticator(options.authority, options.clock ?? systemClock);
  const server = createServer((message, response) => {
    answer(api, authenticator, message).then(
      (body) => write(response, 200, body),
      (error: unknown) => refuse(response, api.host, error),
    );
  });
  return listenOnLoopback(server, options.port);
}

async function answer(api: Api, authenticator: Authenticator, message: IncomingMessage): Promise<object> {
  const request = await readRequest(message);
  const signed = readSignature(request);
  const caller = authenticator.authenticate(signed);
  if (signed.version !== api.version) {
    throw new ApiError('InvalidVersion', `Specified parameter Version is not valid: '${signed.version}'.`);
  }
  return api.handle({ action: signed.action, caller, parameters: request.parameters });
}

function refuse(response: ServerResponse, host: string, error: unknown): void {
  const { code, status, message } = isOfService(error)
    ? error
    : new ApiError('InternalError', String(error), { cause: error });
  write(response, status, { HostId: host, Code: code, Message: message });
}

/** An error that a service answers: its own code and HTTP status. */
function isOfService(error: unknown): error is Error & { code: string; status: number } {
  if (!(error instanceof Error)) return false;
  return typeof Reflect.get(error, 'code') === 'string' && typeof Reflect.get(error, 'status') === 'number';
}

function write(response: ServerResponse, status: number, answer: object): void {
  const RequestId = randomUUID().toUpperCase();
  const body = Buffer.from(JSON.stringify({ RequestId, ...answer }));
  response.writeHead(status, {
    'content-type': 'application/json;charset=utf-8',
    'x-acs-request-id': RequestId,
    'content-length': body.length,
  });
  response.end(body);
}
