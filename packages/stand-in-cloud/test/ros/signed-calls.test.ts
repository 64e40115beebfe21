import { callByHeaders, callByParameters, type Odd, type Parameters } from './api-client';
import { body, named, REGION, ServedRos } from './served-ros';
import { ACCOUNT } from './shelf';

const CALLS = { parameters: callByParameters, headers: callByHeaders };

const ros = ServedRos.forEachTest();

describe.each(Object.entries(CALLS))('a client that signs in the %s', (_, call) => {
  const ask = (action: string, parameters: Parameters, odd?: Odd) =>
    call(ros.endpoint, ros.ram.createUserKey({ root: true }), action, parameters, odd);

  it('creates, reads, updates and deletes a stack', async () => {
    const made = await ask('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a b*~') });
    expect(made).toEqual({ status: 200, body: { RequestId: expect.any(String), StackId: 'id-of-one' } });
    const StackId = 'id-of-one';
    expect(await ros.settled(StackId)).toBe('CREATE_COMPLETE');
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
    expect(await ros.settled(StackId)).toBe('UPDATE_COMPLETE');
    expect(ros.shelf.items.get('a b*~')?.Size).toBe(2);
    expect((await ask('UpdateStack', change)).body).toMatchObject({
      Code: 'NotSupported',
      Message: 'Update the completely same stack is not supported.',
    });
    expect((await ask('DeleteStack', { StackId })).status).toBe(200);
    expect(await ros.settled(StackId)).toBe('DELETE_COMPLETE');
    expect(ros.shelf.items.size).toBe(0);
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
    const key = ros.ram.createUserKey({ root: true });
    const by = (credentials: typeof key, odd?: Odd) => call(ros.endpoint, credentials, 'ListStacks', {}, odd);
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
    ros.ram.createRole('deployer', { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
    ros.ram.attachPolicyToRole({ type: 'System', name: 'AliyunROSFullAccess' }, 'deployer');
    const key = ros.ram.assumeRole({
      roleArn: `acs:ram::${ACCOUNT}:role/deployer`,
      service: 'fc.aliyuncs.com',
      sessionName: 'test',
    });
    const by = (credentials: typeof key, odd?: Odd) => call(ros.endpoint, credentials, 'ListStacks', {}, odd);
    expect((await by(key)).status).toBe(200);
    expect((await by(key, { withoutToken: true })).body['Code']).toBe('MissingSecurityToken');
    expect((await by({ ...key, securityToken: 'x' })).body['Code']).toBe('InvalidSecurityToken.Malformed');
    ros.clock.advance(3_600_000);
    const time = `${new Date(ros.clock.now()).toISOString().slice(0, 19)}Z`;
    expect((await by(key, { time })).body['Code']).toBe('InvalidSecurityToken.Expired');
  });
});
