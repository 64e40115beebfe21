import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { OssError } from './errors';
import type { OssRequest } from './request';

/** The service's limit of each field but the file: 4 KB. */
const MAX_FIELD_BYTES = 4096;

/** Whether a request is a browser's form for a bucket. */
export function isForm({ method, bucket, key, headers }: OssRequest): boolean {
  const type = headers['content-type'] ?? '';
  return method === 'POST' && bucket !== undefined && key === '' && /^multipart\/form-data\b/i.test(type);
}

interface UploadForm {
  /** The fields before the file, names in lower case. Fields after the file are ignored. */
  fields: Record<string, string>;
  fileName: string;
  /** Content type of the file, from the browser. */
  fileType: string;
  file: Readable;
  /** Settles when the form is read to its end, well-formed or not. */
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
      // The field named `file` is the file even without a file name.
      isPartAFile: (name) => name?.toLowerCase() === 'file',
    });
    const fields: Record<string, string> = {};
    let file: Readable | undefined;
    const refuse = (error: Error) => {
      // The rest of the body must be read, or the answer cannot be sent on this connection.
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
      // Nobody may read the stream any more when the body breaks off.
      stream.on('error', () => stream.resume());
      resolve({ fields, fileName: fileName ?? '', fileType, file: stream, ended });
    });
    body.pipe(parser);
  });
}
