import { invalidArgument, OssError } from './errors';
import type { OssRequest } from './request';
import { ALGORITHM } from './signature-v4';
import { compactTime } from './times';

/** The parts of a V4 signature, from the headers or the query of a request. */
export interface Claim {
  credential: string;
  signature: string;
  additionalHeaders: string[];
  /** Compact, such as `20261122T081530Z`; empty when it cannot be read. */
  time: string;
  /** The same time as the client wrote and signed it: older clients for Go send only `Date: … GMT`. */
  signedTime: string;
  token: string | undefined;
  where: 'header' | 'query';
}

/** Accounts opened since 2025-03-01 may not use V1, and V2 was only ever a trial. */
export function refuseOlder(version: string): never {
  throw new OssError('AccessDenied', {
    message: `Signature version ${version} is not allowed for this account. Please use ${ALGORITHM}.`,
    ec: '0002-00000080',
  });
}

function readHeader(request: OssRequest, authorization: string): Claim {
  if (/^OSS \S/.test(authorization)) refuseOlder('V1');
  if (/^OSS2 \S/.test(authorization)) refuseOlder('V2');
  if (!authorization.startsWith(`${ALGORITHM} `)) {
    throw new OssError('InvalidArgument', {
      message: 'Unsupported Authorization Type',
      ec: '0002-00000061',
      elements: { ArgumentName: 'Authorization' },
    });
  }
  const fields = new Map(
    authorization
      .slice(ALGORITHM.length + 1)
      .split(',')
      .map((field) => field.trim().split(/=(.*)/s) as [string, string | undefined]),
  );
  const [credential, signature] = [fields.get('Credential'), fields.get('Signature')];
  if (!credential || !signature) {
    const isMalformed = [...fields.values()].includes(undefined);
    throw new OssError('InvalidArgument', {
      message: 'Authorization header is invalid.',
      ec: isMalformed ? '0002-00000203' : '0002-00000202',
      elements: { ArgumentName: 'Authorization' },
    });
  }
  if (request.headers['x-oss-content-sha256'] !== 'UNSIGNED-PAYLOAD') {
    throw invalidArgument(
      'x-oss-content-sha256',
      request.headers['x-oss-content-sha256'] ?? '',
      'x-oss-content-sha256 must be UNSIGNED-PAYLOAD.',
      '0002-00000214',
    );
  }
  const additional = fields.get('AdditionalHeaders') ?? '';
  const signedTime = request.headers['x-oss-date'] ?? request.headers['date'] ?? '';
  return {
    credential,
    signature,
    additionalHeaders: additional.split(';').filter(Boolean),
    time: compactTime(signedTime),
    signedTime,
    token: request.headers['x-oss-security-token'],
    where: 'header',
  };
}

function readQuery(request: OssRequest): Claim {
  const required = (name: string, ec?: string) => {
    const value = request.query.get(name);
    if (!value)
      throw invalidArgument(name, '', `Query-string authentication requires the ${name} parameter.`, ec);
    return value;
  };
  required('x-oss-expires', '0002-00000215');
  const credential = required('x-oss-credential');
  const signature = required('x-oss-signature', '0002-00000219');
  const time = required('x-oss-date');
  return {
    credential,
    signature,
    additionalHeaders: (request.query.get('x-oss-additional-headers') ?? '').split(';').filter(Boolean),
    time,
    signedTime: time,
    token: request.query.get('x-oss-security-token') ?? undefined,
    where: 'query',
  };
}

/**
 * The V4 signature of a request; undefined when it carries none.
 * @throws OssError for an older signature, and for an incomplete one
 */
export function readClaim(request: OssRequest): Claim | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return readHeader(request, authorization);
  const version = request.query.get('x-oss-signature-version');
  if (version === ALGORITHM) return readQuery(request);
  if (version !== undefined) refuseOlder('V2');
  if (request.query.has('OSSAccessKeyId') || request.query.has('Signature')) refuseOlder('V1');
  return undefined;
}
