import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { OssError } from './errors';
import type { OssRequest } from './request';

/** Every field of a form but the file stays below 4 KB; the service's own limit. */
const MAX_FIELD_BYTES = 4096;

/** Whether a request brings a browser's form for a bucket. */
export function isForm({ method, bucket, key, headers }: OssRequest): boolean {
  const type = headers['content-type'] ?? '';
  return method === 'POST' && bucket !== undefined && key === '' && /^multipart\/form-data\b/i.test(type);
}

interface UploadForm {
  /** The fields in front of the file, names in lower case. Those behind it do not count. */
  fields: Record<string, string>;
  fileName: string;
  /** What the browser says of the file. */
  fileType: string;
  file: Readable;
  /** Settles when the form has come to its end, well-formed or not. */
  ended: Promise<void>;
}

const malformed = (reason: string) =>
  new OssError('MalformedPOSTRequest', { elements: { ErrorDetail: reason } });

/**
 * Reads a browser's form up to its file, whose bytes then stream.
 * @throws OssError `MalformedPOSTRequest`
 */
export function readForm(body: Readable, contentType: string | undefined): Promise<UploadForm> {
  return new Promise((resolve, reject) => {
    if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType ?? '')) {
      reject(malformed('Content-Type must be multipart/form-data with a boundary.'));
      return;
    }
    const parser = new Busboy({
      headers: { 'content-type': contentType! },
      defCharset: 'utf8',
      limits: { fieldSize: MAX_FIELD_BYTES, files: 1 },
      // Without a file name too the field named `file` is the file.
      isPartAFile: (name) => name?.toLowerCase() === 'file',
    });
    const fields: Record<string, string> = {};
    let file: Readable | undefined;
    const refuse = (error: Error) => {
      // What is left of the body has to pass, or the connection could not carry the answer.
      body.unpipe(parser);
      body.resume();
      file?.destroy(error);
      reject(error);
    };
    const ended = new Promise<void>((settle, fail) => {
      parser.once('finish', settle);
      parser.once('error', (error: Error) => fail(malformed(error.message)));
      body.once('error', fail);
    });
    ended.then(() => {
      if (!file) refuse(malformed('The form has no file.'));
    }, refuse);
    parser.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut) refuse(malformed(`Field ${name} exceeds ${MAX_FIELD_BYTES} bytes.`));
      if (!file) fields[name.toLowerCase()] = value;
    });
    parser.on('file', (_name, stream, fileName, _encoding, fileType) => {
      file = stream;
      // Its reader may have gone by the time the body breaks off.
      stream.on('error', () => stream.resume());
      resolve({ fields, fileName: fileName ?? '', fileType, file: stream, ended });
    });
    body.pipe(parser);
  });
}
