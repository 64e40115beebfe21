import { readAcl } from '../attributes';
import { OssError } from '../errors';
import { group, leaf } from '../xml';
import { owner } from './elements';
import type { OssOperation } from './operation';

export const objectAclOperations: OssOperation[] = [
  {
    name: 'GetObjectACL',
    method: 'GET',
    target: 'object',
    marks: ['acl'],
    action: 'oss:GetObjectAcl',
    run({ bucket, key, store, parts }) {
      const { acl } = store.object(bucket, key);
      return {
        status: 200,
        xml: group(
          'AccessControlPolicy',
          owner(parts.authority.accountId),
          group('AccessControlList', leaf('Grant', acl ?? 'default')),
        ),
      };
    },
  },
  {
    name: 'PutObjectACL',
    method: 'PUT',
    target: 'object',
    marks: ['acl'],
    headers: ['x-oss-object-acl'],
    action: 'oss:PutObjectAcl',
    run(exchange) {
      const { bucket, key, headers, store } = exchange;
      if (!headers['x-oss-object-acl']) {
        throw new OssError('MissingArgument', {
          ec: '0017-00000105',
          elements: { ArgumentName: 'x-oss-object-acl' },
        });
      }
      const acl = readAcl(exchange);
      // The object and its date do not change, and no event is sent.
      store.putObject(bucket, key, { ...store.object(bucket, key), acl });
      return { status: 200 };
    },
  },
];
