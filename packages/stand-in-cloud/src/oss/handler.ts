import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { Principal } from '../ram/authority';
import { DamagedDataError } from '../storage/errors';
import { authenticate } from './authenticate';
import type { OssConditions, OssFault, RequestRecord } from './conditions';
import { OssError } from './errors';
import { Exchange, type OssAnswer } from './exchange';
import { isForm } from './form';
import { assertBucketName, assertObjectKey } from './names';
import { findOperation } from './operations';
import type { OssOperation } from './operations/operation';
import { type OssRequest, parseRequest } from './request';
import { faultError, refusal, send } from './send';
import type { ServiceParts } from './service-parts';

/** Number of requests that are kept for tests and measurements; a long run must not fill the memory. */
const LOG_LENGTH = 10_000;

/** Requests whose body nobody reads. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** Whether a body, which is dropped, came with its request or right behind it. */
async function hasCome(message: IncomingMessage): Promise<boolean> {
  message.resume();
  await setImmediate();
  return message.complete;
}

const declaresBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

/** Handles requests from their arrival to the last byte of their answer. */
export class OssRequestHandler {
  readonly log: RequestRecord[] = [];
  private readonly connections = new WeakMap<object, number>();
  private connectionCount = 0;
  private readonly opened = new WeakMap<object, number>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly parts: ServiceParts,
    public conditions: OssConditions,
  ) {}

  /** Called when a connection is open. The simulated time for opening it starts now. */
  connected(socket: object): void {
    this.opened.set(socket, performance.now());
  }

  handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const work = this.answer(message, response).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
    return work;
  }

  /** Resolves when no request is being handled. */
  async idle(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Milliseconds until the simulated opening of the connection ends. */
  private handshake(socket: object, { connectLatencyMs = 0 }: OssConditions): number {
    return Math.max(0, (this.opened.get(socket) ?? 0) + connectLatencyMs - performance.now());
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const id = randomBytes(12).toString('hex').toUpperCase();
    const { conditions } = this;
    const isNew = !this.connections.has(message.socket);
    if (isNew) this.connections.set(message.socket, ++this.connectionCount);
    const record: RequestRecord = {
      method: message.method ?? '',
      status: 0,
      bytesSent: 0,
      connection: this.connections.get(message.socket)!,
      requestId: id,
    };
    if (message.headers.range !== undefined) record.range = message.headers.range;
    const latency = (conditions.latencyMs ?? 0) + (isNew ? this.handshake(message.socket, conditions) : 0);
    if (latency > 0) await delay(latency);

    let fault: OssFault | undefined;
    let answer: OssAnswer;
    let isWaiting = message.headers.expect?.toLowerCase() === '100-continue';
    const wantBody = () => {
      if (isWaiting) response.writeContinue();
      isWaiting = false;
    };
    try {
      const request = parseRequest(message, id);
      if (request.bucket !== undefined) record.bucket = request.bucket;
      if (request.key !== '') record.key = request.key;
      const meddle = (operation: OssOperation) => {
        record.operation = operation.name;
        fault = conditions.fault?.(record);
        return fault;
      };
      answer = await this.perform(request, meddle, wantBody);
    } catch (error) {
      answer = this.refuse(error, message, id);
    }
    // A client that was never told to continue does not send its body, so its next request would be taken for it. So would
    // that of a client that declares a body for a request that has none.
    const isBodyMissing = BODILESS.has(record.method) && declaresBody(message) && !(await hasCome(message));
    if (isWaiting || isBodyMissing) response.setHeader('Connection', 'close');
    response.setHeader('Server', 'AliyunOSS');
    response.setHeader('x-oss-request-id', id);
    response.setHeader('x-oss-server-time', String(Math.round(performance.now() - started)));
    const wire = {
      bytesPerSecond: conditions.bytesPerSecond,
      fault,
      socket: message.socket,
      sent: (bytes: number) => {
        record.bytesSent += bytes;
      },
    };
    const { blobs } = this.parts.store;
    record.status = answer.status;
    this.remember(record);
    try {
      await send(answer, response, blobs, wire).catch((error: unknown) => {
        if (!(error instanceof DamagedDataError) || response.headersSent) throw error;
        answer = this.refuse(error, message, id);
        record.status = answer.status;
        return send(answer, response, blobs, wire);
      });
    } catch (error) {
      if (error instanceof DamagedDataError) console.error('OSS stand-in:', error.message);
      // Too late for an error: the client must see that the answer is incomplete.
      message.socket.destroy(error as Error);
      return;
    }
    // A refusal is sent before the whole body has come. The rest is read and dropped, so that the client can send it,
    // read the answer, and use the connection again.
    message.unpipe();
    message.resume();
  }

  private async perform(
    request: OssRequest,
    meddle: (operation: OssOperation) => OssFault | undefined,
    wantBody: () => void,
  ): Promise<OssAnswer> {
    if (request.bucket !== undefined) assertBucketName(request.bucket);
    if (request.method === 'OPTIONS') throw new OssError('AccessForbidden');
    const exchange = new Exchange(request, this.parts);
    // A form is signed only in its fields, not in its headers or URL.
    if (!isForm(request)) exchange.principal = this.authenticate(request);
    const operation = findOperation(request);
    const fault = meddle(operation);
    if (fault?.kind === 'refuse') throw faultError(fault);
    // This fault comes before the operation, so the operation is not done.
    if (fault && fault.afterBytes === undefined) return { status: 0 };
    if (request.key !== '') assertObjectKey(request.key);
    if (operation.target !== 'service' && operation.name !== 'PutBucket') {
      this.parts.store.bucket(request.bucket!);
    }
    if (operation.action) {
      exchange.authorize({
        action: operation.action,
        bucket: request.bucket,
        key: request.key === '' ? undefined : request.key,
      });
    }
    wantBody();
    return operation.run(exchange);
  }

  /** A key that nobody knows is not looked for when there is no such bucket. */
  private authenticate(request: OssRequest): Principal | undefined {
    try {
      return authenticate(request, this.parts);
    } catch (error) {
      const isUnknownKey = error instanceof OssError && error.code === 'InvalidAccessKeyId';
      const makesBucket = request.method === 'PUT' && request.key === '' && request.query.size === 0;
      if (isUnknownKey && request.bucket !== undefined && !makesBucket)
        this.parts.store.bucket(request.bucket);
      throw error;
    }
  }

  private refuse(error: unknown, message: IncomingMessage, id: string): OssAnswer {
    const known = error instanceof OssError ? error : this.internalError(error, message);
    return refusal(known, { method: message.method ?? '', id, host: message.headers.host ?? '' });
  }

  private internalError(error: unknown, message: IncomingMessage): OssError {
    if (error instanceof DamagedDataError) {
      console.error('OSS stand-in:', error.message);
      return new OssError('InternalError', { message: error.message });
    }
    // The client broke off its body and is gone, so nobody reads this error.
    if (!message.complete && (message.destroyed || message.socket.destroyed))
      return new OssError('IncompleteBody');
    console.error(`OSS stand-in: ${message.method} failed:`, error);
    return new OssError('InternalError');
  }

  private remember(record: RequestRecord): void {
    if (this.log.length === LOG_LENGTH) this.log.shift();
    this.log.push(record);
  }
}
