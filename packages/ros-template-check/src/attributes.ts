import { REGION, TENANT } from './samples';
import { textOf } from './syntax/text-of';

/** Computes a value. Its argument is a function that returns the resolved property with a given name. */
type Value = (property: (name: string) => unknown) => unknown;

const property =
  (name: string): Value =>
  (of) =>
    of(name);

/** Attributes that follow from the resource's own properties. All others are known only after the deployment. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  'ALIYUN::OSS::Bucket': { Name: property('BucketName') },
  'ALIYUN::OTS::Instance': { InstanceName: property('InstanceName') },
  'ALIYUN::OTS::InstanceV2': { InstanceName: property('InstanceName') },
  'ALIYUN::OTS::Table': { TableName: property('TableName') },
  'ALIYUN::OTS::SearchIndex': { IndexName: property('IndexName') },
  'ALIYUN::SLS::Project': { Name: property('Name') },
  'ALIYUN::SLS::Logstore': { LogstoreName: property('LogstoreName'), ProjectName: property('ProjectName') },
  'ALIYUN::RAM::Role': {
    RoleName: property('RoleName'),
    Arn: (of) => `acs:ram::${TENANT}:role/${textOf(of('RoleName'))}`,
  },
  'ALIYUN::RAM::ManagedPolicy': { PolicyName: property('PolicyName') },
  'ALIYUN::RAM::User': { UserName: property('UserName') },
  'ALIYUN::FC::Service': { ServiceName: property('ServiceName'), Role: property('Role') },
  'ALIYUN::FC::Function': {
    ServiceName: property('ServiceName'),
    FunctionName: property('FunctionName'),
    ARN: (of) =>
      `acs:fc:${REGION}:${TENANT}:services/${textOf(of('ServiceName'))}/functions/${textOf(of('FunctionName'))}`,
  },
  'ALIYUN::FC::Trigger': {
    ServiceName: property('ServiceName'),
    FunctionName: property('FunctionName'),
    TriggerName: property('TriggerName'),
  },
  'ALIYUN::FC3::Function': {
    FunctionName: property('FunctionName'),
    ARN: (of) => `acs:fc:${REGION}:${TENANT}:functions/${textOf(of('FunctionName'))}`,
  },
  'ALIYUN::FC3::Trigger': {
    FunctionName: property('FunctionName'),
    TriggerName: property('TriggerName'),
  },
};

/** The attribute that `Ref` of a resource returns, for types where it is a name among the properties. */
const REFERENCES: Readonly<Record<string, string>> = {
  'ALIYUN::OSS::Bucket': 'Name',
  'ALIYUN::OTS::Instance': 'InstanceName',
  'ALIYUN::OTS::InstanceV2': 'InstanceName',
  'ALIYUN::SLS::Project': 'Name',
  'ALIYUN::RAM::Role': 'RoleName',
  'ALIYUN::RAM::ManagedPolicy': 'PolicyName',
  'ALIYUN::RAM::User': 'UserName',
  'ALIYUN::FC::Service': 'ServiceName',
};

/** @param attribute undefined for `Ref` */
export function attributeOf(type: unknown, attribute: string | undefined): Value | undefined {
  if (typeof type !== 'string') return undefined;
  const name = attribute ?? own(REFERENCES, type);
  return name === undefined ? undefined : own(own(ATTRIBUTES, type) ?? {}, name);
}

/** A template may also name `hasOwnProperty`, which every object has. */
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
