import { createHash } from 'node:crypto';
import { readAttributes } from '../attributes';
import { invalidArgument, OssError } from '../errors';
import { assertObjectKey, decodeName, encodeUri } from '../names';
import { httpTime } from '../times';
import { OBJECT_HEADERS, type OssOperation } from './operation';
import { assertMayOverwrite } from './write';

/** The key that a link points to: URL-encoded in the header, and in the same bucket. */
function targetOf(header: string | undefined): string {
  try {
    const target = decodeName(Buffer.from(header ?? '', 'latin1').toString('utf8'));
    assertObjectKey(target);
    return target;
  } catch {
    throw invalidArgument(
      'x-oss-symlink-target',
      header ?? '',
      'x-oss-symlink-target must be a valid object name, URL-encoded.',
    );
  }
}

export const symlinkOperations: OssOperation[] = [
  {
    name: 'PutSymlink',
    method: 'PUT',
    target: 'object',
    marks: ['symlink'],
    headers: [...OBJECT_HEADERS, 'x-oss-symlink-target'],
    action: 'oss:PutObject',
    run(exchange) {
      const { headers, key, store } = exchange;
      const target = targetOf(headers['x-oss-symlink-target']);
      assertMayOverwrite(exchange);
      const etag = createHash('md5').update(target).digest('hex').toUpperCase();
      // A link has no bytes. The existence of its target is checked when the link is read.
      exchange.putObject('PutSymlink', key, {
        ...readAttributes(exchange),
        type: 'Symlink',
        segments: [],
        size: 0,
        etag,
        crc64: '0',
        lastModified: store.now(),
        target,
      });
      return { status: 200, headers: { ETag: `"${etag}"` } };
    },
  },
  {
    name: 'GetSymlink',
    method: 'GET',
    target: 'object',
    marks: ['symlink'],
    action: 'oss:GetObject',
    run({ bucket, key, store }) {
      const object = store.object(bucket, key);
      if (object.type !== 'Symlink') {
        throw new OssError('OperationNotSupported', {
          message: 'The object is not a symlink.',
          ec: '0043-00000101',
          elements: { ObjectName: key, ObjectType: object.type },
        });
      }
      return {
        status: 200,
        headers: {
          ETag: `"${object.etag}"`,
          'Last-Modified': httpTime(object.lastModified),
          'x-oss-symlink-target': encodeUri(object.target!),
        },
      };
    },
  },
];
