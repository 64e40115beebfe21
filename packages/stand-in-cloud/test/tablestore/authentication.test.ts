import { createHmac } from 'node:crypto';
import { decodeMessage, encodeMessage } from '../../src/tablestore/messages';
import { encodeRows } from '../../src/tablestore/plain-buffer/encode';
import type { Cell } from '../../src/tablestore/plain-buffer/format';
import { md5, requestSignatureV4, responseSignature } from '../../src/tablestore/request-signature';
import { errorOf, type RawAnswer, requestHeaders, send, sign } from './raw-request';
import { connect, INSTANCE, OBJECTS_TABLE, REGION, refusal, type Stage, startStage, TABLE } from './support';

const PATH = '/ListTable';
const EMPTY = Buffer.alloc(0);
let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterEach(() => stage.server.close());

it('answers a signed request and signs the answer as clients check it', async () => {
  const answer = await send(stage.server, PATH, sign(PATH, requestHeaders(EMPTY)));

  expect(answer.status).toBe(200);
  expect(decodeMessage('main', 'ListTableResponse', answer.body)).toEqual({ tableNames: [TABLE] });
  expect(answer.headers['x-ots-contentmd5']).toBe(md5(answer.body));
  expect(answer.headers['x-ots-date']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(answer.headers['x-ots-contenttype']).toBe('protocol buffer');
  expect(answer.headers['x-ots-requestid']).toBeTruthy();
  const names = ['x-ots-contentmd5', 'x-ots-contenttype', 'x-ots-date', 'x-ots-requestid'];
  const text = `${names.map((name) => `${name}:${answer.headers[name]}`).join('\n')}\n${PATH}`;
  const signature = createHmac('sha1', 'testsecret').update(text).digest('base64');
  expect(answer.headers['authorization']).toBe(`OTS testid:${signature}`);
});

it('signs refusals too', async () => {
  const answer = await send(stage.server, '/NoSuchThing', sign('/NoSuchThing', requestHeaders(EMPTY)));

  expect(answer.status).toBe(400);
  expect(errorOf(answer)).toEqual({
    code: 'OTSParameterInvalid',
    message: "Unsupported operation: 'NoSuchThing'.",
  });
  expect(answer.headers['authorization']).toBe(
    `OTS testid:${responseSignature('testsecret', '/NoSuchThing', answer.headers)}`,
  );
});

describe('signatures of the official SDK for a request that it publishes', () => {
  const published = {
    'x-ots-date': '2024-08-08T03:22:47.8123Z',
    'x-ots-apiversion': '2015-12-31',
    'x-ots-accesskeyid': 'credentials_test_id',
    'x-ots-instancename': 'credentials_test',
    'x-ots-contentmd5': '1B2M2Y8AsgTpgAmY7PhCfg==',
  };

  it('are ours too', () => {
    const v4 = { ...published, 'x-ots-signregion': 'cn-hangzhou', 'x-ots-signdate': '20240808' };

    expect(requestSignatureV4('credentials_test_secret', PATH, v4)).toBe(
      'mUSbIuIfN/JuO4/mCOaQZ72JHDc8z6gjPdBpPyAd/ac=',
    );
  });
});

/** With V4, clients verify the answer with the key that they derived for the request. */
const v4Key = (date: string): string =>
  [date, REGION, 'ots', 'aliyun_v4_request']
    .reduce<string | Buffer>(
      (parent, part) => createHmac('sha256', parent).update(part).digest(),
      'aliyun_v4testsecret',
    )
    .toString('base64');

it('accepts a V4 signature, answers with the same key and refuses a tampered one', async () => {
  const headers = requestHeaders(EMPTY, { 'x-ots-signregion': REGION, 'x-ots-signdate': '20260101' });
  const signature = requestSignatureV4('testsecret', PATH, headers);
  const good = await send(stage.server, PATH, { ...headers, 'x-ots-signaturev4': signature });
  const other = { ...headers, 'x-ots-signdate': '20260102', 'x-ots-signaturev4': signature };

  expect(good.status).toBe(200);
  expect(good.headers['authorization']).toBe(
    `OTS testid:${responseSignature(v4Key('20260101'), PATH, good.headers)}`,
  );
  expect(errorOf(await send(stage.server, PATH, other))).toEqual({
    code: 'OTSAuthFailed',
    message: 'Signature mismatch.',
  });
});

const LATE = new Date(Date.now() - 16 * 60_000).toISOString();

it.each([
  ['a wrong secret', sign(PATH, requestHeaders(EMPTY), 'other'), 403, 'OTSAuthFailed', 'Signature mismatch.'],
  [
    'a header changed after signing',
    { ...sign(PATH, requestHeaders(EMPTY)), 'x-ots-apiversion': '2014-08-08' },
    403,
    'OTSAuthFailed',
    'Signature mismatch.',
  ],
  [
    'a signature of another operation',
    sign('/DeleteTable', requestHeaders(EMPTY)),
    403,
    'OTSAuthFailed',
    'Signature mismatch.',
  ],
  [
    'an unknown key',
    sign(PATH, requestHeaders(EMPTY, { 'x-ots-accesskeyid': 'nobody' })),
    403,
    'OTSAuthFailed',
    'The AccessKeyID does not exist.',
  ],
  [
    'a body that does not match its digest',
    sign(PATH, requestHeaders(Buffer.from('x'))),
    403,
    'OTSAuthFailed',
    'Mismatch between MD5 value of request body and x-ots-contentmd5 in header.',
  ],
  [
    'a request dated 16 minutes ago',
    sign(PATH, requestHeaders(EMPTY, { 'x-ots-date': LATE })),
    403,
    'OTSAuthFailed',
    `Mismatch between system time and x-ots-date: ${LATE}.`,
  ],
  [
    'no date at all',
    sign(PATH, requestHeaders(EMPTY, { 'x-ots-date': '' })),
    400,
    'OTSParameterInvalid',
    "Missing header: 'x-ots-date'.",
  ],
  ['no signature', requestHeaders(EMPTY), 400, 'OTSParameterInvalid', "Missing header: 'x-ots-signature'."],
  [
    'an instance that does not exist',
    sign(PATH, requestHeaders(EMPTY, { 'x-ots-instancename': 'other' })),
    403,
    'OTSAuthFailed',
    'The instance is not found.',
  ],
])('refuses %s', async (_, headers, status, code, message) => {
  const answer = await send(stage.server, PATH, headers);

  expect({ status: answer.status, ...errorOf(answer) }).toEqual({ status, code, message });
});

it('refuses anything but POST', async () => {
  const answer = await send(stage.server, PATH, sign(PATH, requestHeaders(EMPTY)), EMPTY, 'GET');

  expect({ status: answer.status, code: errorOf(answer).code }).toEqual({
    status: 405,
    code: 'OTSMethodNotAllowed',
  });
});

describe('bodies that are not what they claim', () => {
  const getRow = (primaryKey: Buffer): Promise<RawAnswer> => {
    const body = encodeMessage('main', 'GetRowRequest', { tableName: TABLE, primaryKey, maxVersions: 1 });
    return send(stage.server, '/GetRow', sign('/GetRow', requestHeaders(body)), body);
  };
  const encodedKey = (): Buffer => {
    const cell = (name: string): Cell => ({ name, value: { type: 'STRING', value: 'a' } });
    return encodeRows([{ primaryKey: [cell('ObjectKey'), cell('BucketName')], attributes: [] }]);
  };

  it('pass as they should', async () => {
    expect((await getRow(encodedKey())).status).toBe(200);
  });

  it('are refused for a wrong row checksum', async () => {
    const spoiled = encodedKey();
    const last = spoiled.length - 1;
    spoiled[last] = (spoiled[last] as number) ^ 1;

    const answer = await getRow(spoiled);

    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toEqual({
      code: 'OTSParameterInvalid',
      message: expect.stringMatching(/^Cell data broken, checksum is mismatch/),
    });
  });

  it('are refused when they are no message at all', async () => {
    const body = Buffer.from([0xff, 0xff, 0xff]);
    const answer = await send(stage.server, '/GetRow', sign('/GetRow', requestHeaders(body)), body);

    expect(errorOf(answer)).toEqual({
      code: 'OTSParameterInvalid',
      message: 'Parse PBMessage from RawString failed.',
    });
  });
});

describe('temporary credentials', () => {
  const role = { accessKeyId: 'STS.role', secretAccessKey: 'testsecret' };

  it('work with their token', async () => {
    const client = connect(stage.server, { ...role, stsToken: 'role-token' });

    expect((await client.listTable({})).tableNames).toEqual([TABLE]);
  });

  it.each([
    ['no token', {}, false],
    ['a wrong token', { stsToken: 'forged' }, false],
    ['an expired token', { stsToken: 'role-token' }, true],
  ])('are refused with %s', async (_, token, expired) => {
    stage.authority.tokenExpired = expired;
    const client = connect(stage.server, { ...role, ...token });

    expect(await refusal(client.listTable({}))).toMatchObject({ status: 403, code: 'OTSAuthFailed' });
  });
});
