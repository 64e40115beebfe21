import { limits } from 'ros-template-check';
import { invalidArgument, notImplemented, OssError } from '../errors';
import type { Exchange } from '../exchange';
import { receiveText } from '../receive';
import type { BucketOptions } from '../service';
import { group, leaf, parseXml } from '../xml';
import type { OssOperation } from './operation';

const ALGORITHMS = limits.oss.ENCRYPTION_ALGORITHMS;

/** The children of an element that has only children that are known here. */
function childrenOf(parent: unknown, name: string, known: readonly string[]): Record<string, unknown> {
  const children = Object(parent) as Record<string, unknown>;
  const unknown = Object.keys(children).find((child) => child !== '#text' && !known.includes(child));
  if (unknown) throw notImplemented(`${name}/${unknown}`);
  return children;
}

async function encryptionIn({ request }: Exchange): Promise<BucketOptions['encryption']> {
  const name = 'ServerSideEncryptionRule';
  const rule = parseXml(await receiveText(request), name);
  const inner = 'ApplyServerSideEncryptionByDefault';
  const { [inner]: byDefault } = childrenOf(rule, name, [inner]);
  const { SSEAlgorithm, KMSMasterKeyID } = childrenOf(byDefault, inner, ['SSEAlgorithm', 'KMSMasterKeyID']);
  const algorithm = ALGORITHMS.find((one) => one === SSEAlgorithm);
  if (!algorithm) {
    const given = typeof SSEAlgorithm === 'string' ? SSEAlgorithm : '';
    throw invalidArgument('SSEAlgorithm', given, `SSEAlgorithm must be one of ${ALGORITHMS.join(', ')}.`);
  }
  return { algorithm, ...(typeof KMSMasterKeyID === 'string' ? { kmsKeyId: KMSMasterKeyID } : {}) };
}

async function blockIn({ request }: Exchange): Promise<boolean> {
  const name = 'PublicAccessBlockConfiguration';
  const parsed = parseXml(await receiveText(request), name);
  const { BlockPublicAccess } = childrenOf(parsed, name, ['BlockPublicAccess']);
  if (BlockPublicAccess === 'true') return true;
  if (BlockPublicAccess === 'false') return false;
  throw new OssError('MalformedXML', {
    elements: { ErrorDetail: 'BlockPublicAccess must be true or false.' },
  });
}

function change({ store, bucket }: Exchange, options: Partial<BucketOptions>): void {
  store.updateBucket(bucket.name, { ...bucket.options, ...options });
}

const encryption = {
  target: 'bucket',
  marks: ['encryption'],
} as const;

const block = {
  target: 'bucket',
  marks: ['publicAccessBlock'],
} as const;

/** How a bucket is kept from others: encryption at rest, and the block of public access. */
export const bucketProtectionOperations: OssOperation[] = [
  {
    ...encryption,
    name: 'PutBucketEncryption',
    method: 'PUT',
    action: 'oss:PutBucketEncryption',
    async run(exchange) {
      change(exchange, { encryption: await encryptionIn(exchange) });
      return { status: 200 };
    },
  },
  {
    ...encryption,
    name: 'GetBucketEncryption',
    method: 'GET',
    action: 'oss:GetBucketEncryption',
    run({ bucket }) {
      const rule = bucket.options.encryption;
      if (!rule)
        throw new OssError('NoSuchServerSideEncryptionRule', { elements: { BucketName: bucket.name } });
      const inner = group(
        'ApplyServerSideEncryptionByDefault',
        leaf('SSEAlgorithm', rule.algorithm),
        rule.kmsKeyId ? leaf('KMSMasterKeyID', rule.kmsKeyId) : '',
      );
      return { status: 200, xml: group('ServerSideEncryptionRule', inner) };
    },
  },
  {
    ...encryption,
    name: 'DeleteBucketEncryption',
    method: 'DELETE',
    action: 'oss:DeleteBucketEncryption',
    run(exchange) {
      change(exchange, { encryption: undefined });
      return { status: 204 };
    },
  },
  {
    ...block,
    name: 'PutBucketPublicAccessBlock',
    method: 'PUT',
    action: 'oss:PutBucketPublicAccessBlock',
    async run(exchange) {
      change(exchange, { blockPublicAccess: await blockIn(exchange) });
      return { status: 200 };
    },
  },
  {
    ...block,
    name: 'GetBucketPublicAccessBlock',
    method: 'GET',
    action: 'oss:GetBucketPublicAccessBlock',
    run: ({ bucket }) => ({
      status: 200,
      xml: group(
        'PublicAccessBlockConfiguration',
        leaf('BlockPublicAccess', bucket.options.blockPublicAccess ?? true),
      ),
    }),
  },
  {
    name: 'GetBucketVersioning',
    method: 'GET',
    target: 'bucket',
    marks: ['versioning'],
    action: 'oss:GetBucketVersioning',
    // A bucket whose versioning was never switched on has no status; here none can have one.
    run: () => ({ status: 200, xml: group('VersioningConfiguration') }),
  },
];
