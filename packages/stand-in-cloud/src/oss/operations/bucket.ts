import { limits } from 'ros-template-check';
import { assertNotPublic } from '../access';
import { invalidArgument, notImplemented, OssError } from '../errors';
import type { Exchange } from '../exchange';
import { receiveText } from '../receive';
import { STORAGE_CLASSES } from '../records';
import type { BucketOptions } from '../service';
import { isoTime } from '../times';
import { group, leaf, parseXml } from '../xml';
import { defaultResourceGroup, endpoints, owner } from './elements';
import type { OssOperation } from './operation';

const ACLS = limits.oss.BUCKET_ACLS;

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found) return found;
  throw invalidArgument(name, value, `${name} must be one of ${allowed.join(', ')}.`);
}

async function bucketOptions({ request, headers, parts }: Exchange): Promise<BucketOptions> {
  const options: BucketOptions = {
    acl: oneOf('x-oss-acl', headers['x-oss-acl'], ACLS),
    resourceGroupId: headers['x-oss-resource-group-id'] || undefined,
  };
  const text = await receiveText(request);
  if (text.trim() === '') return options;
  const { StorageClass, DataRedundancyType, LocationConstraint, ...others } = parseXml(
    text,
    'CreateBucketConfiguration',
  );
  const unknown = Object.keys(others).find((name) => name !== '#text');
  if (unknown) throw notImplemented(`CreateBucketConfiguration/${unknown}`);
  if (typeof LocationConstraint === 'object') {
    throw new OssError('MalformedXML', { elements: { ErrorDetail: 'LocationConstraint is text.' } });
  }
  const here = [`oss-${parts.region}`, parts.region];
  if (LocationConstraint !== undefined && !here.includes(String(LocationConstraint))) {
    throw new OssError('InvalidLocationConstraint', {
      elements: { LocationConstraint: String(LocationConstraint) },
    });
  }
  options.storageClass = oneOf('StorageClass', StorageClass as string | undefined, STORAGE_CLASSES);
  options.redundancy = oneOf(
    'DataRedundancyType',
    DataRedundancyType as string | undefined,
    limits.oss.REDUNDANCY_TYPES,
  );
  return options;
}

const accessControl = (options: BucketOptions) =>
  group('AccessControlList', leaf('Grant', options.acl ?? 'private'));

export const bucketOperations: OssOperation[] = [
  {
    name: 'PutBucket',
    method: 'PUT',
    target: 'bucket',
    headers: ['x-oss-acl', 'x-oss-resource-group-id'],
    action: 'oss:PutBucket',
    async run(exchange) {
      const name = exchange.request.bucket!;
      const options = await bucketOptions(exchange);
      assertNotPublic(options.acl, options, 'bucket');
      // Creating one's own bucket again is no error.
      if (!exchange.store.has(name)) exchange.store.createBucket(name, options);
      return { status: 200, headers: { Location: `/${name}` } };
    },
  },
  {
    name: 'DeleteBucket',
    method: 'DELETE',
    target: 'bucket',
    action: 'oss:DeleteBucket',
    run({ store, parts, bucket }) {
      store.deleteBucket(bucket.name, false);
      parts.notifications.removeBucket(bucket.name);
      return { status: 204 };
    },
  },
  {
    name: 'GetBucketInfo',
    method: 'GET',
    target: 'bucket',
    marks: ['bucketInfo'],
    action: 'oss:GetBucketInfo',
    run(exchange) {
      const { parts } = exchange;
      const { name, created, options } = exchange.bucket;
      const bucket = group(
        'Bucket',
        leaf('AccessMonitor', 'Disabled'),
        leaf('BlockPublicAccess', options.blockPublicAccess ?? true),
        leaf('CreationDate', isoTime(created)),
        leaf('CrossRegionReplication', 'Disabled'),
        endpoints(exchange),
        leaf('Location', `oss-${parts.region}`),
        leaf('StorageClass', options.storageClass ?? 'Standard'),
        leaf('DataRedundancyType', options.redundancy ?? 'LRS'),
        leaf('Name', name),
        leaf('ResourceGroupId', options.resourceGroupId ?? defaultResourceGroup(parts.authority.accountId)),
        leaf('TransferAcceleration', 'Disabled'),
        owner(parts.authority.accountId),
        accessControl(options),
        group(
          'ServerSideEncryptionRule',
          leaf('SSEAlgorithm', options.encryption?.algorithm ?? 'None'),
          options.encryption?.kmsKeyId ? leaf('KMSMasterKeyID', options.encryption.kmsKeyId) : '',
        ),
      );
      return { status: 200, xml: group('BucketInfo', bucket) };
    },
  },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    target: 'bucket',
    marks: ['location'],
    action: 'oss:GetBucketLocation',
    run: ({ parts }) => ({ status: 200, xml: leaf('LocationConstraint', `oss-${parts.region}`) }),
  },
  {
    name: 'GetBucketAcl',
    method: 'GET',
    target: 'bucket',
    marks: ['acl'],
    action: 'oss:GetBucketAcl',
    run: ({ bucket, parts }) => ({
      status: 200,
      xml: group('AccessControlPolicy', owner(parts.authority.accountId), accessControl(bucket.options)),
    }),
  },
  {
    name: 'PutBucketAcl',
    method: 'PUT',
    target: 'bucket',
    marks: ['acl'],
    headers: ['x-oss-acl'],
    action: 'oss:PutBucketAcl',
    run({ bucket, headers, store }) {
      const acl = oneOf('x-oss-acl', headers['x-oss-acl'] ?? '', ACLS);
      assertNotPublic(acl, bucket.options, 'bucket');
      store.updateBucket(bucket.name, { ...bucket.options, acl });
      return { status: 200 };
    },
  },
];
