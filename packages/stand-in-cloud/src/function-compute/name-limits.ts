import { limits } from 'ros-template-check';
import { isRoleArn } from './arn';
import { FcError } from './errors';
import type { ServiceOptions } from './service';

const fc = limits.functionCompute;

const NAMES = {
  Service: { pattern: fc.SERVICE_NAME, longest: fc.SERVICE_NAME_CHARACTERS },
  Function: { pattern: fc.FUNCTION_NAME, longest: fc.FUNCTION_NAME_CHARACTERS },
  Trigger: { pattern: fc.TRIGGER_NAME, longest: fc.TRIGGER_NAME_CHARACTERS },
};

/** @throws FcError `InvalidArgument` */
export function checkName(kind: keyof typeof NAMES, name: string): void {
  const { pattern, longest } = NAMES[kind];
  if (!pattern.test(name)) {
    throw new FcError(
      'InvalidArgument',
      `${kind} name must be 1 to ${longest} letters, digits, underscores and hyphens and begin with a letter or an underscore, '${name}' given.`,
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
