import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../clock';
import type { Authority } from '../../ram/authority';
import type { RosEngine } from '../engine';
import { RosError } from '../errors';
import { actionOf } from './actions';
import { Authenticator } from './authenticate';
import { ApiError } from './errors';
import { Inputs } from './inputs';
import { readRequest } from './request';
import { readSignature } from './signature';

const VERSION = '2019-09-10';

export interface RosServer {
  /** `http://127.0.0.1:PORT`. */
  endpoint: string;
  close(): Promise<void>;
}

export interface RosServerOptions {
  authority: Authority;
  region: string;
  clock?: Clock;
  /** @default a free one */
  port?: number;
}

/** Serves the API of ROS, version 2019-09-10, on loopback, for official clients. */
export async function serveRos(engine: RosEngine, options: RosServerOptions): Promise<RosServer> {
  const api = new RosApi(engine, options);
  const server = createServer((message, response) => {
    api.answer(message).then(
      (body) => write(response, 200, body),
      (error: unknown) => refuse(response, error),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class RosApi {
  readonly #authenticator: Authenticator;

  constructor(
    private readonly engine: RosEngine,
    private readonly options: RosServerOptions,
  ) {
    this.#authenticator = new Authenticator(options.authority, options.clock ?? systemClock);
  }

  async answer(message: IncomingMessage): Promise<object> {
    const request = await readRequest(message);
    const signed = readSignature(request);
    const caller = this.#authenticator.authenticate(signed);
    if (signed.version !== VERSION) {
      throw new ApiError('InvalidVersion', `Specified parameter Version is not valid: '${signed.version}'.`);
    }
    const action = actionOf(signed.action);
    const inputs = new Inputs(request.parameters, action.parameters);
    const { authority, region } = this.options;
    const asked = inputs.optional('RegionId') ?? region;
    if (asked !== region) {
      throw new ApiError(
        'InvalidParameter',
        `The specified parameter RegionId is invalid, only ${region} is here.`,
      );
    }
    const stack = action.parameters.includes('StackId') ? inputs.required('StackId') : '*';
    const resource = `acs:ros:${region}:${authority.accountId}:stack/${stack}`;
    if (!authority.isAllowed(caller, `ros:${signed.action}`, resource)) {
      const what = `Action: ros:${signed.action}, Resource: ${resource}`;
      throw new ApiError('NoPermission', `You are not authorized to complete this action. ${what}.`);
    }
    return action.run(this.engine, inputs);
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const known =
    error instanceof ApiError || error instanceof RosError
      ? error
      : new ApiError('InternalError', String(error), { cause: error });
  write(response, known.status, { Code: known.code, Message: known.message, HostId: 'ros.aliyuncs.com' });
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
