import { invalidArgument } from '../errors';
import { isoTime } from '../times';
import { group, leaf } from '../xml';
import type { Operation } from './operation';

/** Buckets on one page of ListBuckets: 100 by default, 1,000 at most. */
export function pageSize(
  name: string,
  value: string | null | undefined,
  preset: number,
  maximum: number,
): number {
  if (value === undefined || value === null || value === '') return preset;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > maximum) {
    throw invalidArgument(name, value, `${name} must be a number from 1 to ${maximum}.`);
  }
  return number;
}

export function owner(accountId: string): string {
  return group('Owner', leaf('ID', accountId), leaf('DisplayName', accountId));
}

export function endpoints(region: string): string {
  return (
    leaf('ExtranetEndpoint', `oss-${region}.aliyuncs.com`) +
    leaf('IntranetEndpoint', `oss-${region}-internal.aliyuncs.com`)
  );
}

export const serviceOperations: Operation[] = [
  {
    name: 'ListBuckets',
    method: 'GET',
    target: 'service',
    parameters: ['prefix', 'marker', 'max-keys'],
    headers: ['x-oss-resource-group-id'],
    action: 'oss:ListBuckets',
    run({ parts, query, store }) {
      const [prefix, marker] = [query.get('prefix') ?? '', query.get('marker') ?? ''];
      const limit = pageSize('max-keys', query.get('max-keys'), 100, 1000);
      const matching = store.list().filter(({ name }) => name.startsWith(prefix) && name > marker);
      const page = matching.slice(0, limit);
      const truncated = matching.length > page.length;
      const buckets = page.map(({ name, created, options }) =>
        group(
          'Bucket',
          leaf('CreationDate', isoTime(created)),
          endpoints(parts.region),
          leaf('Location', `oss-${parts.region}`),
          leaf('Name', name),
          leaf('Region', parts.region),
          leaf('StorageClass', options.storageClass ?? 'Standard'),
        ),
      );
      return {
        status: 200,
        xml: group(
          'ListAllMyBucketsResult',
          owner(parts.authority.accountId),
          leaf('Prefix', prefix),
          leaf('Marker', marker),
          leaf('MaxKeys', limit),
          leaf('IsTruncated', truncated),
          truncated ? leaf('NextMarker', page.at(-1)!.name) : '',
          group('Buckets', ...buckets),
        ),
      };
    },
  },
];
