import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KNOWN_CAUSES, remedyFor, type Said } from '../../../cli/deploy/remedies';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { SETTINGS } from '../../../lib/settings';

/** The message of a service, and what the remedy must mention. The cause is named as in the list. */
const SAMPLES: [cause: string, said: Said, remedy: RegExp][] = [
  ['Credentials that have ended', { text: 'InvalidSecurityToken.Expired: Specified SecurityToken is expired.' }, /get new ones/],
  ['Credentials that are wrong', { text: 'InvalidAccessKeyId.NotFound: Specified access key is not found.' }, /ALIBABA_CLOUD_ACCESS_KEY_ID/],
  ['A clock that is wrong', { text: 'InvalidTimeStamp.Expired: Specified time stamp or date value is expired.' }, /clock/],
  ['Signature V1 of OSS', { text: 'AccessDenied: V1 signature is forbidden. EC 0002-00000080', type: 'ALIYUN::OSS::Bucket' }, /V4/],
  ['The public endpoint of OSS', { text: 'AccessDenied: the default domain name of a bucket is not allowed' }, /--vpc/],
  ['Tablestore instance closed to ROS', { text: 'OTSAuthFailed: Request denied by instance ACL policies.', type: 'ALIYUN::OTS::Table' }, /tableNetworks.*INTERNET/],
  ['A role or log project that is not yet known everywhere', { text: "InvalidArgument: project 'media' does not exist", type: 'ALIYUN::FC::Service' }, /deploy again/],
  ['A role or log project that is not yet known everywhere', { text: 'EntityNotExist.Role: The role not exists', type: 'ALIYUN::FC3::Function' }, /deploy again/],
  ['A Tablestore instance or table that is not ready', { text: 'dial tcp: lookup media.cn-hangzhou.ots.aliyuncs.com: no such host', type: 'ALIYUN::OTS::Table' }, /a minute/],
  ['A service that is not activated', { text: 'FcServiceNotEnabled: service is not enabled', type: 'ALIYUN::FC::Service' }, /Activate Function Compute/],
  ['A service that is not activated', { text: 'OTSServiceNotEnabled: not opened', type: 'ALIYUN::OTS::InstanceV2' }, /Activate Tablestore/],
  ['Triggers that overlap', { text: 'InvalidArgument: the prefix and suffix overlap with rule x', type: 'ALIYUN::FC::Trigger' }, /prefix or suffix/],
  ['A quota that is used up', { text: 'OTSQuotaExhausted: Number of instances exceeds the quota', type: 'ALIYUN::OTS::InstanceV2' }, /Tablestore is reached.*Quota Center/],
  ['A bucket name of somebody else', { text: 'BucketAlreadyExists: The requested bucket name is not available.', type: 'ALIYUN::OSS::Bucket' }, /bucketName/],
  ['A name that is taken in the region or account', { text: 'EntityAlreadyExists.Role: The role already exists', type: 'ALIYUN::RAM::Role' }, /serviceRoleName/],
  ['A name that is taken in the region or account', { text: 'ProjectAlreadyExist: project already exist', type: 'ALIYUN::SLS::Project' }, /logProjectName/],
  ['A thing that cannot be changed', { text: 'NotSupported: ALIYUN::OTS::SearchIndex does not change this after its creation' }, /What an update can change/],
  ['A bucket that holds objects', { text: 'BucketNotEmpty: The bucket you tried to delete is not empty.', type: 'ALIYUN::OSS::Bucket' }, /--empty-bucket/],
  ['A permission that is missing', { text: 'NoPermission: You are not authorized to do this action: ram:CreateRole', type: 'ALIYUN::RAM::Role' }, /the right ram:CreateRole/],
  ['A permission that is missing', { text: 'Forbidden: denied' }, /lacks a right/],
  ['The code of the functions is gone from OSS', { text: 'NoSuchKey: The specified key does not exist.', type: 'ALIYUN::FC::Function' }, /uploads it again/],
  ['Another deployment at work', { text: 'ActionInProgress: Stack shop already has an action (UPDATE) in progress.' }, /--follow/],
  ['Too many requests', { text: 'Throttling.User: flow control' }, /in a minute/],
]; // biome-ignore format: a table

it.each(SAMPLES)('%s', (cause, said, remedy) => {
  const found = KNOWN_CAUSES.find(
    ({ pattern, type }) => pattern.test(said.text) && (!type || type.test(said.type ?? '')),
  );
  expect(found?.name).toBe(cause);
  expect(remedyFor(said)).toMatch(remedy);
});

it('has a sample of every cause, and each stands in docs/deploy.md', () => {
  const docs = readFileSync(join(PROJECT_ROOT, 'docs', 'deploy.md'), 'utf8');
  for (const { name } of KNOWN_CAUSES) {
    expect(SAMPLES.map(([cause]) => cause)).toContain(name);
    expect(docs).toContain(name);
  }
});

it('says nothing of what it does not know', () => {
  expect(remedyFor({ text: 'Mystery: something is odd' })).toBeUndefined();
  expect(remedyFor({ text: 'NoSuchKey: not of a function', type: 'ALIYUN::OSS::Bucket' })).toBeUndefined();
});

it('sends people only to settings that there are', () => {
  const remedies = KNOWN_CAUSES.flatMap(
    ({ remedy }) =>
    typeof remedy === 'string' ? remedy : ['ALIYUN::RAM::Role', 'ALIYUN::FC::Service', 'ALIYUN::FC::Function', 'ALIYUN::OTS::Table', 'ALIYUN::OTS::Instance', 'ALIYUN::SLS::Project', 'ALIYUN::OSS::Bucket'].map((type) => remedy({ text: '', type })), // biome-ignore format: one list
  );
  const named = remedies.flatMap(
    (text) => text.match(/\b[a-z]+[A-Za-z]*(Name|Index|Networks|Services)\b/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !(name in SETTINGS.shape))).toEqual([]);
});
