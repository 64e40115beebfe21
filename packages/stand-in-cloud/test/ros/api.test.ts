import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopbackServer } from '../../src/loopback';
import { Ram } from '../../src/ram/ram';
import { serveRos } from '../../src/ros/api/server';
import { ManualClock } from '../manual-clock';
import { callByHeaders, callByParameters, type Odd, type Parameters } from './api-client';
import { ACCOUNT, item, prepare, template } from './shelf';

const REGION = 'cn-hangzhou';
const CALLS = { parameters: callByParameters, headers: callByHeaders };

let server: LoopbackServer;
let clock: ManualClock;
let ram: Ram;
let shelf: ReturnType<typeof prepare>['shelf'];

beforeEach(async () => {
  clock = new ManualClock();
  clock.advance(Date.now() - clock.now());
  ram = new Ram({ accountId: ACCOUNT, clock });
  const prepared = prepare({ clock, nextId: (name) => `id-of-${name}` });
  shelf = prepared.shelf;
  server = await serveRos(prepared.engine, { authority: ram, region: REGION, clock });
});

afterEach(() => server.close());

const asRoot = (action: string, parameters: Parameters, odd?: Odd) =>
  callByParameters(server.endpoint, ram.createUserKey({ root: true }), action, parameters, odd);

/** The final status of a stack. */
async function settled(StackId: string): Promise<string> {
  for (;;) {
    const { body } = await asRoot('GetStack', { StackId });
    if (!String(body['Status']).endsWith('IN_PROGRESS')) return String(body['Status']);
    await sleep(5);
  }
}

const body = (size: unknown = 1, sections = {}) =>
  JSON.stringify(
    template(
      { A: item({ Ref: 'Name' }, { Size: size }) },
      {
        Description: 'One item.',
        Parameters: { Name: { Type: 'String' }, Secret: { Type: 'String', NoEcho: true, Default: 'hush' } },
        Outputs: { Url: { Value: { 'Fn::GetAtt': ['A', 'Url'] }, Description: 'Where.' } },
        ...sections,
      },
    ),
  );

const named = (name: string): Parameters => ({
  'Parameters.1.ParameterKey': 'Name',
  'Parameters.1.ParameterValue': name,
});

describe.each(Object.entries(CALLS))('a client that signs in the %s', (_, call) => {
  const ask = (action: string, parameters: Parameters, odd?: Odd) =>
    call(server.endpoint, ram.createUserKey({ root: true }), action, parameters, odd);

  it('creates, reads, updates and deletes a stack', async () => {
    const made = await ask('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a b*~') });
    expect(made).toEqual({ status: 200, body: { RequestId: expect.any(String), StackId: 'id-of-one' } });
    const StackId = 'id-of-one';
    expect(await settled(StackId)).toBe('CREATE_COMPLETE');
    expect((await ask('GetStack', { StackId, RegionId: REGION })).body).toMatchObject({
      StackName: 'one',
      StatusReason: 'Stack successfully created',
      CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      Description: 'One item.',
      Parameters: [
        { ParameterKey: 'Name', ParameterValue: 'a b*~' },
        { ParameterKey: 'Secret', ParameterValue: '******' },
      ],
      Outputs: [{ OutputKey: 'Url', OutputValue: 'shelf://a b*~', Description: 'Where.' }],
    });
    const change = { StackId, TemplateBody: body(2), UsePreviousParameters: 'true' };
    expect((await ask('UpdateStack', change)).status).toBe(200);
    expect(await settled(StackId)).toBe('UPDATE_COMPLETE');
    expect(shelf.items.get('a b*~')?.Size).toBe(2);
    expect((await ask('UpdateStack', change)).body).toMatchObject({
      Code: 'NotSupported',
      Message: 'Update the completely same stack is not supported.',
    });
    expect((await ask('DeleteStack', { StackId })).status).toBe(200);
    expect(await settled(StackId)).toBe('DELETE_COMPLETE');
    expect(shelf.items.size).toBe(0);
  });

  it.each<[string, Odd, string]>([
    ['a parameter put in after signing', { added: { StackId: 'x' } }, 'SignatureDoesNotMatch'],
    ['a time long ago', { time: '2020-01-01T00:00:00Z' }, 'InvalidTimeStamp.Expired'],
    ['a time that is none', { time: 'today' }, 'InvalidTimeStamp.Format'],
    ['another version', { version: '2015-09-01' }, 'InvalidVersion'],
  ])('is refused for %s', async (_what, odd, code) => {
    expect(await ask('ListStacks', {}, odd)).toMatchObject({ status: 400, body: { Code: code } });
  });

  it('is refused for a wrong secret, an unknown key and the same request twice', async () => {
    const key = ram.createUserKey({ root: true });
    const by = (credentials: typeof key, odd?: Odd) =>
      call(server.endpoint, credentials, 'ListStacks', {}, odd);
    let signedText = '';
    const onSigned = (text: string): void => {
      signedText = text;
    };
    // Official clients compare the text behind the colon with theirs: when both agree, the secret is wrong.
    expect((await by({ ...key, accessKeySecret: 'x' }, { onSigned })).body).toMatchObject({
      Code: 'SignatureDoesNotMatch',
      Message: `Specified signature is not matched with our calculation. server string to sign is:${signedText}`,
    });
    expect(signedText).not.toBe('');
    expect(await by({ ...key, accessKeyId: 'LTAI5tNobody' })).toMatchObject({
      status: 404,
      body: { Code: 'InvalidAccessKeyId.NotFound' },
    });
    expect((await by(key, { nonce: 'n' })).status).toBe(200);
    expect((await by(key, { nonce: 'n' })).body['Code']).toBe('SignatureNonceUsed');
  });

  it('needs the token that belongs to a temporary key, as long as it lives', async () => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['fc.aliyuncs.com'] } };
    ram.createRole('deployer', { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
    ram.attachPolicyToRole({ type: 'System', name: 'AliyunROSFullAccess' }, 'deployer');
    const key = ram.assumeRole({
      roleArn: `acs:ram::${ACCOUNT}:role/deployer`,
      service: 'fc.aliyuncs.com',
      sessionName: 'test',
    });
    const by = (credentials: typeof key, odd?: Odd) =>
      call(server.endpoint, credentials, 'ListStacks', {}, odd);
    expect((await by(key)).status).toBe(200);
    expect((await by(key, { withoutToken: true })).body['Code']).toBe('MissingSecurityToken');
    expect((await by({ ...key, securityToken: 'x' })).body['Code']).toBe('InvalidSecurityToken.Malformed');
    clock.advance(3_600_000);
    const time = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    expect((await by(key, { time })).body['Code']).toBe('InvalidSecurityToken.Expired');
  });
});

describe('the API', () => {
  it('does for a user what its policies allow, by stack', async () => {
    const Resource = `acs:ros:*:${ACCOUNT}:stack/id-of-one`;
    const document = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'ros:Get*', Resource }] };
    const key = ram.createUserKey({ userName: 'ann', policies: [{ name: 'looks', document }] });
    await asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    await asRoot('CreateStack', { StackName: 'two', TemplateBody: body(), ...named('b') });
    const as = (action: string, parameters: Parameters) =>
      callByParameters(server.endpoint, key, action, parameters);
    expect((await as('GetStack', { StackId: 'id-of-one' })).status).toBe(200);
    for (const refused of [
      await as('GetStack', { StackId: 'id-of-two' }),
      await as('DeleteStack', { StackId: 'id-of-one' }),
      await as('ListStacks', {}),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { Code: 'NoPermission' } });
    }
  });

  it('answers at once for a stack that fails, whose events say why', async () => {
    shelf.failing.add('create a');
    const made = await asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    expect(made.status).toBe(200);
    expect(await settled('id-of-one')).toBe('CREATE_ROLLBACK_COMPLETE');
    const { body: failed } = await asRoot('ListStackEvents', {
      StackId: 'id-of-one',
      'Status.1': 'CREATE_FAILED',
      'LogicalResourceId.1': 'A',
    });
    expect(failed).toMatchObject({
      TotalCount: 1,
      Events: [
        { LogicalResourceId: 'A', ResourceType: 'TEST::Shelf::Item', StatusReason: 'Refused: no create a' },
      ],
    });
  });

  it('lists stacks and events in pages, the newest first', async () => {
    for (const name of ['one', 'two', 'three']) {
      await asRoot('CreateStack', { StackName: name, TemplateBody: body(), ...named(name) });
      await settled(`id-of-${name}`);
    }
    const names = async (parameters: Parameters) =>
      ((await asRoot('ListStacks', parameters)).body['Stacks'] as { StackName: string }[]).map(
        ({ StackName }) => StackName,
      );
    expect(await names({ PageSize: '2' })).toEqual(['three', 'two']);
    expect(await names({ PageSize: '2', PageNumber: '2' })).toEqual(['one']);
    expect(await names({ 'StackName.1': 'two' })).toEqual(['two']);
    const { body: events } = await asRoot('ListStackEvents', { StackId: 'id-of-one', PageSize: '1' });
    expect(events).toMatchObject({ TotalCount: 4, Events: [{ Status: 'CREATE_COMPLETE' }] });
    expect((await asRoot('ListStackResources', { StackId: 'id-of-one' })).body).toMatchObject({
      Resources: [{ LogicalResourceId: 'A', PhysicalResourceId: 'id-one', Status: 'CREATE_COMPLETE' }],
    });
  });

  it('retains what it is asked to', async () => {
    await asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    await settled('id-of-one');
    await asRoot('DeleteStack', { StackId: 'id-of-one', 'RetainResources.1': 'A' });
    expect(await settled('id-of-one')).toBe('DELETE_COMPLETE');
    expect([...shelf.items.keys()]).toEqual(['a']);
  });

  it('gives back the template, and validates one without its parameters', async () => {
    await asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    const { body: got } = await asRoot('GetTemplate', { StackId: 'id-of-one' });
    expect(got['TemplateBody']).toBe(body());
    expect((await asRoot('ValidateTemplate', { TemplateBody: body() })).body).toMatchObject({
      Description: 'One item.',
      Parameters: [{ ParameterKey: 'Name', Type: 'String' }, { ParameterKey: 'Secret' }],
    });
  });

  it.each<[string, string, Parameters, number, string, RegExp]>([
    ['an unknown action', 'RenameStack', {}, 404, 'InvalidAction.NotFound', /'RenameStack'/],
    ['a missing parameter', 'GetStack', {}, 400, 'MissingParameter', /StackId should be specified/],
    ['an unknown parameter', 'ListStacks', { Color: 'red' }, 400, 'InvalidParameter', /Color/],
    [
      'a template by address',
      'CreateStack',
      { TemplateURL: 'oss://b/t' },
      400,
      'InvalidParameter',
      /TemplateURL/,
    ],
    ['another region', 'ListStacks', { RegionId: 'cn-beijing' }, 400, 'InvalidParameter', /RegionId/],
    ['a page that is none', 'ListStacks', { PageSize: '51' }, 400, 'InvalidParameter', /from 1 to 50/],
    ['a stack that is not there', 'GetStack', { StackId: 'x' }, 404, 'StackNotFound', /\(x\)/],
    ['a stack by its name', 'DeleteStack', { StackId: 'there' }, 404, 'StackNotFound', /\(there\)/],
    [
      'a switch that is neither on nor off',
      'CreateStack',
      { StackName: 'one', TemplateBody: body(), DisableRollback: 'maybe' },
      400,
      'InvalidParameter',
      /DisableRollback .*'maybe' given/,
    ],
    [
      'a name that is taken',
      'CreateStack',
      { StackName: 'there', TemplateBody: body(), ...named('b') },
      409,
      'StackExists',
      /there/,
    ],
    [
      'a template with faults',
      'CreateStack',
      { StackName: 'one', TemplateBody: body({ Ref: 'Nothing' }), ...named('a') },
      400,
      'InvalidTemplateReference',
      /^Resources\.A\.Properties\.Size\.Ref: refers to "Nothing"/,
    ],
    [
      'a template that is not JSON',
      'ValidateTemplate',
      { TemplateBody: 'Resources: {}' },
      400,
      'InvalidSchema',
      /not JSON/,
    ],
  ])('refuses %s', async (_, action, parameters, status, code, message) => {
    await asRoot('CreateStack', { StackName: 'there', TemplateBody: body(), ...named('t') });
    const answer = await asRoot(action, parameters);
    expect(answer).toMatchObject({
      status,
      body: { Code: code, Message: expect.stringMatching(message), RequestId: expect.any(String) },
    });
  });
});
