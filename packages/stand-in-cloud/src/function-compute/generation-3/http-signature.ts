import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock';
import { Authenticator } from '../../gateway/authenticate';
import { ApiError } from '../../gateway/errors';
import type { ApiRequest } from '../../gateway/request';
import { readSignature } from '../../gateway/signature';
import type { Authority } from '../../ram/authority';
import { FcError } from '../errors';
import type { Authenticate } from '../http/api';

/** What Function Compute calls what the signature that it shares with other services can lack. */
const CODES: Partial<Record<ApiError['code'], FcError['code']>> = {
  'InvalidAccessKeyId.NotFound': 'InvalidAccessKeyID',
  SignatureDoesNotMatch: 'SignatureNotMatch',
  MissingSecurityToken: 'InvalidSecurityToken',
  'InvalidSecurityToken.Malformed': 'InvalidSecurityToken',
  'InvalidSecurityToken.Expired': 'InvalidSecurityToken',
};

/** Finds out who signed a request with the common signature of Alibaba Cloud, ACS3-HMAC-SHA256. */
export function authenticator(authority: Authority, clock: Clock): Authenticate {
  const common = new Authenticator(authority, clock);
  return (request, body) => {
    if (!request.headers.authorization?.startsWith('ACS3-HMAC-SHA256 ')) {
      throw new FcError('AccessDenied', "the Authorization header must begin with 'ACS3-HMAC-SHA256'");
    }
    try {
      return common.authenticate(readSignature(signable(request, body)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      throw new FcError(CODES[error.code] ?? 'AccessDenied', error.message, { cause: error });
    }
  };
}

function signable({ method = '', url = '/', headers }: IncomingMessage, body: Buffer): ApiRequest {
  const [path = '/', search = ''] = url.split(/\?(.*)/s);
  const query = [...new URLSearchParams(search)];
  return { method, path, query, headers, body, parameters: new Map(query) };
}
