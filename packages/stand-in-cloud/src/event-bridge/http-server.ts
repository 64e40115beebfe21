import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { limits } from 'ros-template-check';
import { type Clock, systemClock } from '../clock';
import { type LoopbackServer, listenOnLoopback } from '../loopback';
import type { Authority } from '../ram/authority';
import { readBody } from '../read-body';
import { EventBridgeError } from './errors';
import { type EventBridge, newTraceId } from './event-bridge';
import { authenticate } from './http-signature';
import { OPERATIONS } from './operations';
import { parseJson } from './rule-form';

interface EventBridgeServerOptions {
  authority: Authority;
  /** @default the system's */
  clock?: Clock;
  /** @default a free one */
  port?: number;
  /** What goes wrong with a request, by its operation. @default nothing does */
  fault?: (operation: string) => EventBridgeFault | undefined;
}

/** A refusal; or the request is carried out and its answer lost. */
export type EventBridgeFault = 'refused' | 'answer lost';

/** Serves the API of EventBridge on loopback, for official clients. */
export async function serveEventBridge(
  service: EventBridge,
  { authority, clock = systemClock, port, fault = () => undefined }: EventBridgeServerOptions,
): Promise<LoopbackServer> {
  const server = createServer(async (request, response) => {
    const requestId = newTraceId();
    try {
      const { name, answer } = await answered(service, authority, clock, request, fault);
      if (name === undefined) request.socket.destroy();
      else
        write(response, 200, {
          RequestId: requestId,
          ResourceOwnerAccountId: authority.accountId,
          ...answer,
        });
    } catch (error) {
      const { status, code, message } =
        error instanceof EventBridgeError ? error : new EventBridgeError('InternalError', String(error));
      write(response, status, { code, message, requestId });
    }
  });
  return listenOnLoopback(server, port);
}

async function answered(
  service: EventBridge,
  authority: Authority,
  clock: Clock,
  request: IncomingMessage,
  faultOf: (operation: string) => EventBridgeFault | undefined,
): Promise<{ name?: string; answer?: object }> {
  const body = await readBody(
    request,
    limits.eventBridge.REQUEST_BYTES,
    () =>
      new EventBridgeError(
        'RequestTooLarge',
        `A request must have at most ${limits.eventBridge.REQUEST_BYTES} bytes.`,
      ),
  );
  const caller = authenticate(request, authority, clock);
  const name = /^\/openapi\/(\w+)$/.exec(request.url ?? '')?.[1] ?? '';
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (request.method !== 'POST' || !operation) {
    throw new EventBridgeError(
      'UnsupportedOperation',
      `${request.method} ${request.url} is not served here; ${Object.keys(OPERATIONS).join(', ')} are.`,
    );
  }
  const fault = faultOf(name);
  if (fault === 'refused') throw new EventBridgeError('InternalError', 'The service is busy.');
  const answer = operation(service, caller, parseJson(body.toString(), 'The request'));
  return fault === 'answer lost' ? {} : { name, answer };
}

function write(response: ServerResponse, status: number, answer: object): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': body.length,
  });
  response.end(body);
}
