import type { Bucket } from '../records';
import { isoTime } from '../times';
import { group, leaf } from '../xml';
import { defaultResourceGroup, endpoints, owner, pageSize } from './elements';
import type { OssOperation } from './operation';

export const serviceOperations: OssOperation[] = [
  {
    name: 'ListBuckets',
    method: 'GET',
    target: 'service',
    parameters: ['prefix', 'marker', 'max-keys'],
    headers: ['x-oss-resource-group-id'],
    action: 'oss:ListBuckets',
    run(exchange) {
      const { headers, parts, query, store } = exchange;
      const [prefix, marker] = [query.get('prefix') ?? '', query.get('marker') ?? ''];
      const limit = pageSize('max-keys', query.get('max-keys'), 100, 1000, '0017-00000289');
      const asked = headers['x-oss-resource-group-id'];
      const groupOf = ({ options }: Bucket) =>
        options.resourceGroupId ?? defaultResourceGroup(parts.authority.accountId);
      const matching = store
        .list()
        .filter(({ name }) => name.startsWith(prefix) && name > marker)
        .filter((bucket) => !asked || groupOf(bucket) === asked);
      const page = matching.slice(0, limit);
      const truncated = matching.length > page.length;
      const buckets = page.map((bucket) => {
        const { name, created, options } = bucket;
        return group(
          'Bucket',
          leaf('CreationDate', isoTime(created)),
          endpoints(exchange),
          leaf('Location', `oss-${parts.region}`),
          leaf('Name', name),
          leaf('Region', parts.region),
          leaf('ResourceGroupId', groupOf(bucket)),
          leaf('StorageClass', options.storageClass ?? 'Standard'),
        );
      });
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
