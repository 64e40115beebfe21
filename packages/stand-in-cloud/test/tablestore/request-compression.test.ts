import { deflateSync } from 'node:zlib';
import { MAX_BODY } from '../../src/tablestore/limits';
import { decodeMessage, encodeMessage } from '../../src/tablestore/messages';
import type { OtsHeaders } from '../../src/tablestore/request-signature';
import { errorOf, type RawAnswer, requestHeaders, send, sign } from './raw-request';
import { INSTANCE, OBJECTS_TABLE, type Stage, startStage, TABLE } from './support';

const PATH = '/DescribeTable';
const MESSAGE = encodeMessage('main', 'DescribeTableRequest', { tableName: TABLE });
let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterAll(() => stage.server.close());

function describeTable(body: Buffer, size: number, changes: OtsHeaders = {}): Promise<RawAnswer> {
  const headers = requestHeaders(body, {
    'x-ots-request-compress-type': 'deflate',
    'x-ots-request-compress-size': String(size),
    ...changes,
  });
  return send(stage.server, PATH, sign(PATH, headers), body);
}

it('reads a deflated request, and answers plainly to one that would take a deflated answer', async () => {
  const answer = await describeTable(deflateSync(MESSAGE), MESSAGE.length, {
    'x-ots-response-compress-type': 'deflate',
  });

  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty('x-ots-response-compress-type');
  expect(decodeMessage('main', 'DescribeTableResponse', answer.body)).toMatchObject({
    tableMeta: { tableName: TABLE },
  });
});

it.each<[string, Buffer, number, OtsHeaders, number, string, RegExp]>([
  [
    'another algorithm',
    MESSAGE,
    MESSAGE.length,
    { 'x-ots-request-compress-type': 'gzip' },
    400,
    'OTSParameterInvalid',
    /compress type: 'gzip'/,
  ],
  ['a body that is not deflated', MESSAGE, MESSAGE.length, {}, 400, 'OTSParameterInvalid', /Decompress/],
  [
    'another size',
    deflateSync(MESSAGE),
    1,
    {},
    400,
    'OTSParameterInvalid',
    /compress-size.*: 1 given, \d+ bytes/,
  ],
  [
    'a body that grows beyond the limit',
    deflateSync(Buffer.alloc(MAX_BODY + 1)),
    MAX_BODY + 1,
    {},
    413,
    'OTSRequestBodyTooLarge',
    /too large/,
  ],
])('refuses %s', async (_, body, size, changes, status, code, message) => {
  const answer = await describeTable(body, size, changes);

  expect(answer.status).toBe(status);
  expect(errorOf(answer)).toEqual({ code, message: expect.stringMatching(message) });
});
