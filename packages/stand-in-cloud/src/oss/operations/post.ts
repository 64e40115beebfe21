import { sameText } from '../../same-text';
import { encryptionHeaders, readAttributes } from '../attributes';
import { findKey } from '../authenticate';
import { refuseOlder } from '../claim';
import { parseCredential } from '../credential';
import { invalidArgument, notImplemented, OssError } from '../errors';
import { Exchange, type OssAnswer } from '../exchange';
import { readForm } from '../form';
import { assertObjectKey, encodeUri } from '../names';
import { checkPolicy } from '../post-policy';
import { MAX_BODY_BYTES, receive } from '../receive';
import { ALGORITHM, sign } from '../signature-v4';
import { group, leaf } from '../xml';
import { objectUrl } from './elements';
import { OBJECT_HEADERS, type OssOperation } from './operation';
import { assertMayOverwrite } from './write';

type Fields = Record<string, string>;

/** Fields with the names of the service's own headers that a form may have beside metadata. */
const KNOWN_FIELDS = new Set<string>([
  ...OBJECT_HEADERS,
  'x-oss-content-type',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-security-token',
  'x-oss-signature',
  'x-oss-signature-version',
]);

/** @throws OssError `NotImplemented` for a field whose feature is missing here */
function assertKnown(fields: Fields): void {
  const unknown = Object.keys(fields).find(
    (name) =>
      fields[name] !== '' &&
      (name === 'callback' ||
        (name.startsWith('x-oss-') && !name.startsWith('x-oss-meta-') && !KNOWN_FIELDS.has(name))),
  );
  if (unknown) throw notImplemented(`Field ${unknown} of PostObject`);
}

/** Fields in lower case with the bytes of UTF-8 one per character, the way headers are kept. */
const asHeaders = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );

/**
 * Who signed the form's policy, and the size it allows; a form without a signature is anonymous.
 * @throws OssError
 */
function authenticateForm(exchange: Exchange, fields: Fields) {
  const { parts } = exchange;
  if (fields['ossaccesskeyid'] !== undefined || fields['signature'] !== undefined) {
    refuseOlder('V1');
  }
  if (fields['x-oss-signature-version'] === undefined) {
    if (fields['policy'] === undefined) return undefined;
    throw invalidArgument(
      'x-oss-signature-version',
      '',
      'A form with a policy must carry x-oss-signature-version.',
    );
  }
  if (fields['x-oss-signature-version'] !== ALGORITHM) {
    throw invalidArgument(
      'x-oss-signature-version',
      fields['x-oss-signature-version'],
      `x-oss-signature-version must be ${ALGORITHM}.`,
    );
  }
  const required = (name: string) => {
    const value = fields[name];
    if (!value) throw invalidArgument(name, '', `The form must contain the field ${name}.`);
    return value;
  };
  const policy = required('policy');
  const scope = parseCredential(required('x-oss-credential'), 'form', parts.region, required('x-oss-date'));
  const { principal, accessKeySecret } = findKey(
    parts.authority,
    scope.accessKeyId,
    fields['x-oss-security-token'],
  );
  const given = required('x-oss-signature');
  if (!sameText(sign(accessKeySecret, scope, policy), given)) {
    throw new OssError('SignatureDoesNotMatch', {
      elements: { OSSAccessKeyId: scope.accessKeyId, SignatureProvided: given, StringToSign: policy },
    });
  }
  exchange.principal = principal;
  return checkPolicy(policy, fields, exchange.bucket.name, parts.clock.now());
}

function succeed(
  exchange: Exchange,
  fields: Fields,
  etag: string,
  headers: Record<string, string>,
): OssAnswer {
  const { key, bucket } = exchange;
  const redirect = fields['success_action_redirect'];
  if (redirect) {
    const mark = redirect.includes('?') ? '&' : '?';
    const query = `bucket=${bucket.name}&key=${encodeUri(key)}&etag=${encodeUri(`"${etag}"`)}`;
    return { status: 303, headers: { ...headers, Location: `${redirect}${mark}${query}` } };
  }
  const location = objectUrl(exchange);
  switch (fields['success_action_status']) {
    case '200':
      return { status: 200, headers };
    case '201':
      return {
        status: 201,
        headers: { ...headers, Location: location },
        xml: group(
          'PostResponse',
          leaf('Bucket', bucket.name),
          leaf('ETag', `"${etag}"`),
          leaf('Key', key),
          leaf('Location', location),
        ),
      };
    // Other values are ignored.
    default:
      return { status: 204, headers };
  }
}

export const postOperations: OssOperation[] = [
  {
    name: 'PostObject',
    method: 'POST',
    target: 'bucket',
    async run(exchange) {
      const { request, store } = exchange;
      const form = await readForm(request.body, request.headers['content-type']);
      const { fields, file } = form;
      try {
        const policy = authenticateForm(exchange, fields);
        assertKnown(fields);
        const key = (fields['key'] ?? '').replaceAll('${filename}', form.fileName);
        assertObjectKey(key);
        const type = fields['x-oss-content-type'] || fields['content-type'] || form.fileType;
        const headers = asHeaders({ ...fields, 'content-type': type });
        // From here on the form is handled as a PutObject, its fields as headers.
        const put = new Exchange({ ...request, key, headers }, exchange.parts);
        put.principal = exchange.principal;
        put.authorize({ action: 'oss:PutObject', bucket: put.bucket.name, key });
        assertMayOverwrite(put);
        const attributes = readAttributes(put);
        const content = await receive(
          file,
          store.blobs,
          Math.min(policy?.size?.maximum ?? MAX_BODY_BYTES, MAX_BODY_BYTES),
          '0006-00000003',
        );
        try {
          await form.ended;
          if (content.size < (policy?.size?.minimum ?? 0)) {
            throw new OssError('EntityTooSmall', {
              ec: '0006-00000004',
              elements: { ProposedSize: String(content.size) },
            });
          }
          assertMayOverwrite(put);
          put.putObject('PostObject', key, {
            ...content,
            ...attributes,
            type: 'Normal',
            lastModified: store.now(),
          });
        } finally {
          store.blobs.release(content.segments);
        }
        return succeed(put, fields, content.etag, {
          ETag: `"${content.etag}"`,
          'Content-MD5': content.md5!,
          'x-oss-hash-crc64ecma': content.crc64,
          ...encryptionHeaders(attributes.encryption),
        });
      } finally {
        // The rest of a refused form must be read before the answer can be sent.
        file.resume();
      }
    },
  },
];
