import { OssError } from '../errors';
import type { Exchange } from '../exchange';
import { assertObjectKey } from '../names';
import { receiveText } from '../receive';
import { children, group, leaf, parseXml } from '../xml';
import { nameEncoding } from './elements';
import type { OssOperation } from './operation';

/** Keys in one DeleteMultipleObjects; the service's own limit. */
const MAX_KEYS = 1000;

/** Deleting a missing object succeeds and sends no event. */
function remove(exchange: Exchange, key: string, eventName: string): void {
  const { bucket, store } = exchange;
  const object = bucket.objects.get(key);
  if (!object) return;
  const event = {
    name: `ObjectRemoved:${eventName}`,
    bucket: bucket.name,
    key,
    size: object.size,
    deltaSize: -object.size,
    etag: object.etag,
  };
  exchange.emit(event, () => store.deleteObject(bucket, key));
}

function keysOf(document: Record<string, unknown>): string[] {
  const entries = children(document, 'Object');
  if (entries.length < 1 || entries.length > MAX_KEYS) {
    throw new OssError('MalformedXML', {
      ec: entries.length < 1 ? '0016-00000615' : undefined,
      elements: { ErrorDetail: `Delete must name 1 to ${MAX_KEYS} objects; it names ${entries.length}.` },
    });
  }
  return entries.map((entry) => {
    const key = (entry as Record<string, unknown>)['Key'];
    if (typeof key !== 'string') {
      throw new OssError('MalformedXML', {
        ec: '0016-00000613',
        elements: { ErrorDetail: 'Object without a Key.' },
      });
    }
    if ((entry as Record<string, unknown>)['VersionId'] !== undefined) {
      throw new OssError('NotImplemented', { message: 'Delete/Object/VersionId is not implemented.' });
    }
    assertObjectKey(key);
    return key;
  });
}

export const deleteOperations: OssOperation[] = [
  {
    name: 'DeleteObject',
    method: 'DELETE',
    target: 'object',
    action: 'oss:DeleteObject',
    run(exchange) {
      remove(exchange, exchange.key, 'DeleteObject');
      return { status: 204 };
    },
  },
  {
    name: 'DeleteMultipleObjects',
    method: 'POST',
    target: 'bucket',
    marks: ['delete'],
    parameters: ['encoding-type'],
    async run(exchange) {
      const { request, bucket } = exchange;
      const { encode, element } = nameEncoding(exchange);
      if (exchange.headers['content-md5'] === undefined) {
        throw new OssError('MissingArgument', {
          ec: '0016-00000606',
          elements: { ArgumentName: 'Content-MD5' },
        });
      }
      const document = parseXml(await receiveText(request), 'Delete');
      const keys = keysOf(document);
      for (const key of keys) exchange.authorize({ action: 'oss:DeleteObject', bucket: bucket.name, key });
      for (const key of keys) remove(exchange, key, 'DeleteObjects');
      // In quiet mode only failures are listed; without failures there is no document.
      if (document['Quiet'] === 'true') return { status: 200 };
      const deleted = keys.map((key) => group('Deleted', leaf('Key', encode(key))));
      return { status: 200, xml: group('DeleteResult', element, ...deleted) };
    },
  },
];
