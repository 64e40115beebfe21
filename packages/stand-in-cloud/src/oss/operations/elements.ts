import { createHash } from 'node:crypto';
import { invalidArgument } from '../errors';
import type { Exchange } from '../exchange';
import { encodeUri } from '../names';
import { group, leaf } from '../xml';

/** Entries on one page of a listing. @throws OssError `InvalidArgument` */
export function pageSize(
  name: string,
  value: string | null | undefined,
  preset: number,
  maximum: number,
  ec?: string,
): number {
  if (value === undefined || value === null || value === '') return preset;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > maximum) {
    throw invalidArgument(name, value, `${name} must be a number from 1 to ${maximum}.`, ec);
  }
  return number;
}

export function owner(accountId: string): string {
  return group('Owner', leaf('ID', accountId), leaf('DisplayName', accountId));
}

/**
 * Where a client finds the buckets: where it found this service. Some clients go on with what they read here, and the
 * names of the real service would lead them away.
 */
export function endpoints({ request }: Exchange): string {
  const { host, pathStyle, bucket } = request;
  const own = pathStyle || bucket === undefined ? host : host.slice(bucket.length + 1);
  return leaf('ExtranetEndpoint', own) + leaf('IntranetEndpoint', own);
}

/** The resource group that a bucket is in when nobody named another. */
export function defaultResourceGroup(accountId: string): string {
  return `rg-${createHash('sha256').update(accountId).digest('hex').slice(0, 14)}`;
}

/** URL of the new object, with the bucket in the path or in the host, as in the request. */
export function objectUrl({ request, key }: Exchange): string {
  const base = request.pathStyle ? `${request.host}/${request.bucket}` : request.host;
  return `http://${base}/${encodeUri(key).replaceAll('%2F', '/')}`;
}

/** How names are written in the answer: as they are, or URL-encoded when the client asks for it. */
export function nameEncoding(exchange: Exchange): { encode: (name: string) => string; element: string } {
  const type = exchange.query.get('encoding-type');
  if (!type) return { encode: (name) => name, element: '' };
  if (type !== 'url') throw invalidArgument('encoding-type', type, 'encoding-type must be url.');
  return { encode: encodeUri, element: leaf('EncodingType', 'url') };
}
