import { CLIENT_ENCRYPTION_PREFIX } from '../attributes';
import { invalidArgument } from '../errors';
import { compareKeys } from '../key-index';
import type { Upload } from '../records';
import { isoTime } from '../times';
import { group, leaf } from '../xml';
import { nameEncoding, pageSize } from './elements';
import { uploadOf } from './multipart';
import type { OssOperation } from './operation';

/** Elements of an encryption by the client, which it needs to go on with an upload, and its user metadata. */
const CLIENT_ENCRYPTION = {
  ClientEncryptionKey: 'key',
  ClientEncryptionStart: 'start',
  ClientEncryptionCekAlg: 'cek-alg',
  ClientEncryptionWrapAlg: 'wrap-alg',
  ClientEncryptionDataSize: 'data-size',
  ClientEncryptionPartSize: 'part-size',
};

function clientEncryption({ attributes }: Upload): string[] {
  return Object.entries(CLIENT_ENCRYPTION).flatMap(([element, name]) => {
    const value = attributes.headers[CLIENT_ENCRYPTION_PREFIX + name];
    return value === undefined ? [] : [leaf(element, value)];
  });
}

export const multipartListOperations: OssOperation[] = [
  {
    name: 'ListParts',
    method: 'GET',
    target: 'object',
    marks: ['uploadId'],
    parameters: ['max-parts', 'part-number-marker', 'encoding-type'],
    action: 'oss:ListParts',
    run(exchange) {
      const { bucket, key, query } = exchange;
      const upload = uploadOf(exchange);
      const { encode, element } = nameEncoding(exchange);
      const limit = pageSize('max-parts', query.get('max-parts'), 1000, 1000);
      const text = query.get('part-number-marker') || '0';
      if (!/^\d+$/.test(text)) {
        throw invalidArgument('part-number-marker', text, 'part-number-marker must be a number.');
      }
      const behind = [...upload.parts].filter(([number]) => number > Number(text)).sort(([a], [b]) => a - b);
      const page = behind.slice(0, limit);
      const parts = page.map(([number, part]) =>
        group(
          'Part',
          leaf('PartNumber', number),
          leaf('LastModified', isoTime(part.lastModified)),
          leaf('ETag', `"${part.etag}"`),
          leaf('HashCrc64ecma', part.crc64),
          leaf('Size', part.size),
        ),
      );
      return {
        status: 200,
        xml: group(
          'ListPartsResult',
          element,
          leaf('Bucket', bucket.name),
          leaf('Key', encode(key)),
          leaf('UploadId', upload.id),
          leaf('StorageClass', upload.attributes.storageClass),
          leaf('PartNumberMarker', text),
          leaf('NextPartNumberMarker', page.at(-1)?.[0] ?? 0),
          leaf('MaxParts', limit),
          leaf('IsTruncated', behind.length > page.length),
          ...clientEncryption(upload),
          ...parts,
        ),
      };
    },
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    target: 'bucket',
    marks: ['uploads'],
    parameters: ['prefix', 'delimiter', 'max-uploads', 'key-marker', 'upload-id-marker', 'encoding-type'],
    action: 'oss:ListMultipartUploads',
    run(exchange) {
      const { bucket, query } = exchange;
      const { encode, element } = nameEncoding(exchange);
      const parameter = (name: string) => query.get(name) ?? '';
      const [prefix, delimiter] = [parameter('prefix'), parameter('delimiter')];
      const [keyMarker, idMarker] = [parameter('key-marker'), parameter('upload-id-marker')];
      const limit = pageSize('max-uploads', query.get('max-uploads'), 1000, 1000);
      const order = (a: Upload, b: Upload) => compareKeys(a.key, b.key) || (a.id < b.id ? -1 : 1);
      // Without an id, uploads of the marker's key are skipped; with an id, those after this id are listed.
      const isBehind = ({ key, id }: Upload) => {
        const compared = compareKeys(key, keyMarker);
        return compared > 0 || (compared === 0 && keyMarker !== '' && idMarker !== '' && id > idMarker);
      };
      const waiting = [...bucket.uploads.values()]
        .filter((upload) => upload.key.startsWith(prefix) && isBehind(upload))
        .sort(order);
      const page: (Upload | string)[] = [];
      let last: Upload | undefined;
      let truncated = false;
      for (const upload of waiting) {
        const cut = delimiter ? upload.key.indexOf(delimiter, prefix.length) : -1;
        const entry = cut < 0 ? upload : upload.key.slice(0, cut + delimiter.length);
        const known = typeof entry === 'string' && (page.includes(entry) || entry === keyMarker);
        if (!known && page.length === limit) {
          truncated = true;
          break;
        }
        if (!known) page.push(entry);
        last = upload;
      }
      return {
        status: 200,
        xml: group(
          'ListMultipartUploadsResult',
          element,
          leaf('Bucket', bucket.name),
          leaf('KeyMarker', encode(keyMarker)),
          leaf('UploadIdMarker', idMarker),
          // Those of the last upload on the page, also when there is no other page: our reading of the documentation's example.
          leaf('NextKeyMarker', encode(last?.key ?? '')),
          leaf('NextUploadIdMarker', last?.id ?? ''),
          leaf('Delimiter', encode(delimiter)),
          leaf('Prefix', encode(prefix)),
          leaf('MaxUploads', limit),
          leaf('IsTruncated', truncated),
          ...page.map((entry) =>
            typeof entry === 'string'
              ? group('CommonPrefixes', leaf('Prefix', encode(entry)))
              : group(
                  'Upload',
                  leaf('Key', encode(entry.key)),
                  leaf('UploadId', entry.id),
                  leaf('StorageClass', entry.attributes.storageClass),
                  leaf('Initiated', isoTime(entry.initiated)),
                ),
          ),
        ),
      };
    },
  },
];
