import { isRoleArn } from './arn';
import { FcError } from './errors';
import type { ServiceOptions } from './service';

const NAME = /^[_A-Za-z][-_A-Za-z0-9]{0,127}$/;

/** @param kind `Service`, `Function` or `Trigger` */
export function checkName(kind: string, name: string): void {
  if (!NAME.test(name)) {
    throw new FcError(
      'InvalidArgument',
      `${kind} name must be 1 to 128 letters, digits, underscores and hyphens and begin with a letter or an underscore, '${name}' given.`,
    );
  }
}

export function checkServiceOptions(options: ServiceOptions): void {
  if (options.role !== undefined) {
    checkRoleArn('Role', options.role);
  }
  if (options.logConfig && (!options.logConfig.project || !options.logConfig.logstore)) {
    throw new FcError('InvalidArgument', 'LogConfig must name both a project and a logstore.');
  }
}

export function checkRoleArn(property: string, arn: string): void {
  if (!isRoleArn(arn)) {
    throw new FcError(
      'InvalidArgument',
      `${property} must have the form 'acs:ram::ACCOUNT:role/NAME', '${arn}' given.`,
    );
  }
}
