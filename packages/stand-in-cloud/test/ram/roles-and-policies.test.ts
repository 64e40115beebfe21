import { prepare, READ, TRUST } from './prepare';

describe('roles and policies', () => {
  it.each([
    [
      'a name with a space',
      () => prepare().ram.createRole('my role', { assumeRolePolicyDocument: TRUST }),
      'InvalidParameter.RoleName.InvalidChars',
    ],
    [
      'a name too long',
      () => prepare().ram.createRole('r'.repeat(65), { assumeRolePolicyDocument: TRUST }),
      'InvalidParameter.RoleName.Length',
    ],
    [
      'a name in use',
      () => prepare().ram.createRole('reader', { assumeRolePolicyDocument: TRUST }),
      'EntityAlreadyExists.Role',
    ],
    [
      'a session too long',
      () => prepare().ram.updateRole('reader', { maxSessionDurationSeconds: 43_201 }),
      'InvalidParameter.MaxSessionDuration',
    ],
    [
      'a policy name with a dot',
      () => prepare().ram.createPolicy('a.b', READ),
      'InvalidParameter.PolicyName.InvalidChars',
    ],
    ['a policy that exists', () => prepare().ram.createPolicy('read', READ), 'EntityAlreadyExists.Policy'],
    [
      'an unknown policy',
      () => prepare().ram.attachPolicyToRole({ type: 'Custom', name: 'x' }, 'reader'),
      'EntityNotExist.Policy',
    ],
    [
      'an unknown system policy',
      () => prepare().ram.attachPolicyToRole({ type: 'System', name: 'read' }, 'reader'),
      'EntityNotExist.Policy',
    ],
    [
      'a policy twice',
      () => prepare().ram.attachPolicyToRole({ type: 'Custom', name: 'read' }, 'reader'),
      'EntityAlreadyExists.Role.Policy',
    ],
    [
      'a policy that is not there',
      () => prepare().ram.detachPolicyFromRole({ type: 'System', name: 'read' }, 'reader'),
      'EntityNotExist.Role.Policy',
    ],
    [
      'to delete a role with policies',
      () => prepare().ram.deleteRole('reader'),
      'DeleteConflict.Role.Policy',
    ],
    ['to delete a policy in use', () => prepare().ram.policies.delete('read'), 'DeleteConflict.Policy.Role'],
    [
      'a description too long',
      () => prepare().ram.updateRole('reader', { description: 'd'.repeat(1_025) }),
      'InvalidParameter.Description.Length',
    ],
  ])('refuses %s', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });

  it('holds five custom policies per role', () => {
    const { ram } = prepare();
    for (let n = 0; n < 5; n++) ram.createPolicy(`p${n}`, READ);
    for (let n = 0; n < 4; n++) ram.attachPolicyToRole({ type: 'Custom', name: `p${n}` }, 'reader');
    const fifth = () => ram.attachPolicyToRole({ type: 'Custom', name: 'p4' }, 'reader');
    expect(fifth).toThrow(expect.objectContaining({ code: 'LimitExceeded.Role.Policy' }));
  });

  it('keeps what an update leaves out', () => {
    const { ram } = prepare();
    const before = ram.getRole('reader');
    expect(ram.updateRole('reader', { maxSessionDurationSeconds: 7_200 })).toEqual({
      ...before,
      maxSessionDurationSeconds: 7_200,
    });
  });
});
