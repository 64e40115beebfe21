import { callByParameters, type Parameters } from './api-client';
import { body, named, ServedRos } from './served-ros';
import { ACCOUNT } from './shelf';

const ros = ServedRos.forEachTest();

describe('the API', () => {
  it('does for a user what its policies allow, by stack', async () => {
    const Resource = `acs:ros:*:${ACCOUNT}:stack/id-of-one`;
    const document = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'ros:Get*', Resource }] };
    const key = ros.ram.createUserKey({ userName: 'ann', policies: [{ name: 'looks', document }] });
    await ros.asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    await ros.asRoot('CreateStack', { StackName: 'two', TemplateBody: body(), ...named('b') });
    const as = (action: string, parameters: Parameters) =>
      callByParameters(ros.endpoint, key, action, parameters);
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
    ros.shelf.failing.add('create a');
    const made = await ros.asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    expect(made.status).toBe(200);
    expect(await ros.settled('id-of-one')).toBe('CREATE_ROLLBACK_COMPLETE');
    const { body: failed } = await ros.asRoot('ListStackEvents', {
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
      await ros.asRoot('CreateStack', { StackName: name, TemplateBody: body(), ...named(name) });
      await ros.settled(`id-of-${name}`);
    }
    const names = async (parameters: Parameters) =>
      ((await ros.asRoot('ListStacks', parameters)).body['Stacks'] as { StackName: string }[]).map(
        ({ StackName }) => StackName,
      );
    expect(await names({ PageSize: '2' })).toEqual(['three', 'two']);
    expect(await names({ PageSize: '2', PageNumber: '2' })).toEqual(['one']);
    expect(await names({ 'StackName.1': 'two' })).toEqual(['two']);
    const { body: events } = await ros.asRoot('ListStackEvents', { StackId: 'id-of-one', PageSize: '1' });
    expect(events).toMatchObject({ TotalCount: 4, Events: [{ Status: 'CREATE_COMPLETE' }] });
    expect((await ros.asRoot('ListStackResources', { StackId: 'id-of-one' })).body).toMatchObject({
      Resources: [{ LogicalResourceId: 'A', PhysicalResourceId: 'id-one', Status: 'CREATE_COMPLETE' }],
    });
  });

  it('retains what it is asked to', async () => {
    await ros.asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    await ros.settled('id-of-one');
    await ros.asRoot('DeleteStack', { StackId: 'id-of-one', 'RetainResources.1': 'A' });
    expect(await ros.settled('id-of-one')).toBe('DELETE_COMPLETE');
    expect([...ros.shelf.items.keys()]).toEqual(['a']);
  });

  it('gives back the template, and validates one without its parameters', async () => {
    await ros.asRoot('CreateStack', { StackName: 'one', TemplateBody: body(), ...named('a') });
    const { body: got } = await ros.asRoot('GetTemplate', { StackId: 'id-of-one' });
    expect(got['TemplateBody']).toBe(body());
    expect((await ros.asRoot('ValidateTemplate', { TemplateBody: body() })).body).toMatchObject({
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
    await ros.asRoot('CreateStack', { StackName: 'there', TemplateBody: body(), ...named('t') });
    const answer = await ros.asRoot(action, parameters);
    expect(answer).toMatchObject({
      status,
      body: { Code: code, Message: expect.stringMatching(message), RequestId: expect.any(String) },
    });
  });
});
