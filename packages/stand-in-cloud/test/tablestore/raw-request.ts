import http from 'node:http';
import { decodeMessage } from '../../src/tablestore/messages';
import { md5, type OtsHeaders, requestSignature } from '../../src/tablestore/request-signature';
import type { TablestoreServer } from '../../src/tablestore/server';
import { INSTANCE } from './support';

export interface RawAnswer {
  status: number;
  headers: OtsHeaders;
  body: Buffer;
}

/** The headers of a correct request without signature; a test changes what is to be refused. */
export function requestHeaders(body: Buffer, changes: OtsHeaders = {}): OtsHeaders {
  return {
    'x-ots-date': new Date().toISOString(),
    'x-ots-apiversion': '2015-12-31',
    'x-ots-accesskeyid': 'testid',
    'x-ots-instancename': INSTANCE,
    'x-ots-contentmd5': md5(body),
    ...changes,
  };
}

export function sign(path: string, headers: OtsHeaders, secret = 'testsecret'): OtsHeaders {
  return { ...headers, 'x-ots-signature': requestSignature(secret, path, headers) };
}

export function send(
  server: TablestoreServer,
  path: string,
  headers: OtsHeaders,
  body: Buffer = Buffer.alloc(0),
  method = 'POST',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${server.endpoint}${path}`,
      { method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as OtsHeaders,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export const errorOf = (answer: RawAnswer): { code: string; message: string } =>
  decodeMessage('main', 'Error', answer.body);
