import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Authority } from '../ram/authority';
import { type Caller, identify, verifyRequest } from './authentication';
import { authFailed, OtsError, parameterInvalid, permissionDenied } from './errors';
import type { Instances } from './instances';
import { encodeMessage } from './messages';
import { OPERATIONS } from './operations';
import { inflateBody } from './request-compression';
import { answerKey, md5, type OtsHeaders, responseSignature } from './request-signature';
import type { Network } from './service';
import type { TablestoreInstance } from './tablestore-instance';

export interface OtsRequest {
  method: string;
  /** Such as `/PutRow`. */
  path: string;
  headers: OtsHeaders;
  body: Buffer;
}

export interface OtsResponse {
  status: number;
  headers: OtsHeaders;
  body: Buffer;
}

interface HandlerOptions {
  authority: Authority;
  region: string;
  clock: Clock;
  /** The clock for the dates of requests: callers use the real time even when a test sets the time of rows. */
  wallClock: Clock;
  /** The network that callers come from, as instance ACLs name it. */
  network: Network;
  instances: Instances;
  /** Called for errors that are not refusals, which are faults of this package. */
  onFault: (error: unknown) => void;
}

/** @throws OtsError `OTSAuthFailed` where the instance's ACL does not let the network in */
export function admit(instance: TablestoreInstance, network: Network): TablestoreInstance {
  const { networkTypes } = instance.options;
  if (networkTypes && !networkTypes.includes(network)) {
    throw authFailed('Request denied by instance ACL policies.');
  }
  return instance;
}

/** Answers one request: authentication, permission, operation, signed answer. */
export class TablestoreRequestHandler {
  constructor(private readonly options: HandlerOptions) {}

  /** @param instead the refusal of a fault plan, instead of the operation */
  handle(request: OtsRequest, instead?: OtsError): OtsResponse {
    let caller: Caller | undefined;
    try {
      if (request.method !== 'POST') {
        throw new OtsError('OTSMethodNotAllowed', 'Only POST method for requests is supported.');
      }
      const operation = OPERATIONS.get(request.path.slice(1));
      caller = identify(request.headers, this.options.authority);
      verifyRequest(request, caller.accessKeySecret, this.options.wallClock.now());
      if (!operation) throw parameterInvalid(`Unsupported operation: '${request.path.slice(1)}'.`);
      const instance = this.admit(request.headers['x-ots-instancename'] as string);
      if (instead) throw instead;
      const { principal } = caller;
      const body = operation({
        instance,
        instances: this.options.instances,
        body: inflateBody(request.headers, request.body),
        now: this.options.clock.now(),
        authorize: (table) => this.authorize(principal, request.path.slice(1), instance, table),
      });
      return this.answer(200, body, request, caller);
    } catch (error) {
      return this.refuse(request, this.refusalOf(error), caller);
    }
  }

  /** The answer for a refusal, signed when the caller is known. */
  refuse(request: OtsRequest, { code, message, status }: OtsError, caller?: Caller): OtsResponse {
    return this.answer(status, encodeMessage('main', 'Error', { code, message }), request, caller);
  }

  private admit(name: string): TablestoreInstance {
    return admit(this.options.instances.get(name), this.options.network);
  }

  private authorize(
    principal: Caller['principal'],
    operation: string,
    instance: TablestoreInstance,
    table?: string,
  ): void {
    const { authority, region } = this.options;
    const parent = `acs:ots:${region}:${authority.accountId}:instance/${instance.name.toLowerCase()}`;
    const resource = table === undefined ? parent : `${parent}/table/${table}`;
    if (!authority.isAllowed(principal, `ots:${operation}`, resource)) throw permissionDenied();
  }

  private refusalOf(error: unknown): OtsError {
    if (error instanceof OtsError) return error;
    this.options.onFault(error);
    return new OtsError('OTSInternalServerError', 'Internal server error.');
  }

  private answer(status: number, body: Buffer, request: OtsRequest, caller: Caller | undefined): OtsResponse {
    const headers: OtsHeaders = {
      'x-ots-contentmd5': md5(body),
      'x-ots-contenttype': 'protocol buffer',
      // With six digits after the second, because clients parse microseconds.
      'x-ots-date': new Date(this.options.wallClock.now()).toISOString().replace('Z', '000Z'),
      'x-ots-requestid': randomUUID(),
    };
    if (caller) {
      const key = answerKey(caller.accessKeySecret, request.headers);
      const signature = responseSignature(key, request.path, headers);
      headers['authorization'] = `OTS ${caller.accessKeyId}:${signature}`;
    }
    return { status, headers, body };
  }
}
