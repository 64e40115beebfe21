import type { Arn } from './arn';
import type { Model } from './model';
import { REGION, TENANT } from './samples';
import { type Fields, isKnown } from './syntax';
import { textOf } from './syntax/text-of';
import { bucketOfTrigger } from './trigger-config';
import { FC_TRIGGER_TYPES, INSTANCE_TYPES } from './type-groups';
import { matchesWildcard } from './wildcard';

/** A resource that an ARN names: the types that it can have, and the values that its properties must have. */
interface Named {
  types: string[];
  names: Fields;
}

/** The resources that the relative part of an ARN names, the container before its content. */
const NAMED: Readonly<Record<string, (relative: string) => Named[]>> = {
  oss: (relative) => [{ types: ['ALIYUN::OSS::Bucket'], names: { BucketName: relative.split('/')[0] } }],
  ots: (relative) => {
    const [, InstanceName, , TableName] = relative.split('/');
    const instance = { types: INSTANCE_TYPES, names: { InstanceName } };
    const table = { types: ['ALIYUN::OTS::Table'], names: { InstanceName, TableName } };
    return TableName === undefined ? [instance] : [instance, table];
  },
  log: (relative) => {
    const [, ProjectName, , LogstoreName] = relative.split('/');
    const project = { types: ['ALIYUN::SLS::Project'], names: { Name: ProjectName } };
    const store = { types: ['ALIYUN::SLS::Logstore'], names: { ProjectName, LogstoreName } };
    return LogstoreName === undefined ? [project] : [project, store];
  },
  fc: (relative) => {
    const [kind, service = '', , FunctionName] = relative.split('/');
    // Function Compute 3 has no services: `functions/NAME`, with a version or alias `functions/NAME/QUALIFIER`.
    if (kind === 'functions') return [{ types: ['ALIYUN::FC3::Function'], names: { FunctionName: service } }];
    const ServiceName = service.replace(/\..*$/, '');
    const home = { types: ['ALIYUN::FC::Service'], names: { ServiceName } };
    const fn = { types: ['ALIYUN::FC::Function'], names: { ServiceName, FunctionName } };
    return FunctionName === undefined ? [home] : [home, fn];
  },
  ram: (relative) => {
    const [kind, name] = relative.split('/');
    return kind === 'role' ? [{ types: ['ALIYUN::RAM::Role'], names: { RoleName: name } }] : [];
  },
};

function exists(model: Model, { types, names }: Named): boolean {
  return model.ofType(...types).some(({ properties }) =>
    Object.entries(names).every(([key, name]) => {
      const own = properties[key];
      return typeof name === 'string' && typeof own === 'string' && matchesWildcard(name, own);
    }),
  );
}

/**
 * A bucket that the template does not create may exist already. This is assumed when a trigger listens to it and the
 * template creates no bucket.
 */
function isListenedTo(model: Model, { names }: Named): boolean {
  return (
    model.ofType('ALIYUN::OSS::Bucket').length === 0 &&
    model.ofType(...FC_TRIGGER_TYPES).some((trigger) => bucketOfTrigger(trigger) === names['BucketName'])
  );
}

/** A bucket that is known to be there without the template. */
const isAround = ({ surroundings }: Model, { names }: Named): boolean =>
  surroundings.buckets?.includes(textOf(names['BucketName'])) ?? false;

/**
 * Whether the resource that an ARN names is in the template or named by a parameter. Also true when this cannot be
 * checked: for another account, another region, or an unknown service.
 */
export function namesSomething(model: Model, arn: Arn): boolean {
  const elsewhere =
    (/^\d+$/.test(arn.account) && arn.account !== TENANT) ||
    (arn.region !== '' && !arn.region.includes('*') && arn.region.replace(/^oss-/, '') !== REGION);
  if (elsewhere || !isKnown(arn.relative)) return true;
  const named = NAMED[arn.service]?.(arn.relative) ?? [];
  return named.every((one) => exists(model, one) || isListenedTo(model, one) || isAround(model, one));
}
